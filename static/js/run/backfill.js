// Asking the server for what the page has not, or no longer, of a run: what was before
// the first state, what surrounds an instant that somebody wants to see, and what is
// missing where the stream has a hole.

/** @import * as wire from '../wire.js' */
/** @import { Segments } from './segments.js' */
import { MOST_EVENTS } from './segments.js';

/** How far back a history fills itself in without being asked, in events: half a megabyte or less. */
const FILL_EVENTS = 2_000;
/** How much it asks for at first, in µs: little, since nobody knows yet how much happened. Then how much more at most. */
const FILL_SPAN = 10_000;
const FILL_FASTER = 8;
/** How many stretches are asked for at once, but for a hole that is being filled. */
const MOST_ASKED = 3;
/** How much is asked for around an instant: µs before it, if those are not more events than fit into an answer, and after it. */
const BEFORE = 500_000;
const BEFORE_EVENTS = 500;
const AFTER = 1_500_000;
/** How many ticks wait for a hole to be filled before they are let go of. */
const MOST_WAITING = 2_000;

/** @typedef {(from: number, to: number) => Promise<wire.Stretch>} AskStretch */

export class Backfill {
  #segments;
  #ask;
  /** Whether another run stands here now, or another part of it: an answer comes too late. */
  #ended = false;
  /** @type {wire.ClusterTick[]} what came after a hole in the stream, until it is filled */
  #waiting = [];
  /** @type {Map<string, Promise<boolean>>} stretches being asked for */
  #asked = new Map();
  /** What was before the first state, coming in. @type {Promise<void>} */
  #filling;
  /** How often an instant was asked for. */
  #turns = 0;

  /** @param {Segments} segments that it fills @param {AskStretch} [ask] */
  constructor(segments, ask) {
    this.#segments = segments;
    this.#ask = ask;
    this.#filling = this.#fillBackwards(FILL_EVENTS);
  }

  end() {
    this.#ended = true;
  }

  /** Whether what comes has to wait until a hole before it is filled. */
  get hasHole() {
    return this.#waiting.length > 0;
  }

  /** Keeps what came after a hole, and has that filled. @param {wire.ClusterTick} tick */
  wait(tick) {
    this.#waiting.push(tick);
    void this.#fillHole();
  }

  /**
   * Sees to it that the state at an instant is here, and what surrounds it.
   * @param {number} t
   * @returns {Promise<boolean>} whether it is
   */
  async ensure(t) {
    const segments = this.#segments;
    const instant = Math.max(0, Math.min(Math.floor(t), segments.edge));
    if (segments.covers(instant)) return true;
    // Whoever drags the playhead passes many instants; of those that have to wait the last one counts.
    const turn = ++this.#turns;
    while (this.#asked.size >= MOST_ASKED) {
      await Promise.race(this.#asked.values());
      if (turn !== this.#turns || segments.covers(instant)) return segments.covers(instant);
    }
    const before = this.#before();
    const to = Math.min(instant + AFTER, segments.nextBegin(instant));
    // An answer can be cut short before it comes to the instant.
    for (let from = Math.max(0, instant - before); from <= instant; ) {
      if (!(await this.#fetch(from, to))) return false;
      const reached = segments.segmentAt(from).until;
      if (segments.covers(instant)) return true;
      if (reached < from) return false;
      from = reached + 1;
    }
    return segments.covers(instant);
  }

  /** How much to ask for before an instant, in µs: where much happens, less. */
  #before() {
    const { events, base, until } = this.#segments.live;
    if (events.length <= BEFORE_EVENTS) return BEFORE;
    return Math.min(BEFORE, Math.ceil(((until - base.at) * BEFORE_EVENTS) / events.length));
  }

  /** Fills in some more of what was before. @returns {Promise<boolean>} whether there is more now */
  async more() {
    await this.#filling;
    const { base, events } = this.#segments.live;
    this.#filling = this.#fillBackwards(Math.min(MOST_EVENTS, events.length + FILL_EVENTS));
    await this.#filling;
    return !this.#ended && this.#segments.start < base.at;
  }

  /**
   * Asks for a stretch and puts it in its place.
   * @param {number} from
   * @param {number} to
   * @returns {Promise<boolean>}
   */
  #fetch(from, to) {
    if (!this.#ask) return Promise.resolve(false);
    const name = `${from}-${to}`;
    let answer = this.#asked.get(name);
    if (!answer) {
      answer = this.#ask(from, to).then(
        (stretch) => {
          this.#asked.delete(name);
          if (!this.#ended) this.#segments.prepend(stretch);
          return !this.#ended;
        },
        () => {
          this.#asked.delete(name);
          return false;
        },
      );
      this.#asked.set(name, answer);
    }
    return answer;
  }

  /**
   * Fills in what was before the first state, the latest part first, so that a
   * page that came late has something to go back to.
   * @param {number} most how many events there are to be then, about
   */
  async #fillBackwards(most) {
    // Whoever made this history may want to say more before it asks.
    await Promise.resolve();
    const segments = this.#segments;
    let span = FILL_SPAN;
    while (this.#ask && !this.#ended && segments.start > 0 && segments.live.events.length < most - FILL_EVENTS / 8) {
      const { base } = segments.live;
      // An answer that is cut short is continued until it reaches what is here.
      let next = Math.max(0, base.at - span);
      while (next <= base.at && segments.live.base === base) {
        if (!(await this.#fetch(next, base.at))) return;
        const reached = segments.segmentAt(next).until;
        if (segments.live.base === base && reached < next) return;
        next = reached + 1;
      }
      if (segments.live.base === base) return;
      const came = base.seq - segments.live.base.seq;
      const wanted = most - segments.live.events.length;
      span = Math.ceil(span * Math.min(FILL_FASTER, wanted / Math.max(1, came)));
    }
  }

  /** Fills the hole between the live segment and what came after it. */
  async #fillHole() {
    const ask = this.#ask;
    if (!ask || this.#asked.has('hole')) return;
    const filling = this.#hole(ask);
    this.#asked.set('hole', filling);
    try {
      await filling;
    } catch {
      // Whatever failed, the connection or the request: the next tick asks again.
      if (this.#waiting.length > MOST_WAITING) this.#waiting.length = 0;
    } finally {
      this.#asked.delete('hole');
    }
  }

  /** @param {AskStretch} ask */
  async #hole(ask) {
    while (!this.#ended && this.#waiting.length > 0) {
      const { live } = this.#segments;
      const first = this.#waiting.find((tick) => (tick.events ?? []).length > 0);
      if (!first || (first.first ?? 0) <= live.lastSeq + 1) {
        for (const tick of this.#waiting) this.#segments.extend(tick);
        this.#waiting = [];
        this.#segments.trim(true);
        return true;
      }
      const from = live.until;
      const to = /** @type {wire.Event[]} */ (first.events)[0].at;
      const stretch = await ask(from, to);
      if (this.#ended) return false;
      const before = live.lastSeq;
      live.append(stretch.events ?? [], stretch.state.seq + 1, live.until);
      live.until = Math.max(live.until, Math.min(stretch.until, to));
      if (live.lastSeq === before && live.until === from) throw new Error('the server has nothing to fill the hole with');
    }
    return false;
  }
}
