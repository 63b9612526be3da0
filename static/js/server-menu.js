// A menu on a server itself: the same actions as in the control panel, by a
// right click, a long press, or the Menu key.

/** @import { App } from './app.js' */
/** @import { Why } from './availability.js' */
import * as actions from './actions.js';
import { whyNotServer, whyNotNetwork } from './availability.js';
import { element } from './element.js';
import { walk } from './menu.js';
import { toast } from './toasts.js';

/** How long a press is long, in ms, and how far it may move meanwhile, in px. */
const LONG = 500;
const STILL = 10;

/** @typedef {{label: string, why: Why | null, act: () => void}} Item */

export class ServerMenu {
  #app;
  /** @type {HTMLElement | null} */
  #menu = null;
  /** @type {Element | null} */
  #from = null;
  #press = 0;
  #pressed = { x: 0, y: 0 };

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    const stage = document.getElementById('stage');
    if (!stage) return;
    stage.addEventListener('contextmenu', (event) => {
      const on = this.#serverAt(event.target);
      if (!on) return;
      event.preventDefault();
      clearTimeout(this.#press);
      const box = on.getBoundingClientRect();
      const byKey = event.clientX === 0 && event.clientY === 0;
      this.#open(on, byKey ? box.right : event.clientX, byKey ? box.top : event.clientY);
    });
    stage.addEventListener('keydown', (event) => {
      const on = this.#serverAt(event.target);
      if (!on || !(event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey))) return;
      event.preventDefault();
      const box = on.getBoundingClientRect();
      this.#open(on, box.right, box.top);
    });
    // Not every touch browser makes a context menu of a long press.
    stage.addEventListener('pointerdown', (event) => {
      const on = this.#serverAt(event.target);
      if (!on || event.pointerType === 'mouse') return;
      this.#pressed = { x: event.clientX, y: event.clientY };
      this.#press = setTimeout(() => this.#open(on, event.clientX, event.clientY), LONG);
    });
    stage.addEventListener('pointermove', (event) => {
      if (Math.hypot(event.clientX - this.#pressed.x, event.clientY - this.#pressed.y) > STILL) clearTimeout(this.#press);
    });
    for (const end of ['pointerup', 'pointercancel']) stage.addEventListener(end, () => clearTimeout(this.#press));
    document.addEventListener('pointerdown', (event) => {
      if (this.#menu && !this.#menu.contains(/** @type {Node} */ (event.target))) this.#close(false);
    });
  }

  /** @param {EventTarget | null} target */
  #serverAt(target) {
    return target instanceof Element ? target.closest('[data-server]') : null;
  }

  /** @param {string} server @returns {Item[]} */
  #items(server) {
    const app = this.#app;
    const { state, t } = app;
    const key = /** @type {HTMLInputElement} */ (document.getElementById('client-key'))?.value || 'x';
    const value = /** @type {HTMLInputElement} */ (document.getElementById('client-value'))?.value || '1';
    const client = /** @type {HTMLSelectElement} */ (document.getElementById('client'))?.value || 'c1';
    /** @param {string} label @param {Why | null} why @param {string} action @returns {Item} */
    const item = (label, why, action) => ({ label, why, act: () => void app.command(action) });
    /** @param {'write' | 'read'} what */
    const ask = (what) => item(t(`server.menu.${what}`, { key, value }), null, actions.request(what, { client, name: key, value, to: server }));
    return [
      item(t('do.crash'), whyNotServer(state, 'crash', server), actions.crash(server)),
      item(t('do.power-off'), whyNotServer(state, 'power-off', server), actions.powerOff(server)),
      item(t('do.restart'), whyNotServer(state, 'restart', server), actions.restart(server)),
      item(t('do.time-out'), whyNotServer(state, 'time-out', server), actions.timeOut(server)),
      item(t('server.menu.isolate'), whyNotServer(state, 'isolate', server), actions.isolate(server)),
      { label: t('server.menu.cut'), why: whyNotNetwork(state, 'cut'), act: () => document.getElementById('do-cut')?.click() },
      ask('write'),
      ask('read'),
    ];
  }

  /** @param {Element} on @param {number} x @param {number} y */
  #open(on, x, y) {
    const app = this.#app;
    const server = on.getAttribute('data-server') ?? '';
    if (!app.state.servers.some((s) => s.id === server)) return;
    this.#close(false);
    app.select({ kind: 'server', id: server });
    this.#from = on;
    const menu = element('div', { class: 'menu floating', role: 'menu', 'aria-label': app.t('server.menu', { server }) });
    menu.append(element('div', { class: 'menu-title', 'aria-hidden': 'true' }, server));
    for (const { label, why, act } of this.#items(server)) {
      const reason = !app.commands ? app.t('why.watching') : why ? app.t(why.key, why.values ?? {}) : '';
      const button = element('button', { type: 'button', role: 'menuitem', tabindex: -1, 'aria-disabled': reason !== '' && 'true' }, label);
      if (reason && why) button.append(element('small', {}, reason));
      button.addEventListener('click', () => {
        if (reason) {
          toast(reason);
          return;
        }
        this.#close();
        act();
      });
      menu.append(button);
    }
    walk(menu, () => this.#close());
    document.body.append(menu);
    const box = menu.getBoundingClientRect();
    menu.style.left = `${Math.max(8, Math.min(x, innerWidth - box.width - 8))}px`;
    menu.style.top = `${Math.max(8, Math.min(y, innerHeight - box.height - 8))}px`;
    this.#menu = menu;
    menu.querySelector('button')?.focus({ preventScroll: true });
  }

  /** @param {boolean} [back] whether the focus goes back to where it came from */
  #close(back = true) {
    this.#menu?.remove();
    this.#menu = null;
    if (back && (this.#from instanceof HTMLElement || this.#from instanceof SVGElement)) this.#from.focus({ preventScroll: true });
  }
}
