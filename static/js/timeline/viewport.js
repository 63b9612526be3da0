// The stretch of the run that the timeline shows. It follows the edge in steps,
// so that the lanes stand still most of the time, until somebody looks elsewhere.

import { MAX_TIME } from '../wire/constants.js';

/** The shortest stretch, in µs. */
const SHORTEST = 20_000;
/** The first stretch: in all, on a narrow track, and what counts as narrow, in px. */
const FIRST = 2_500_000;
const FIRST_NARROW = 1_000_000;
const NARROW = 400;
/** Where the edge may come to before the window moves on, and where it is then, as a part of the window. */
const LATEST = 0.93;
const RESUMED = 0.72;
/** Where the end of a run is that is shown as a whole. */
const WHOLE = 0.92;

export class Viewport {
  from = 0;
  span = FIRST;
  /** Whether it follows the edge. */
  following = true;
  /** Until when the run goes that is shown as a whole to begin with; 0: its first seconds are. */
  whole = 0;
  /** Whether somebody has looked elsewhere since. */
  touched = false;

  get to() {
    return this.from + this.span;
  }

  /** Begins anew. @param {number} edge @param {number} width of the track, in px */
  reset(edge, width) {
    this.span = this.whole ? Math.max(SHORTEST, this.whole / WHOLE) : width > NARROW ? FIRST : FIRST_NARROW;
    this.following = true;
    this.touched = false;
    this.from = 0;
    this.follow(edge, edge);
  }

  /**
   * Moves on if it must: with the edge, or so that the playhead is seen.
   * @param {number} time the playhead
   * @param {number} edge
   */
  follow(time, edge) {
    if (!this.following) return;
    const target = Math.min(time, edge);
    if (target > this.from + LATEST * this.span) this.from = target - RESUMED * this.span;
    else if (target < this.from) this.from = Math.max(0, target - (1 - RESUMED) * this.span);
  }

  /** Shows a part of the run elsewhere. @param {number} by µs @param {number} edge */
  pan(by, edge) {
    this.following = false;
    this.#move(this.from + by, edge);
  }

  /**
   * Shows a shorter (factor below 1) or longer stretch; one instant stays where it
   * is.
   * @param {number} factor
   * @param {number} around µs
   * @param {number} edge
   */
  zoom(factor, around, edge) {
    const longest = Math.min(MAX_TIME, Math.max(FIRST, this.whole * 1.4, edge * 1.4));
    const span = Math.max(SHORTEST, Math.min(longest, this.span * factor));
    const part = (around - this.from) / this.span;
    this.span = span;
    // What lies ahead is nothing to look at: a longer stretch is one of what has been.
    this.#move(factor > 1 ? Math.min(around - part * span, Math.max(0, edge - WHOLE * span)) : around - part * span, edge);
  }

  /** Shows all that has been. @param {number} edge */
  fit(edge) {
    this.following = false;
    this.span = Math.max(SHORTEST, edge / WHOLE);
    this.#move(0, edge);
  }

  /** @param {number} from @param {number} edge */
  #move(from, edge) {
    this.touched = true;
    this.from = Math.max(0, Math.min(from, Math.max(0, edge - 0.1 * this.span)));
  }

  /** Follows again. @param {number} time @param {number} edge */
  resume(time, edge) {
    this.following = true;
    this.follow(time, edge);
  }

  /** Where an instant is, as a part of the window. @param {number} t */
  partAt(t) {
    return (t - this.from) / this.span;
  }
}

/** The steps of an axis in minutes and seconds, in s. */
const STEPS = [5, 10, 15, 30, 60, 120, 300, 600, 900, 1800, 3600];

/**
 * The instants that an axis names: round ones, not too close to one another.
 * @param {number} from µs
 * @param {number} span µs
 * @param {number} most how many there may be
 * @returns {{step: number, ticks: number[]}}
 */
export function axis(from, span, most) {
  let step = 1;
  for (let power = 1; ; power *= 10) {
    const fitting = [1, 2, 2.5, 5].find((n) => span / (n * power) <= most);
    if (fitting) {
      step = Math.max(1, fitting * power);
      break;
    }
  }
  if (step > 2_500_000) step = 1_000_000 * (STEPS.find((s) => span / (s * 1_000_000) <= most) ?? 3600);
  const ticks = [];
  for (let t = Math.ceil(from / step) * step; t <= from + span; t += step) ticks.push(t);
  return { step, ticks };
}
