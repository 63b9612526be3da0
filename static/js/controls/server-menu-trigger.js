// A menu on a server itself: the same actions as in the control panel, by a
// right click, a long press, or the Menu key.

/** @import { App } from '../app.js' */
import { closest } from '../ui/dom.js';
import { withLoaded } from '../ui/lazy.js';

/** How long a press is long, in ms, and how far it may move meanwhile, in px. */
const LONG = 500;
const STILL = 10;

export class ServerMenuTrigger {
  #app;
  #press = 0;
  #pressed = { x: 0, y: 0 };

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    const stage = document.getElementById('stage');
    if (!stage) return;
    stage.addEventListener('contextmenu', (event) => {
      const on = closest(event, '[data-server]');
      if (!on) return;
      event.preventDefault();
      clearTimeout(this.#press);
      const box = on.getBoundingClientRect();
      const byKey = event.clientX === 0 && event.clientY === 0;
      this.#open(on, byKey ? box.right : event.clientX, byKey ? box.top : event.clientY);
    });
    stage.addEventListener('keydown', (event) => {
      const on = closest(event, '[data-server]');
      if (!on || !(event.key === 'ContextMenu' || (event.key === 'F10' && event.shiftKey))) return;
      event.preventDefault();
      const box = on.getBoundingClientRect();
      this.#open(on, box.right, box.top);
    });
    // Not every touch browser makes a context menu of a long press.
    stage.addEventListener('pointerdown', (event) => {
      const on = closest(event, '[data-server]');
      if (!on || event.pointerType === 'mouse') return;
      this.#pressed = { x: event.clientX, y: event.clientY };
      this.#press = setTimeout(() => this.#open(on, event.clientX, event.clientY), LONG);
    });
    stage.addEventListener('pointermove', (event) => {
      if (Math.hypot(event.clientX - this.#pressed.x, event.clientY - this.#pressed.y) > STILL) clearTimeout(this.#press);
    });
    for (const end of ['pointerup', 'pointercancel']) stage.addEventListener(end, () => clearTimeout(this.#press));
  }

  /** @param {Element} on @param {number} x @param {number} y */
  #open(on, x, y) {
    const app = this.#app;
    const server = on.getAttribute('data-server') ?? '';
    if (!app.state.servers.some((s) => s.id === server)) return;
    app.select({ kind: 'server', id: server });
    void withLoaded(app, Promise.all([import('./server-menu.js'), app.moreWords()]), ([{ openServerMenu }]) => openServerMenu(app, server, { from: on.firstElementChild, x, y }));
  }
}
