// The events of a run, added up: the state at an instant is the state before it
// with every part that an event carries assigned. Nothing here knows a rule of
// Raft; an event says what came out, and Go's sim.State.Apply does the same.
//
// A state never changes. The next one shares with it whatever stayed as it was,
// so a view that has drawn a server or a client compares it by === and is done.

/** @import * as wire from '../wire.js' */
import { Log, Older } from './log.js';

/**
 * A server at an instant: its scalar state as the wire has it (what is absent is
 * zero), and what has events of its own.
 * @typedef {Readonly<wire.ServerState> & {
 *   readonly log: Log,
 *   readonly machine: readonly wire.Pair[],
 *   readonly next: readonly number[],
 *   readonly match: readonly number[],
 * }} Server
 */

/**
 * Everything at an instant. `seq` is the number of the last event in it; `hash`
 * is that of the state it began with, since events carry none.
 * @typedef {object} State
 * @property {number} at
 * @property {number} seq
 * @property {string} hash
 * @property {readonly Server[]} servers
 * @property {readonly wire.ClientState[]} clients
 * @property {readonly wire.Message[]} flights messages on their way, by id
 * @property {readonly wire.Link[]} links those with settings of their own, by from, then to
 * @property {wire.Network} network
 */

/**
 * A state as the server sends it.
 * @param {wire.State} sent
 * @returns {State}
 */
export function initial(sent) {
  return {
    at: sent.at,
    seq: sent.seq,
    hash: sent.hash,
    servers: sent.servers.map(({ first = 1, ...s }) => ({
      ...s,
      log: Log.of(s.log ?? [], first > (s.baseIndex ?? 0) + 1 ? new Older(s.id, sent.at, first) : null, s.baseIndex),
      machine: s.machine ?? [],
      next: s.next ?? [],
      match: s.match ?? [],
    })),
    clients: sent.clients ?? [],
    flights: sent.flights ?? [],
    links: sent.links ?? [],
    network: sent.network,
  };
}

/**
 * The state after one more event.
 * @param {State} state
 * @param {wire.Event} event
 * @returns {State}
 */
export function reduce(state, event) {
  return advance(state, [event], 0, 1);
}

/**
 * The state after events[from] up to, but without, events[to]. A list that
 * changes is copied once for all of them.
 * @param {State} state
 * @param {readonly wire.Event[]} events
 * @param {number} from
 * @param {number} to
 * @returns {State}
 */
export function advance(state, events, from, to) {
  if (from >= to) return state;
  let { servers, clients, flights, links, network } = state;
  /** @type {Server[] | undefined} */ let ownServers;
  /** @type {wire.ClientState[] | undefined} */ let ownClients;
  /** @type {wire.Message[] | undefined} */ let ownFlights;

  /** @param {string} id @param {Partial<Server>} change */
  const change = (id, change) => {
    if (!ownServers) servers = ownServers = servers.slice();
    const i = position(id);
    ownServers[i] = { ...ownServers[i], ...change };
  };

  for (let i = from; i < to; i++) {
    const event = events[i];
    switch (event.kind) {
      case 'server': {
        const now = must(event.server);
        if (!ownServers) servers = ownServers = servers.slice();
        const { log, machine, next, match } = ownServers[position(now.id)];
        ownServers[position(now.id)] = { ...now, log, machine, next, match };
        break;
      }
      case 'log': {
        const { server, from, entries } = must(event.log);
        change(server, { log: servers[position(server)].log.replaced(from, entries) });
        break;
      }
      case 'snapshot': {
        const { server, doing, index, machine } = must(event.snapshot);
        const log = servers[position(server)].log.behind(index);
        change(server, { log, ...(doing !== 'taken' && { machine: machine ?? [] }) });
        break;
      }
      case 'progress': {
        const { server, next, match } = must(event.progress);
        change(server, { next: next ?? [], match: match ?? [] });
        break;
      }
      case 'apply': {
        const { server, key, value = 0, version } = must(event.apply);
        const pair = { key: key ?? '', value, ...(version && { version }) };
        change(server, { machine: key ? withPair(servers[position(server)].machine, pair) : [] });
        break;
      }
      case 'send':
        if (!ownFlights) flights = ownFlights = flights.slice();
        ownFlights.push(must(event.message));
        break;
      case 'delay': {
        if (!ownFlights) flights = ownFlights = flights.slice();
        const { id, arrives } = must(event.message);
        const at = ownFlights.findIndex((m) => m.id === id);
        if (at >= 0) ownFlights[at] = { ...ownFlights[at], arrives };
        break;
      }
      case 'deliver':
      case 'drop': {
        if (!ownFlights) flights = ownFlights = flights.slice();
        const { id } = must(event.message);
        const at = ownFlights.findIndex((m) => m.id === id);
        if (at >= 0) ownFlights.splice(at, 1);
        break;
      }
      case 'link':
        links = withLink(links, must(event.link));
        break;
      case 'network':
        network = must(event.network);
        break;
      case 'client': {
        const now = must(event.client);
        if (!ownClients) clients = ownClients = clients.slice();
        for (let n = ownClients.length + 1; n < position(now.id) + 1; n++) ownClients.push({ id: `c${n}`, phase: 'idle' });
        ownClients[position(now.id)] = now;
        break;
      }
    }
  }
  const at = events[to - 1].at;
  return { at, seq: state.seq + to - from, hash: state.hash, servers, clients, flights, links, network };
}

/**
 * Where a server or a client stands in its list: "S3" and "c3" are third.
 * @param {string} id
 */
export function position(id) {
  return id.charCodeAt(1) - 49;
}

/**
 * Whether a set of servers, bit i for server i, has one.
 * @param {number | undefined} set
 * @param {string} id
 */
export function has(set, id) {
  return (((set ?? 0) >> (position(id) + 1)) & 1) === 1;
}

/** @param {readonly wire.Pair[]} pairs @param {wire.Pair} pair */
function withPair(pairs, pair) {
  const { key } = pair;
  const changed = pairs.slice();
  let at = 0;
  while (at < changed.length && changed[at].key < key) at++;
  changed.splice(at, at < changed.length && changed[at].key === key ? 1 : 0, pair);
  return changed;
}

/** @param {readonly wire.Link[]} links @param {wire.Link} link */
function withLink(links, link) {
  const changed = links.slice();
  const name = link.from + link.to;
  let at = 0;
  while (at < changed.length && changed[at].from + changed[at].to < name) at++;
  const found = at < changed.length && changed[at].from + changed[at].to === name;
  changed.splice(at, found ? 1 : 0, link);
  return changed;
}

/**
 * The part that an event of this kind always carries.
 * @template T
 * @param {T | undefined | null} part
 * @returns {T}
 */
function must(part) {
  if (part === undefined || part === null) throw new Error('an event lacks the part that its kind promises');
  return part;
}
