// The door to the menus on things in the picture.

/** @import { App } from './app.js' */
import { toast } from './toasts.js';

/** Does something with the menus, once they are here. @param {App} app @param {(menus: typeof import('./later.js')) => void} act */
export async function withMenus(app, act) {
  try {
    act(await import('./later.js'));
  } catch (why) {
    toast(app.t('request.offline'));
    throw why;
  }
}

/** Where a menu about an element opens. @param {Element} element */
export function beside(element) {
  const box = element.getBoundingClientRect();
  return { from: element, x: box.right, y: box.top };
}
