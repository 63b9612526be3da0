// What a page keeps of its sessions in the browser, so that it can take them up
// again after a reload, or bring them along when the server has forgotten them:
// the secret that lets it command, the session as a text, and how it was played.
//
// A browser can be full, or forbid to keep anything. Then it is kept for as long as
// this page is open, and whoever promises more asks first. A text that the server
// could not play is nobody's to replace: it may be all that is left of a run.

/** @import {Run} from '../wire.js' */

/** @typedef {{playing: boolean, speed: number}} Played */
/**
 * `unread`: the server could not play the run when it was brought along.
 * @typedef {{secret: string, run: Run | null, played: Played | null, used: number, unread: boolean}} Kept
 */

const PREFIX = 'raft-playground/session/';
/** How many sessions are kept; the ones used longest ago go first. */
const MOST = 12;

export class SessionStore {
  /** @type {Storage | null} */
  #storage = null;
  /** What the browser does not keep, by session. @type {Map<string, string>} */
  #here = new Map();

  /** @param {Storage | null} [storage] */
  constructor(storage) {
    try {
      // A browser that forbids storage throws at the mere mention of it.
      this.#storage = storage === undefined ? globalThis.localStorage : storage;
    } catch {
      this.#storage = null;
    }
  }

  /** @param {string} session @returns {Kept} */
  of(session) {
    try {
      const kept = JSON.parse(this.#here.get(session) ?? this.#storage?.getItem(PREFIX + session) ?? '{}');
      return {
        secret: typeof kept.secret === 'string' ? kept.secret : '',
        run: typeof kept.run?.text === 'string' && typeof kept.run.edge === 'number' ? kept.run : null,
        played: typeof kept.played?.playing === 'boolean' && typeof kept.played.speed === 'number' ? kept.played : null,
        used: Number(kept.used) || 0,
        unread: kept.unread === true,
      };
    } catch {
      return { secret: '', run: null, played: null, used: 0, unread: false };
    }
  }

  /** Whether the browser keeps what there is of a session, so that it is there after a reload. @param {string} session */
  lasts(session) {
    return this.of(session).run !== null && !this.#here.has(session);
  }

  /** @param {string} session @param {string} secret */
  keepSecret(session, secret) {
    this.#put(session, { ...this.of(session), secret });
    this.#forget(session, MOST - 1);
  }

  /** Keeps a session's run, unless another is kept that could not be read. @param {string} session @param {Run} run @param {Played} played */
  keepRun(session, run, played) {
    const kept = this.of(session);
    if (!kept.unread) this.#put(session, { ...kept, run, played });
  }

  /** Takes note of whether a session's run could be read when it was brought along. @param {string} session @param {boolean} unread */
  setUnread(session, unread) {
    const kept = this.of(session);
    if (kept.unread !== unread) this.#put(session, { ...kept, unread });
  }

  /** @param {string} session @param {Kept} kept */
  #put(session, kept) {
    const text = JSON.stringify({ ...kept, used: Date.now() });
    this.#here.set(session, text);
    // Where there is no room, the session that was used longest ago makes some.
    for (let left = MOST; this.#storage && left >= 0; left--) {
      try {
        this.#storage.setItem(PREFIX + session, text);
        this.#here.delete(session);
        return;
      } catch {
        if (!this.#forget(session, left - 1)) return;
      }
    }
  }

  /** Forgets all other sessions but the ones used last. @param {string} newest @param {number} most @returns {boolean} whether it could */
  #forget(newest, most) {
    const storage = this.#storage;
    if (!storage || most < 0) return false;
    try {
      const sessions = [];
      for (let i = 0; i < storage.length; i++) {
        const key = storage.key(i);
        if (key?.startsWith(PREFIX)) sessions.push(key.slice(PREFIX.length));
      }
      const kept = new Map(sessions.filter((s) => s !== newest).map((s) => [s, this.of(s)]));
      [...kept]
        .filter(([, { unread }]) => !unread)
        .sort(([, a], [, b]) => b.used - a.used)
        .slice(most)
        .forEach(([s]) => storage.removeItem(PREFIX + s));
      return true;
    } catch {
      return false; // a storage that can't be read keeps what it has
    }
  }
}
