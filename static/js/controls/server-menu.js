// What a server's menu has: the same actions as the control panel.

/** @import { App } from '../app.js' */
/** @import { ActionName } from '../scenario/action-table.js' */
/** @import { Item } from '../ui/context-menu.js' */
/** @import { At } from './message-menu.js' */
import { compose } from '../scenario/actions.js';
import { serverOf } from '../run/state-queries.js';
import { messagesOf, whyNot, whyNowhere } from '../scenario/preconditions.js';
import { openFloating } from '../ui/context-menu.js';
import { openMessageList } from './message-menu.js';

/** @param {App} app @param {string} server @param {At} at */
export function openServerMenu(app, server, at) {
  openFloating(app, { ...at, title: app.session.actsOnAll ? app.t('clusters.in-all', { server, count: app.clusters.size }) : server, name: app.t('server.menu', { server }), items: itemsOf(app, server, at) });
}

/** @param {App} app @param {string} server @param {At} at @returns {Item[]} */
function itemsOf(app, server, at) {
  const { state, t } = app;
  const states = [state, ...(app.session.actsOnAll ? [...app.clusters].map(({ shown }) => shown ?? state) : [])];
  const key = /** @type {HTMLInputElement} */ (document.getElementById('client-key'))?.value || 'x';
  const value = /** @type {HTMLInputElement} */ (document.getElementById('client-value'))?.value || '1';
  const client = /** @type {HTMLSelectElement} */ (document.getElementById('client'))?.value || 'c1';
  /** @param {ActionName} name @param {string} [label] @returns {Item} */
  const item = (name, label = t(`do.${name}`)) => ({ label, about: t(`about.${name}`, { server }), why: whyNowhere(states, name, { server }), act: () => void app.command(compose(name, { server })) });
  /** @param {'add-voter' | 'add-learner' | 'remove-server'} name @returns {Item} */
  const change = (name) => ({ label: t(`server.menu.${name}`), why: whyNowhere(states, name, { server, client }), act: () => void app.command(compose(name, { server, client })) });
  /** @param {'write' | 'read'} what */
  const ask = (what) => ({ label: t(`server.menu.${what}`, { key, value }), act: () => void app.command(compose(what, { client, key, value, server })) });
  const flies = messagesOf(state).some((m) => m.from === server || m.to === server);
  return [
    item('crash'),
    item('power-off'),
    item('restart'),
    item(serverOf(state, server)?.paused ? 'resume' : 'pause'),
    item('time-out'),
    item('transfer'),
    item('snapshot'),
    change('add-voter'),
    change('add-learner'),
    change('remove-server'),
    item('wipe'),
    item('isolate', t('server.menu.isolate')),
    { label: t('server.menu.cut'), why: whyNot(state, 'partition'), act: () => document.getElementById('do-cut')?.click() },
    { label: t('server.menu.messages'), why: flies ? null : { key: 'why.no-messages' }, act: () => openMessageList(app, server, at) },
    ask('write'),
    ask('read'),
  ];
}
