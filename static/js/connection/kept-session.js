// What this page keeps of its session while it plays: the session as a text, and how it
// is played, put by in the browser now and then.

/** @import * as wire from '../wire.js' */
/** @import { SessionStore } from './session-store.js' */
import { SessionText, changesText } from './session-text.js';

/** How often the session's edge is put by, in ms. */
const KEEP_EVERY = 2_000;

export class KeptSession {
  /** The session's name, once known. */
  session = '';
  /** Whether this page may command: the runs of others are theirs to keep. */
  commands = false;
  #store;
  #text;
  #unkept;
  /** Whether anything was done in this run, and whether it was said that it is not kept. */
  #acted = false;
  #said = false;
  /** How it is played, as last known. */
  #played = { playing: true, speed: 0 };
  #keptAt = 0;

  /**
   * @param {SessionStore} store
   * @param {() => Promise<wire.Text>} ask for the session's text
   * @param {() => void} unkept called, once, when the browser does not keep what is done here
   */
  constructor(store, ask, unkept) {
    this.#store = store;
    this.#text = new SessionText(ask, () => this.keep());
    this.#unkept = unkept;
  }

  /** Begins anew with a session's state. @param {wire.Snapshot} snapshot */
  begin({ clusters, pace }) {
    this.#text.forget();
    this.#text.reach(clusters);
    this.#setPace(pace);
  }

  /** Asks for the text of what is here. */
  ask() {
    if (this.commands) this.#text.changed();
  }

  /** @param {wire.Frame} frame */
  follow(frame) {
    this.#text.reach(frame.clusters ?? []);
    if (this.commands && changesText(frame)) {
      this.#acted = true;
      this.#text.changed();
    }
    if (frame.pace) this.#setPace(frame.pace);
    if (Date.now() - this.#keptAt > KEEP_EVERY) this.keep();
  }

  /** Takes up the text, whoever has asked for it. @param {wire.Text} text */
  take(text) {
    if (this.commands) this.#text.take(text);
  }

  /** The line is down. */
  pause() {
    this.#text.pause();
    this.keep();
  }

  /** Takes note of how it is played; a change is worth putting by. @param {wire.Pace} pace */
  #setPace({ playing, speed }) {
    if (playing === this.#played.playing && speed === this.#played.speed) return;
    this.#played = { playing, speed };
    this.#keptAt = 0;
  }

  keep() {
    this.#keptAt = Date.now();
    const { run } = this.#text;
    if (!this.commands || !this.session || !run) return;
    this.#store.keepRun(this.session, run, this.#played);
    if (!this.#acted || this.#said || this.#store.lasts(this.session)) return;
    this.#said = true;
    this.#unkept();
  }
}
