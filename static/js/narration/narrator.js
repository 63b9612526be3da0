// What happened, in sentences: each event gives one or none. A sentence names a text
// of the catalogue and the values that fill it in, so it can be worded again in
// another language.
//
// The narrator remembers what it needs to say more than the event alone does:
// what a server was before, which votes a candidate has, what an entry holds.

/** @import * as wire from '../wire.js' */
/** @import { State } from '../run/reducer.js' */
/** @import { Log } from '../run/log.js' */
import { narrateAction } from './action.js';
import { narrateClient } from './client.js';
import { narrateDecision } from './decision.js';
import { narrateViolation } from './violation.js';

/** @typedef {'elections' | 'replication' | 'clients' | 'faults'} Topic */

/**
 * A value that fills in a text: itself, another text, or a list.
 * @typedef {string | number | {key: string, values?: Record<string, Value>} | {list: Value[]}} Value
 */

/**
 * What an event is told as. Its level says whether it is one of the moments that
 * make a story, a part of it, or a small step.
 * @typedef {object} Sentence
 * @property {string} key
 * @property {Record<string, Value>} [values]
 * @property {Topic} topic
 * @property {'key' | 'plain' | 'detail'} level
 * @property {string[]} about the servers and clients it is about
 * @property {boolean} [bad] whether it tells of damage
 */

/** @typedef {Sentence & {seq: number, at: number}} TimedSentence */

/** How many commands of a log are named; of a longer one they are counted. */
const MOST_NAMED = 5;

export class Narrator {
  /** @type {Map<string, wire.ServerState>} as last told */
  servers = new Map();
  /** @type {Map<string, Log>} */
  logs = new Map();
  /** @type {Map<string, wire.ClientState>} */
  clients = new Map();
  /** @type {Map<string, Set<string>>} the votes that each candidate has counted */
  votes = new Map();
  /** Which entry was told last that counting may not commit. */
  held = '';
  /** The server whose power was cut last. */
  #powerless = '';
  #wiped = '';
  /** @type {Map<number, wire.Message>} messages on their way */
  #flights = new Map();

  /** @param {State} state what was when the story begins */
  constructor(state) {
    for (const s of state.servers) {
      this.servers.set(s.id, s);
      this.logs.set(s.id, s.log);
      this.votes.set(s.id, new Set(state.servers.map((o) => o.id).filter((o) => (s.granted ?? 0) & (1 << Number(o.slice(1))))));
    }
    for (const c of state.clients) this.clients.set(c.id, c);
    for (const m of state.flights) this.#flights.set(m.id, m);
  }

  /**
   * Tells an event, the next one, or keeps silent.
   * @param {wire.Event} event
   * @returns {Sentence | null}
   */
  narrate(event) {
    switch (event.kind) {
      case 'action':
        this.#powerless = event.action?.name === 'power-off' ? (event.action.server ?? '') : '';
        this.#wiped = event.action?.name === 'wipe' ? (event.action.server ?? '') : '';
        return event.action ? narrateAction(event.action) : null;
      case 'decision':
        return event.decision ? narrateDecision(event.by ?? '', event.decision, this) : null;
      case 'finding':
        return event.finding ? this.#finding(event.by ?? '', event.finding) : null;
      case 'violation':
        return event.violation ? narrateViolation(event.violation) : null;
      case 'server':
        return event.server ? this.#server(event.server) : null;
      case 'client': {
        const now = event.client;
        if (!now) return null;
        const before = this.clients.get(now.id);
        this.clients.set(now.id, now);
        return narrateClient(before, now);
      }
      case 'log': {
        const change = event.log;
        const log = change && this.logs.get(change.server);
        if (log) this.logs.set(change.server, log.replaced(change.from, change.entries));
        return null;
      }
      case 'snapshot': {
        const done = event.snapshot;
        const log = done && this.logs.get(done.server);
        if (log) this.logs.set(done.server, log.behind(done.index));
        return null;
      }
      case 'send':
        if (event.message) this.#flights.set(event.message.id, event.message);
        return null;
      case 'deliver':
        this.#flights.delete(event.message?.id ?? 0);
        return null;
      case 'drop':
        return this.#loss(event.message?.id ?? 0, event.why ?? '');
      default:
        return null;
    }
  }

