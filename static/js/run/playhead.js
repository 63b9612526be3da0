// The playhead: the instant that this page shows. It follows the edge, which the
// server moves, or stands and plays behind it.
//
// News of the edge comes in steps, three to twenty-five a second and never quite
// evenly. Following, the playhead stays a little behind and moves evenly between
// the steps, so that a message flies on a straight line in time; it never runs
// ahead of what is known. How far behind that is follows how far the news are apart
// and how late they can be, so slowly that nobody sees it. Detached, it passes again
// at the speed at which the edge passed there.

/** @import * as wire from '../wire.js' */
/** @import {State} from './reducer.js' */
import { RATE_HEARTBEAT, RATE_IDLE, RATE_IMPORTANT } from '../wire/constants.js';
import { after } from './event-index.js';

/**
 * What the playhead needs to know of the history it moves in.
 * @typedef {object} Track
 * @property {number} edge
 * @property {(t: number) => boolean} covers
 * @property {(t: number) => Promise<boolean>} ensure
 * @property {(t: number) => State} glance
 */

/**
 * How much farther behind the news the playhead stays than they are apart, in ms, so
 * that it need not wait for those that come late: at least, at most, and beyond the
 * latest that came lately.
 */
const SLACK = 60;
const MOST_SLACK = 120;
const SPARE = 20;
/** News later than this, in ms, tell of a pause, not of the line; so many of the first of the page that has yet to open. */
const PAUSED = 300;
const OPENING = 25;
/** What is left of how late the news can be, each time that they are not. */
const FORGET = 0.99;
/** How fast the playhead falls back or comes nearer, as a part of the time that passes: too little to be seen. */
const DRIFT = 0.05;
/** How long a step at a paused edge takes to be shown, in ms. */
const STEP = 320;
/** How far ahead of a detached playhead the history is asked for, in ms of the page. */
const AHEAD = 1_500;
/** How long a guided playhead takes to where it is led, in ms, and how far that may be, in ms of the page. */
const GUIDED = 150;
const NEAR = 1_000;
/** How many changes of speed are remembered. */
const MOST_RATES = 8_000;

export class Playhead {
  /** The instant that is shown, in µs and fractions. */
  time = 0;
  /** Whether it follows the edge. */
  following = true;
  /** Whether time passes: following, as the server says; detached, as this page says. */
  playing = true;
  /** Counts the jumps: whoever draws what lasts begins anew then. */
  seeks = 0;
  /** µs of virtual time for each µs on the clock, as it last was when time passed. */
  rate = RATE_IMPORTANT;
  /** Whether it waits for a part of the run that is not here yet. */
  waiting = false;

  /** @type {Track | undefined} */
  #track;
  /** @type {wire.Pace} */
  #pace = { playing: true, speed: 0, rate: 1, every: 40 };
  /** @type {{wall: number, edge: number}[]} news of the edge, and when it should have come */
  #news = [];
  /** When the newest came. @type {number | undefined} */
  #came;
  /** The mean time between news, in ms. */
  #period = this.#pace.every;
  /** How many news it was measured by. */
  #heard = 1;
  /** How late they can be, in ms. */
  #late = 0;
  /** How far behind them the playhead is, in ms. */
  #delay = SLACK + this.#period;
  /** @type {{from: number, rate: number}[]} how fast the edge passed, from an instant on */
  #rates = [];
  /** @type {number | undefined} */
  #wall;
  /** Where somebody else leads it. @type {{to: number, until: number} | null} */
  #guide = null;

  /** @param {Track} [track] */
  constructor(track) {
    this.#track = track;
    if (track) this.time = track.edge;
  }

  /** Moves in another history, at its edge. @param {Track} track */
  load(track) {
    this.#track = track;
    this.#news = [];
    this.#rates = [];
    this.following = true;
    this.playing = this.#pace.playing;
    this.waiting = false;
    this.#guide = null;
    this.time = track.edge;
    this.seeks++;
  }

