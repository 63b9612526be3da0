// A menu on a message in flight: it can be dropped, held up, or duplicated. A
// click on it while time stands opens the menu; so does a list of all that fly,
// for those who use the keyboard.

/** @import { App } from '../app.js' */
/** @import { Message } from '../wire.js' */
import { compose } from '../scenario/actions.js';
import { messagesOf, whyNot } from '../scenario/preconditions.js';
import { openFloating } from '../ui/context-menu.js';

/** By how much the menu delays a message, in µs. */
const HOLD_UP = 50_000;
/** The most messages that a list has. */
const MOST = 12;

/** @param {App} app @param {Message} m */
function nameOf({ t }, m) {
  const { from, to, kind = 'PreVote' } = m;
  const entries = m.kind === 'AppendEntries' ? m.appendEntries.entries : 0;
  return t(entries > 0 ? 'message.name-entries' : 'message.name', { from, to, kind, count: entries });
}

/** @typedef {{from: Element | null, x: number, y: number}} At */

/** @param {App} app @param {number} id @param {At} at */
export function openMessageMenu(app, id, at) {
  const message = app.state.flights.find((m) => m.id === id);
  if (!message) return;
  app.select({ kind: 'message', id: String(id) });
  const title = nameOf(app, message);
  const why = whyNot(app.state, 'drop-message', { message: id });
  // Elsewhere another message may have its number.
  const same = [...app.clusters].every(({ shown }) => {
    const there = shown?.flights.find((m) => m.id === id) ?? message;
    return ['from', 'to', 'kind', 'term'].every((field) => /** @type {any} */ (there)[field] === /** @type {any} */ (message)[field]);
  });
  /** @param {string} label @param {string} action */
  const item = (label, action) => ({ label, why, act: () => void app.command(action, !same) });
  openFloating(app, {
    ...at,
    title,
    name: app.t('message.menu', { message: title }),
    items: [
      item(app.t('message.drop'), compose('drop-message', { message: id })),
      item(app.t('message.delay', { ms: HOLD_UP / 1000 }), compose('delay-message', { message: id, time: HOLD_UP })),
      item(app.t('message.duplicate'), compose('duplicate-message', { message: id })),
    ],
  });
}

/** Lists what flies between servers, all of it or a server's. @param {App} app @param {string} server "" for all @param {At} at */
export function openMessageList(app, server, at) {
  const { t } = app;
  const flights = messagesOf(app.state).filter((m) => !server || m.from === server || m.to === server);
  openFloating(app, {
    ...at,
    title: t('message.list'),
    name: t('message.list'),
    items: flights.slice(0, MOST).map((m) => ({ label: nameOf(app, m), act: () => openMessageMenu(app, m.id, at) })),
  });
}
