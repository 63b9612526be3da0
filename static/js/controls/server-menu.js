// What a server's menu has: the same actions as the control panel.

/** @import { App } from '../app.js' */
/** @import { Why } from '../scenario/preconditions.js' */
/** @import { Item } from '../ui/context-menu.js' */
/** @import { At } from './message-menu.js' */
import * as actions from '../scenario/actions.js';
import { serverOf } from '../run/state-queries.js';
import { messagesOf, whyNotNetwork, whyNotServer } from '../scenario/preconditions.js';
import { openFloating } from '../ui/context-menu.js';
import { openMessageList } from './message-menu.js';

/** @param {App} app @param {string} server @param {At} at */
export function openServerMenu(app, server, at) {
  openFloating(app, { ...at, title: server, name: app.t('server.menu', { server }), items: itemsOf(app, server, at) });
}

/** @param {App} app @param {string} server @param {At} at @returns {Item[]} */
function itemsOf(app, server, at) {
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
