// A menu on a server itself: the same actions as in the control panel, by a
// right click, a long press, or the Menu key.

/** @import { App } from './app.js' */
/** @import { Why } from './availability.js' */
/** @import { Item } from './floating-menu.js' */
/** @import { At } from './message-menu.js' */
import * as actions from './actions.js';
import { messagesOf, serverOf, whyNotNetwork, whyNotServer } from './availability.js';
import { openFloating } from './floating-menu.js';
import { openMessageList } from './message-menu.js';

/** How long a press is long, in ms, and how far it may move meanwhile, in px. */
const LONG = 500;
const STILL = 10;

export class ServerMenu {
  #app;
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
  }

  /** @param {EventTarget | null} target */
  #serverAt(target) {
    return target instanceof Element ? target.closest('[data-server]') : null;
  }

  /** @param {string} server @param {At} at @returns {Item[]} */
  #items(server, at) {
    const app = this.#app;
    const { state, t } = app;
    const key = /** @type {HTMLInputElement} */ (document.getElementById('client-key'))?.value || 'x';
    const value = /** @type {HTMLInputElement} */ (document.getElementById('client-value'))?.value || '1';
    const client = /** @type {HTMLSelectElement} */ (document.getElementById('client'))?.value || 'c1';
    /** @param {string} label @param {Why | null} why @param {string} action @returns {Item} */
    const item = (label, why, action) => ({ label, why, act: () => void app.command(action) });
    /** @param {'write' | 'read'} what */
    const ask = (what) => item(t(`server.menu.${what}`, { key, value }), null, actions.request(what, { client, name: key, value, to: server }));
    const flies = messagesOf(state).some((m) => m.from === server || m.to === server);
    return [
      item(t('do.crash'), whyNotServer(state, 'crash', server), actions.crash(server)),
      item(t('do.power-off'), whyNotServer(state, 'power-off', server), actions.powerOff(server)),
      item(t('do.restart'), whyNotServer(state, 'restart', server), actions.restart(server)),
      serverOf(state, server)?.paused
        ? item(t('do.resume'), null, actions.resume(server))
        : item(t('do.pause'), whyNotServer(state, 'pause', server), actions.pause(server)),
      item(t('do.time-out'), whyNotServer(state, 'time-out', server), actions.timeOut(server)),
      item(t('do.wipe'), whyNotServer(state, 'wipe', server), actions.wipe(server)),
      item(t('server.menu.isolate'), whyNotServer(state, 'isolate', server), actions.isolate(server)),
      { label: t('server.menu.cut'), why: whyNotNetwork(state, 'cut'), act: () => document.getElementById('do-cut')?.click() },
      { label: t('server.menu.messages'), why: flies ? null : { key: 'why.no-messages' }, act: () => openMessageList(app, server, at) },
      ask('write'),
      ask('read'),
    ];
  }

  /** @param {Element} on @param {number} x @param {number} y */
  #open(on, x, y) {
    const app = this.#app;
    const server = on.getAttribute('data-server') ?? '';
    if (!app.state.servers.some((s) => s.id === server)) return;
    app.select({ kind: 'server', id: server });
    openFloating(app, { title: server, name: app.t('server.menu', { server }), items: this.#items(server, { from: on, x, y }), from: on, x, y });
  }
}
