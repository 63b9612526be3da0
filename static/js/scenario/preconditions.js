// What can be done now, and why the rest would do nothing. What an action needs is the
// world's own table, and so are the words for it; the world has the last word.

/** @import { State } from '../run/reducer.js' */
/** @import { Message } from '../wire.js' */
/** @import { ActionName, Need } from './action-table.js' */
/** @import { Args } from './actions.js' */
import { configurationOf, countingServer, isCut, leads, serverOf, votes } from '../run/state-queries.js';
import { has } from '../run/reducer.js';
import { FORMS, KEY, MAX_VALUE, NEEDS } from './action-table.js';

/**
 * Why something would do nothing: a catalogue key, and what fills it in.
 * @typedef {{key: string, values?: Record<string, unknown>}} Why
 */

/** @param {string} key */
export function isKey(key) {
  return KEY.test(key);
}

/** @param {string} value */
export function isValue(value) {
  return /^-?\d{1,10}$/.test(value) && Math.abs(Number(value)) <= MAX_VALUE;
}

/**
 * Why an action would do nothing, null if it would.
 * @param {State} state
 * @param {ActionName} name
 * @param {Args} [args]
 * @returns {Why | null}
 */
export function whyNot(state, name, args = {}) {
  if (/ SERVER\b/.test(FORMS[name]) && !/\[/.test(FORMS[name]) && !serverOf(state, args.server ?? '')) return { key: 'why.no-server' };
  const unmet = NEEDS[name]?.find((need) => !holds(need, fieldOf(state, need, args)));
  const { server, client, message } = args;
  return unmet ? { key: `action.${unmet.code}`, values: { server, client, detail: message ?? (unmet.atMost ?? 0) + 1 } } : null;
}

/** Why an action would do nothing in any of some clusters: the first one's reason. @param {readonly State[]} states @param {ActionName} name @param {Args} [args] @returns {Why | null} */
export function whyNowhere(states, name, args) {
  const [why, ...others] = states.map((state) => whyNot(state, name, args));
  return others.includes(null) ? null : why;
}

/** Why an action with which something is written or read would not be taken. @param {State} state @param {'write' | 'add' | 'read'} name @param {Args} args @returns {Why | null} */
export function whyNotRequest(state, name, args) {
  if (!isKey(args.key ?? '')) return { key: 'why.bad-key' };
  if (name !== 'read' && !isValue(String(args.value))) return { key: 'why.bad-value' };
  return whyNot(state, name, args);
}

/** @param {Need} need @param {any} value */
function holds(need, value) {
  if ('is' in need) return value === need.is;
  if ('not' in need) return value !== need.not;
  if (need.atLeast) return value >= need.atLeast;
  return need.atMost ? value <= need.atMost : Boolean(value);
}

/** What a need is about. @param {State} state @param {Need} need @param {Args} args @returns {unknown} */
function fieldOf(state, { of, field }, args) {
  switch (of) {
    case 'server':
      return serverField(state, field, args.server ?? '');
    case 'client':
      return /** @type {any} */ (state.clients.find((c) => c.id === args.client))?.[field] ?? 0;
    case 'message': {
      const message = state.flights.find((m) => m.id === args.message);
      return field === 'between-servers' ? message && betweenServers(message) : message;
    }
    default:
      return clusterField(state, field);
  }
}

/** @param {State} state @param {string} field */
function clusterField(state, field) {
  if (field === 'servers') return state.servers.length;
  return field === 'led' ? state.servers.some(leads) : state.links.some((l) => l.cut);
}

/** @param {State} state @param {string} field @param {string} id */
function serverField(state, field, id) {
  const server = serverOf(state, id);
  if (!server) return undefined;
  if (field === 'blank') return Boolean(server.down) && server.term === 0 && server.log.length === 0;
  if (field === 'unsaved') return !server.down && (server.lastApplied ?? 0) > (server.baseIndex ?? 0);
  if (field === 'isolated') return state.servers.every((s) => s.id === id || (isCut(state, s.id, id) && isCut(state, id, s.id)));
  if (field in MEMBERSHIP) return MEMBERSHIP[field](configurationOf(state, countingServer(state)), id);
  return /** @type {any} */ (server)[field] ?? false;
}

/** What a server is to the cluster. @type {Record<string, (configuration: import('../wire.js').Configuration, id: string) => boolean>} */
const MEMBERSHIP = {
  votes,
  learns: ({ learners = 0 }, id) => has(learners, id),
  member: (configuration, id) => votes(configuration, id) || has(configuration.learners, id),
};

/** Whether a message is between servers: a client's is not acted on. @param {Message} m */
function betweenServers({ from, to }) {
  return from[0] === 'S' && to[0] === 'S';
}

/** The messages on their way that something can be done to, the next to arrive first. @param {State} state @returns {Message[]} */
export function messagesOf(state) {
  return state.flights.filter(betweenServers).sort((a, b) => (a.arrives ?? 0) - (b.arrives ?? 0));
}
