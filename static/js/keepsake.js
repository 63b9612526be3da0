// What a page keeps of its sessions in the browser, so that it can take them up
// again after a reload, or bring them along when the server has forgotten them:
// the secret that lets it command, the session as a text, and how it was played.

/** @import {Run} from './wire.js' */

/** @typedef {{playing: boolean, speed: number}} Played */
/** @typedef {{secret: string, run: Run | null, played: Played | null, used: number}} Kept */

const PREFIX = 'raft-playground/session/';
/** How many sessions are kept; the ones used longest ago go first. */
const MOST = 12;

export class Keepsake {
  /** @type {Storage | null} */
  #storage = null;

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
      const kept = JSON.parse(this.#storage?.getItem(PREFIX + session) ?? '{}');
      return {
        secret: typeof kept.secret === 'string' ? kept.secret : '',
        run: typeof kept.run?.text === 'string' && typeof kept.run.edge === 'number' ? kept.run : null,
        played: typeof kept.played?.playing === 'boolean' && typeof kept.played.speed === 'number' ? kept.played : null,
        used: Number(kept.used) || 0,
      };
    } catch {
      return { secret: '', run: null, played: null, used: 0 };
    }
  }

  /** @param {string} session @param {string} secret */
  keepSecret(session, secret) {
    this.#put(session, { ...this.of(session), secret });
    this.#forgetOldest(session);
  }

  /** @param {string} session @param {Run} run @param {Played} played */
  keepRun(session, run, played) {
    this.#put(session, { ...this.of(session), run, played });
  }

  /** @param {string} session @param {Kept} kept */
  #put(session, kept) {
    try {
      this.#storage?.setItem(PREFIX + session, JSON.stringify({ ...kept, used: Date.now() }));
    } catch {
      // A full storage costs the way back, not the session.
    }
  }

  /** @param {string} newest */
  #forgetOldest(newest) {
    const storage = this.#storage;
    if (!storage) return;
    try {
      const sessions = [];
      for (let i = 0; i < storage.length; i++) {
        const key = storage.key(i);
        if (key?.startsWith(PREFIX)) sessions.push(key.slice(PREFIX.length));
      }
      sessions
        .filter((s) => s !== newest)
        .sort((a, b) => this.of(b).used - this.of(a).used)
        .slice(MOST - 1)
        .forEach((s) => storage.removeItem(PREFIX + s));
    } catch {
      // Nor does one that can't be read.
    }
  }
}
