// A menu that opens at a place: on a server, on a message. Its items say why they
// would do nothing, as the control panel's buttons do.

/** @import { App } from '../app.js' */
import { element } from './dom.js';
import { walk } from './menu.js';
import { toast } from './toasts.js';

/** @typedef {{label: string, about?: string, why?: {key: string, values?: Record<string, unknown>} | null, act: () => void}} Item what it is about need not be commanded where why is absent */

/**
 * @typedef {object} Opening
 * @property {string} title
 * @property {string} name by which it is read out
 * @property {Item[]} items
 * @property {Element | null} from what has the focus back when it closes
 * @property {number} x
 * @property {number} y
 */

/** @type {{menu: HTMLElement, from: Element | null} | null} */
let opened = null;

/** Closes what is open. @param {boolean} [back] whether the focus goes back to where it came from */
function closeFloating(back = true) {
  const was = opened;
  opened = null;
  was?.menu.remove();
  if (back && (was?.from instanceof HTMLElement || was?.from instanceof SVGElement)) was.from.focus({ preventScroll: true });
}

document.addEventListener('pointerdown', (event) => {
  if (opened && !opened.menu.contains(/** @type {Node} */ (event.target))) closeFloating(false);
});

/** @param {App} app @param {Opening} opening */
export function openFloating(app, { title, name, items, from, x, y }) {
  closeFloating(false);
  const menu = element('div', { class: 'menu floating', role: 'menu', 'aria-label': name });
  menu.append(element('div', { class: 'menu-title', 'aria-hidden': 'true' }, title));
  for (const { label, about, why, act } of items) {
    const reason = !app.commands && why !== undefined ? app.t('why.watching') : why ? app.t(why.key, why.values ?? {}) : '';
    const button = element('button', { type: 'button', role: 'menuitem', tabindex: -1, title: about ?? null, 'aria-disabled': reason !== '' && 'true' }, label);
    if (reason && why) button.append(' ', element('small', {}, reason));
    button.addEventListener('click', () => {
      if (reason) {
        toast(reason);
        return;
      }
      closeFloating();
      act();
    });
    menu.append(button);
  }
  walk(menu, closeFloating);
  place(menu, { from, x, y });
  menu.querySelector('button')?.focus({ preventScroll: true });
}

/** Opens something that is only read. @param {HTMLElement} popover @param {{from: Element | null, x: number, y: number}} at */
export function openPopover(popover, at) {
  closeFloating(false);
  popover.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' && event.key !== 'Tab') return;
    event.stopPropagation();
    if (event.key === 'Escape') event.preventDefault();
    closeFloating();
  });
  place(popover, at);
  popover.focus({ preventScroll: true });
}

/** Puts it at its place, or as near to that as the window allows. @param {HTMLElement} menu @param {{from: Element | null, x: number, y: number}} at */
function place(menu, { from, x, y }) {
  document.querySelector('main')?.append(menu);
  const box = menu.getBoundingClientRect();
  menu.style.left = `${Math.max(8, Math.min(x, innerWidth - box.width - 8))}px`;
  menu.style.top = `${Math.max(8, Math.min(y, innerHeight - box.height - 8))}px`;
  opened = { menu, from };
}
