// What can be done now, and why the rest would do nothing. This says no more
// than the world itself would answer; the world has the last word.

/** @import { State } from '../run/reducer.js' */
/** @import { Message } from '../wire.js' */
import { isCut, serverOf } from '../run/state-queries.js';

/**
 * Why something would do nothing: a catalogue key, and what fills it in.
 * @typedef {{key: string, values?: Record<string, unknown>}} Why
 */

/** The most requests that wait behind a client's outstanding one. */
const MOST_QUEUED = 64;
const MOST_VALUE = 1_000_000_000;

/** @param {string} key */
export function isKey(key) {
  return /^[a-z][a-z0-9_-]{0,11}$/.test(key);
}

/** @param {string} value */
export function isValue(value) {
  return /^-?\d{1,10}$/.test(value) && Math.abs(Number(value)) <= MOST_VALUE;
}

/** Whether no way leads to or from a server any more. @param {State} state @param {string} id */
function isIsolated(state, id) {
  return state.servers.every((s) => s.id === id || (isCut(state, s.id, id) && isCut(state, id, s.id)));
}

/**
 * Why something that is done to a server would do nothing, null if it would.
 * @param {State} state
 * @param {'crash' | 'power-off' | 'restart' | 'time-out' | 'pause' | 'wipe' | 'isolate'} what
 * @param {string} id the server, "" if none is picked
 * @returns {Why | null}
 */
export function whyNotServer(state, what, id) {
  const server = serverOf(state, id);
  if (!server) return { key: 'why.no-server' };
  const values = { server: id };
  switch (what) {
    case 'crash':
    case 'power-off':
      return server.down ? { key: 'why.down', values } : null;
    case 'restart':
      return server.down ? null : { key: 'why.running', values };
    case 'time-out':
      if (server.down) return { key: 'why.down', values };
      if (server.paused) return { key: 'why.paused', values };
      return server.role === 'leader' ? { key: 'why.leader-timeout', values } : null;
    case 'pause':
      return server.down ? { key: 'why.down', values } : null;
    case 'wipe':
      return server.down && server.term === 0 && server.log.length === 0 ? { key: 'why.empty-disk', values } : null;
    case 'isolate':
      if (state.servers.length < 2) return { key: 'why.alone' };
      return isIsolated(state, id) ? { key: 'why.isolated', values } : null;
  }
}

/**
 * Why something that is done to the network would do nothing, null if it would.
 * @param {State} state
 * @param {'partition' | 'cut' | 'heal-all'} what
 * @returns {Why | null}
 */
export function whyNotNetwork(state, what) {
  if (state.servers.length < 2) return { key: 'why.alone' };
  if (what === 'heal-all' && !state.links.some((l) => l.cut)) return { key: 'why.no-cut' };
  return null;
}

/** Whether a message is between servers: a client's is not acted on. @param {Message} m */
function betweenServers({ from, to }) {
  return from[0] === 'S' && to[0] === 'S';
}

/** The messages on their way that something can be done to, the next to arrive first. @param {State} state @returns {Message[]} */
export function messagesOf(state) {
  return state.flights.filter(betweenServers).sort((a, b) => (a.arrives ?? 0) - (b.arrives ?? 0));
}

/** Why nothing can be done to a message, null if something can. @param {State} state @param {number} id @returns {Why | null} */
export function whyNotMessage(state, id) {
  const message = state.flights.find((m) => m.id === id);
  if (!message) return { key: 'why.message-gone' };
  return betweenServers(message) ? null : { key: 'why.client-message' };
}

/**
 * Why a request would not be taken, null if it would.
 * @param {State} state
 * @param {'write' | 'add' | 'read'} what
 * @param {{client: string, name: string, value: string}} request
 * @returns {Why | null}
 */
export function whyNotRequest(state, what, { client, name, value }) {
  if (!isKey(name)) return { key: 'why.bad-key' };
  if (what !== 'read' && !isValue(value)) return { key: 'why.bad-value' };
  const queued = state.clients.find((c) => c.id === client)?.queued ?? 0;
  if (queued >= MOST_QUEUED) return { key: 'why.queue-full', values: { client, count: queued } };
  return null;
}
