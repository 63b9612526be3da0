// The session as a text, as far as this page knows it: what it brings along when
// the server has forgotten the session. The text changes only by what is done, so
// it is asked for after that, not more often than it can matter.

/** @import * as wire from '../wire.js' */

/** The least time between two questions, in ms. */
const PAUSE = 250;

/** Whether what a frame tells changes the session's text. @param {wire.Frame} frame */
export function changesText({ clusters = [], closed = [] }) {
  return closed.length > 0 || clusters.some((tick) => tick.reset || (tick.events ?? []).some((event) => event.kind === 'action'));
}

export class SessionText {
  #ask;
  #heard;
  #text = '';
  #edge = 0;
  #asking = false;
  #again = false;
  #timer = 0;

  /**
   * @param {() => Promise<wire.Text>} ask
   * @param {() => void} heard called when there is another text
   */
  constructor(ask, heard) {
    this.#ask = ask;
    this.#heard = heard;
  }

  /** The session as a run, undefined while it is not known. @returns {wire.Run | undefined} */
  get run() {
    return this.#text ? { text: this.#text, edge: this.#edge } : undefined;
  }

  /** Another session, or nobody to ask: what is known is void. */
  forget() {
    this.#text = '';
    this.#edge = 0;
    this.pause();
  }

  /** Stops asking, until there is a new reason to. */
  pause() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    this.#again = false;
  }

  /** Takes note of the newest instant. @param {readonly {edge: number}[]} clusters */
  reach(clusters) {
    if (clusters.length > 0) this.#edge = Math.max(...clusters.map(({ edge }) => edge));
  }

  /** Takes note that the text is another one now. */
  changed() {
    if (this.#asking || this.#timer) {
      this.#again = true;
      return;
    }
    void this.#renew();
  }

  /** Takes note of the text, whoever has asked for it. @param {Pick<wire.Text, 'text' | 'edge'>} heard */
  take({ text, edge }) {
    this.#text = text;
    this.#edge = Math.max(this.#edge, edge);
    this.#heard();
  }

  async #renew() {
    this.#asking = true;
    this.#again = false;
    try {
      this.take(await this.#ask());
    } catch {
      // What was heard before is still a way back; the next change asks again.
    }
    this.#asking = false;
    this.#timer = Number(setTimeout(() => {
      this.#timer = 0;
      if (this.#again) void this.#renew();
    }, PAUSE));
  }
}
