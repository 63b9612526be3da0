// The door to the menus on things in the picture.

/** @import { App } from '../app.js' */
import { byId } from '../ui/dom.js';
import { toast } from '../ui/toasts.js';

/** How far from the picture's corner a menu opens, in px. */
const EDGE = 16;

/** Does something with the menus, once they are here. @param {App} app @param {(menus: typeof import('../dialogs/later.js')) => void | Promise<void>} act */
export async function withMenus(app, act) {
  try {
    await act(await import('../dialogs/later.js'));
  } catch (why) {
    toast(app.t('request.offline'));
    throw why;
  }
}

/** Where a menu about an element opens; of one that is folded away, over the picture. @param {Element} element */
export function beside(element) {
  const box = element.getBoundingClientRect();
  if (box.width > 0) return { from: element, x: box.right, y: box.top };
  const { left, top } = byId('stage').getBoundingClientRect();
  return { from: null, x: left + EDGE, y: top + EDGE };
}