  /** What the server says about how the edge moves. @param {wire.Pace} pace */
  setPace(pace) {
    if (pace.every !== this.#pace.every) {
      this.#period = pace.every;
      if (this.#heard === 1) this.#delay = SLACK + this.#period;
    }
    this.#pace = pace;
    if (this.following) this.playing = pace.playing;
  }

  /**
   * Takes note of where the edge is. What comes at the same time is one piece of news.
   * @param {number} edge in µs
   * @param {number} wall when the news came, in ms, on the clock of tick
   */
  receive(edge, wall) {
    const news = this.#news;
    const last = news[news.length - 1];
    const more = wall === this.#came;
    this.#came = wall;
    if (!last || edge < last.edge) {
      this.#news = [{ wall, edge }];
      if (last && this.following) this.#jump(edge);
      return;
    }
    if (edge === last.edge) return;
    if (more) {
      last.edge = edge;
      return;
    }
    let due = last.wall + this.#period;
    const late = wall - due;
    if (this.#pace.playing && late < PAUSED && this.#heard > OPENING) this.#late = Math.max(late, this.#late * FORGET);
    if (Math.abs(late) > 2.5 * this.#period) {
      due = wall;
    } else {
      this.#period += late * Math.max(0.1, 1 / ++this.#heard);
      due += late * 0.15;
    }
    if (wall - this.#delay > last.wall) {
      // The playhead had caught up with the news: it goes on from there, from now.
      news.push({ wall: wall - this.#delay, edge: last.edge });
      due = this.#pace.playing ? wall : wall - this.#delay + STEP;
    }
    this.#remember(last.edge, this.#pace.rate);
    news.push({ wall: Math.max(due, last.wall + 1), edge });
    if (news.length > 64) news.splice(0, 32);
  }

  /** Keeps how fast the edge passes, as the server says: the news themselves come unevenly. @param {number} from @param {number} rate */
  #remember(from, rate) {
    const rates = this.#rates;
    const last = rates[rates.length - 1];
    if (last && Math.abs(rate - last.rate) < last.rate * 0.1) return;
    if (last && last.from >= from) return;
    rates.push({ from, rate });
    if (rates.length > MOST_RATES) rates.splice(0, MOST_RATES / 4);
  }

  /** Goes to an instant behind the edge, and stands there. @param {number} t */
  seek(t) {
    const edge = this.#track?.edge ?? t;
    if (this.following) this.playing = false;
    this.following = false;
    this.#guide = null;
    this.#jump(Math.max(0, Math.min(t, edge)));
    this.#fetch(this.time);
  }

  /** Goes evenly where somebody else's playhead is, and stands there. @param {number} t */
  guide(t) {
    const ahead = t - this.time;
    if (this.following || ahead < 0 || ahead > NEAR * 1000 * Math.max(this.rate, RATE_IMPORTANT)) {
      this.seek(t);
      this.playing = false;
      return;
    }
    this.playing = false;
    this.#guide = { to: Math.min(t, this.#track?.edge ?? t), until: (this.#wall ?? 0) + GUIDED };
    this.#fetch(t);
  }

  /** Goes to the edge, and follows it. */
  goLive() {
    if (this.following) return;
    this.following = true;
    this.playing = this.#pace.playing;
    this.waiting = false;
    this.#guide = null;
    this.#jump(this.#followed(this.#wall ?? 0));
  }

  /** Lets time pass on a detached playhead; the edge is the server's to move. */
  play() {
    this.#guide = null;
    if (!this.following) this.playing = true;
  }

  /** Stops time on a detached playhead. */
  pause() {
    if (!this.following) this.playing = false;
  }

  /**
   * Moves on to the clock's instant.
   * @param {number} wall in ms, as requestAnimationFrame tells it
   * @returns {number} the time
   */
  tick(wall) {
    const passed = this.#wall === undefined ? 0 : Math.max(0, Math.min(wall - this.#wall, 250));
    this.#wall = wall;
    this.#drift(passed);
    if (this.following) {
      this.#moveTo(this.#followed(wall), passed);
      return this.time;
    }
    this.waiting = this.#track !== undefined && !this.#track.covers(this.time);
    if (this.#guide) this.#led(wall, passed);
    if (this.playing && !this.waiting && passed > 0) this.#replay(passed);
    return this.time;
  }

  /** Stays as far behind the news as they need, and no farther. @param {number} passed ms on the clock */
  #drift(passed) {
    const slack = Math.max(SLACK, Math.min(this.#late + SPARE, MOST_SLACK));
    const left = this.#period + slack - this.#delay;
    this.#delay += Math.max(-DRIFT * passed, Math.min(left, DRIFT * passed));
  }

  /** Comes nearer to where it is led. @param {number} wall @param {number} passed ms on the clock */
  #led(wall, passed) {
    const { to, until } = /** @type {{to: number, until: number}} */ (this.#guide);
    const left = until - (wall - passed);
    if (wall >= until || left <= 0) this.#guide = null;
    this.#moveTo(this.#guide ? this.time + ((to - this.time) * passed) / left : to, passed);
  }

  /** Where the edge was, a little ago. @param {number} wall */
  #followed(wall) {
    const news = this.#news;
    const shown = wall - this.#delay;
    let i = news.length - 1;
    if (i < 0) return Math.max(this.time, this.#track?.edge ?? 0);
    if (shown >= news[i].wall) return news[i].edge;
    while (i > 0 && news[i - 1].wall > shown) i--;
    if (i === 0) return news[0].edge;
    const [a, b] = [news[i - 1], news[i]];
    return a.edge + ((b.edge - a.edge) * (shown - a.wall)) / (b.wall - a.wall);
  }

  /** @param {number} t @param {number} passed ms on the clock */
  #moveTo(t, passed) {
    if (t > this.time && passed > 0) this.rate += ((t - this.time) / (1000 * passed) - this.rate) * 0.25;
    // What is shown never goes back by itself.
    this.time = Math.max(this.time, t);
  }

  /** @param {number} passed ms on the clock */
  #replay(passed) {
    const track = this.#track;
    if (!track) return;
    const rate = this.#rateAt(this.time);
    const next = this.time + passed * 1000 * rate;
    if (next >= track.edge) {
      this.goLive();
      return;
    }
    this.#fetch(Math.min(next + AHEAD * 1000 * rate, track.edge));
    this.waiting = !track.covers(next);
    if (!this.waiting) this.#moveTo(next, passed);
  }

  /** How fast the edge passed an instant, or would have. @param {number} t */
  #rateAt(t) {
    if (this.#pace.speed > 0) return this.#pace.speed;
    const i = after(this.#rates, t, (r) => r.from) - 1;
    if (i >= 0) return Math.max(this.#rates[i].rate, RATE_IMPORTANT / 4);
    const flights = this.#track?.glance(t).flights ?? [];
    if (flights.some((m) => !m.routine)) return RATE_IMPORTANT;
    return flights.length > 0 ? RATE_HEARTBEAT : RATE_IDLE;
  }

  /** @param {number} t */
  #jump(t) {
    this.time = t;
    this.seeks++;
  }

  /** Has the history around an instant fetched, if it is not here. @param {number} t */
  #fetch(t) {
    const track = this.#track;
    if (track && !track.covers(t)) void track.ensure(t);
  }
}