  /** @param {string} by @param {wire.Finding} finding @returns {Sentence} */
  #finding(by, { kind, peer = '', term = 0, index = 0 }) {
    return { key: `finding.${kind}`, values: { by, peer, term, index }, topic: 'faults', level: 'key', about: [by, peer], bad: true };
  }

  /** @param {wire.ServerState} now @returns {Sentence | null} */
  #server(now) {
    const before = this.servers.get(now.id);
    this.servers.set(now.id, now);
    if (!before) return null;
    const about = [now.id];
    if (now.down && !before.down) {
      if (this.#wiped === now.id) return { key: 'event.crashed-wiped', values: { server: now.id }, topic: 'faults', level: 'key', about, bad: true };
      const values = { server: now.id, term: before.term, log: this.#logOf(now), lost: this.#lost(before, now) };
      const key = `event.${this.#powerless === now.id ? 'power-off' : 'crashed'}${before.role === 'leader' ? '-leader' : ''}`;
      return { key, values, topic: 'faults', level: 'key', about, bad: true };
    }
    if (before.down && !now.down) {
      const values = { server: now.id, term: now.term, log: this.#logOf(now) };
      return { key: 'event.restarted', values, topic: 'faults', level: 'key', about };
    }
    if (!now.down && (now.syncedIndex ?? 0) > (before.syncedIndex ?? 0)) {
      const values = { server: now.id, index: now.syncedIndex ?? 0 };
      return { key: 'event.synced', values, topic: 'replication', level: 'detail', about };
    }
    return null;
  }

  /** What went with the power: entries, a vote. @param {wire.ServerState} before @param {wire.ServerState} now @returns {Value} */
  #lost(before, now) {
    const log = this.logs.get(now.id);
    const [first, last] = [(now.lastIndex ?? 0) + 1, before.lastIndex ?? 0];
    const count = last - first + 1;
    /** @type {Value[]} */
    const lost = [];
    if (count > MOST_NAMED) lost.push({ key: 'event.lost-entries', values: { count } });
    else for (let index = first; index <= last; index++) lost.push(log?.entry(index)?.cmd ?? { key: 'word.entry', values: { index, term: before.term } });
    if (before.votedFor && now.votedFor !== before.votedFor) lost.push({ key: 'event.lost-vote', values: { server: before.votedFor, term: before.term } });
    return lost.length > 0 ? { key: 'event.lost', values: { what: { list: lost } } } : { key: 'event.lost-nothing' };
  }

  /** What a server's log holds, in brief. @param {wire.ServerState} server @returns {Value} */
  #logOf(server) {
    const base = server.baseIndex ?? 0;
    const count = (server.lastIndex ?? 0) - base;
    const log = this.logs.get(server.id);
    if (count === 0) return { key: 'word.nothing' };
    if (count > MOST_NAMED || !log || log.first > base + 1 || log.length < base + count) return { key: 'details.log', values: { count } };
    return { list: [...log].slice(0, count).map((e) => e.cmd) };
  }

  /** @param {number} id @param {string} why @returns {Sentence | null} */
  #loss(id, why) {
    const message = this.#flights.get(id);
    this.#flights.delete(id);
    const byHand = why === 'hand';
    if (!message || !(byHand || !message.routine)) return null;
    const key = { loss: 'event.lost-by-chance', cut: 'event.lost-at-cut', down: 'event.lost-at-down', hand: 'event.lost-by-hand', full: 'event.lost-at-full' }[why];
    if (!key) return null;
    const { from, to, kind = '' } = message;
    const ofClient = kind === 'ClientRequest' || kind === 'ClientReply';
    return { key, values: { from, to, kind }, topic: ofClient ? 'clients' : 'faults', level: ofClient || byHand ? 'plain' : 'detail', about: [from, to] };
  }
}

/**
 * A sentence in words.
 * @param {(key: string, values?: Record<string, unknown>) => string} t
 * @param {{key: string, values?: Record<string, Value>}} sentence
 * @returns {string}
 */
export function sentenceText(t, { key, values = {} }) {
  /** @param {Value} value @returns {string | number} */
  const word = (value) => {
    if (typeof value !== 'object') return value;
    if ('list' in value) return value.list.map(word).join(t('word.and'));
    return sentenceText(t, value);
  };
  return t(key, Object.fromEntries(Object.entries(values).map(([name, value]) => [name, word(value)])));
}
