// Drawing the lanes: an axis, a bar for each server as thick as its role and in
// its term's colour, and marks for what happened. Bars that last until now are
// drawn to the right end; the timeline covers what has not happened yet.

/** @import { Mark, Interval } from '../run/timeline-index.js' */
/** @import { Translate } from '../ui/i18n.js' */
/** @import { Viewport } from './viewport.js' */
import { LATE, clock, grouped } from '../ui/format.js';
import { HUES, colour, hue } from '../ui/hue.js';
import { drawMarks } from './marks.js';
import { axis } from './viewport.js';

/** @typedef {{id: string, intervals: readonly Interval[]}} Lane */

/** How thick a bar is, as a part of the lane, and how much of its colour it has. @type {Record<string, [number, number]>} */
const BAR = { follower: [0.16, 0.5], 'pre-candidate': [0.28, 0.75], candidate: [0.4, 1], leader: [0.64, 1] };

/** Rooms for the axis above and the marks below, in px at the normal size. */
export const HEAD = 24;
const FOOT = 24;
const SLIM_HEAD = 6;
const SLIM_FOOT = 14;

/** Below this height there is no room for words, in px. */
const SLIM = 100;

/** @param {number} height */
export function laneRooms(height) {
  return height < SLIM ? { head: SLIM_HEAD, foot: SLIM_FOOT } : { head: HEAD, foot: FOOT };
}

export class TimelineCanvas {
  #canvas;
  /** The cover over what has not happened yet shows the axis, too. */
  #cover;
  /** What is drawn on before it is shown. A canvas that is drawn on itself would be copied on every frame of the page, changed or not. */
  #sheet = new OffscreenCanvas(1, 1);
  #context;
  /** @type {Record<string, string>} */
  #colours = {};
  #font = '';
  width = 0;
  height = 0;
  /** How much of the width nothing lies on where the marks stand, in px. */
  free = Infinity;
  /** How high what lies on the rest of it reaches, in px. */
  taken = 0;
  /** What is kept free between the axis and the lanes, in px. */
  above = 0;
  /** How many pixels of the screen a pixel of the page is. */
  #ratio = 1;

  /** @param {HTMLCanvasElement} canvas @param {HTMLCanvasElement} cover */
  constructor(canvas, cover) {
    this.#canvas = canvas;
    this.#cover = cover;
    const context = this.#sheet.getContext('2d');
    if (!context) throw new Error('this browser cannot draw on a canvas');
    this.#context = context;
    this.restyle();
  }

  /** Takes up the colours of the theme. */
  restyle() {
    const style = getComputedStyle(this.#canvas);
    const names = ['ink', 'muted', 'faint', 'line', 'accent', 'ok', 'bad', 'panel', ...Array.from({ length: HUES + 1 }, (_, n) => n).flatMap((n) => [`term-${n}`, `term-ink-${n}`])];
    this.#colours = Object.fromEntries(names.map((name) => [name, colour(this.#canvas, name)]));
    this.#font = style.fontFamily;
  }

  /** Takes up a size, in px. @param {number} width @param {number} height */
  resize(width, height) {
    const ratio = Math.min(3, globalThis.devicePixelRatio || 1);
    [this.width, this.height, this.#ratio] = [width, height, ratio];
    for (const canvas of [this.#canvas, this.#cover, this.#sheet]) {
      canvas.width = Math.round(width * ratio);
      canvas.height = Math.round(height * ratio);
    }
    const { head, foot } = laneRooms(height);
    const future = this.#cover.parentElement;
    if (future) Object.assign(future.style, { top: `${height < SLIM ? 0 : head}px`, bottom: `${foot}px` });
  }

  /**
   * @param {Viewport} window
   * @param {readonly Lane[]} lanes
   * @param {readonly Mark[]} marks
   * @param {Translate} t
   * @param {readonly [number, number][]} gaps from when to when nothing is here of what happened
   */
  draw(window, lanes, marks, t, gaps = []) {
    const c = this.#context;
    this.#begin();
    const slim = this.height < SLIM;
    const { head, foot } = laneRooms(this.height);
    const top = head + this.above;
    this.#axis(window, slim ? 0 : head, this.height - foot);
    const step = (this.height - top - foot) / Math.max(1, lanes.length);
    lanes.forEach((lane, i) => this.#lane(window, lane, top + step * i, step, slim ? null : t));
    for (const [from, to] of gaps) this.#hatch(window.partAt(from) * this.width, window.partAt(to) * this.width, top, this.height - foot);
    drawMarks(c, marks, { window, width: this.width, free: this.free, y: this.height - foot / 2, high: this.height - this.taken - 7, top, t: slim ? null : t, font: this.#font, colours: this.#colours });
    this.#show(this.#canvas);
    this.#begin();
    this.#grid(window);
    this.#show(this.#cover);
  }

  #begin() {
    this.#context.setTransform(this.#ratio, 0, 0, this.#ratio, 0, 0);
  }

  /** What was drawn is seen on a canvas, and the sheet is empty again. @param {HTMLCanvasElement} canvas */
  #show(canvas) {
    canvas.getContext('bitmaprenderer')?.transferFromImageBitmap(this.#sheet.transferToImageBitmap());
  }

  /** The axis' lines on the cover. @param {Viewport} window */
  #grid(window) {
    const c = this.#context;
    c.fillStyle = this.#colours.line;
    for (const at of axis(window.from, window.span, this.#mostTicks).ticks) c.fillRect(Math.round(window.partAt(at) * this.width), 0, 1, this.height);
  }

  get #mostTicks() {
    return Math.max(3, this.width / 100);
  }

  /** What is not here is not nothing. @param {number} left @param {number} right @param {number} top @param {number} bottom */
  #hatch(left, right, top, bottom) {
    const [x0, x1] = [Math.max(0, left), Math.min(this.width, right)];
    if (x1 - x0 < 1) return;
    const c = this.#context;
    c.save();
    c.beginPath();
    c.rect(x0, top, x1 - x0, bottom - top);
    c.clip();
    c.fillStyle = this.#colours.panel;
    c.fillRect(x0, top, x1 - x0, bottom - top);
    c.strokeStyle = this.#colours.faint;
    c.globalAlpha = 0.5;
    c.beginPath();
    const high = bottom - top;
    for (let x = Math.floor((x0 - high) / 8) * 8; x < x1; x += 8) {
      c.moveTo(x, bottom);
      c.lineTo(x + high, top);
    }
    c.stroke();
    c.restore();
  }

  /** @param {Viewport} window @param {number} top @param {number} bottom */
  #axis(window, top, bottom) {
    const c = this.#context;
    const { step, ticks } = axis(window.from, window.span, this.#mostTicks);
    c.strokeStyle = this.#colours.line;
    c.fillStyle = this.#colours.muted;
    c.lineWidth = 1;
    c.font = `11.5px ${this.#font}`;
    c.textAlign = 'center';
    c.textBaseline = 'middle';
    const decimals = step < 1000 ? (step < 100 ? (step < 10 ? 3 : 2) : 1) : 0;
    for (const at of ticks) {
      const x = Math.round(window.partAt(at) * this.width) + 0.5;
      c.beginPath();
      c.moveTo(x, top);
      c.lineTo(x, bottom);
      c.stroke();
      if (top === 0) continue;
      const ms = at / 1000;
      const whole = grouped(Math.floor(ms));
      const words = decimals ? `${whole}.${(ms % 1).toFixed(decimals).slice(2)}` : whole;
      const label = window.to > 2 * LATE ? clock(at, step < 1_000_000 ? 1 : 0, 0) : at === ticks[0] ? `${words} ms` : words;
      const half = c.measureText(label).width / 2;
      if (x - half < 0) c.textAlign = 'left';
      else if (x + half > this.width) c.textAlign = 'right';
      c.fillText(label, c.textAlign === 'left' ? 0 : c.textAlign === 'right' ? this.width : x, top / 2);
      c.textAlign = 'center';
    }
  }

  /**
   * @param {Viewport} window
   * @param {Lane} lane
   * @param {number} top
   * @param {number} step the lane's height
   * @param {Translate | null} t null where there is no room for words
   */
  #lane(window, { intervals }, top, step, t) {
    const c = this.#context;
    const middle = top + step / 2;
    // Only what can be seen is looked at: intervals are in order of time.
    let first = 0;
    for (let low = 0, high = intervals.length - 1; low <= high; ) {
      const at = (low + high) >> 1;
      if ((intervals[at].to ?? Infinity) < window.from) first = low = at + 1;
      else high = at - 1;
    }
    for (let i = first; i < intervals.length && intervals[i].from < window.to; i++) {
      const { from, to, role, term, down, paused } = intervals[i];
      const x0 = Math.max(-4, window.partAt(from) * this.width);
      const x1 = Math.min(this.width + 4, window.partAt(to ?? window.to) * this.width);
      if (down) {
        this.#crash(x0, x1, middle, step, t);
        continue;
      }
      const [thickness, strength] = BAR[role] ?? BAR.follower;
      const height = Math.max(2, Math.min(thickness * step, thickness * 26));
      // A gap of a pixel tells a new term from the one before.
      const width = Math.max(1, x1 - x0 - (x1 - x0 > 4 ? 1 : 0));
      c.globalAlpha = paused ? strength / 3 : strength;
      c.fillStyle = this.#colours[`term-${hue(term)}`];
      c.beginPath();
      c.roundRect(x0, middle - height / 2, width, height, Math.min(4, height / 2, width / 2));
      c.fill();
      c.globalAlpha = 1;
      if (paused) this.#pause(x0, x1, middle, step, t);
    }
  }

  /** @param {number} x0 @param {number} x1 @param {number} middle @param {number} step @param {Translate | null} t */
  #pause(x0, x1, middle, step, t) {
    const c = this.#context;
    const half = Math.min(6, step * 0.3);
    c.fillStyle = this.#colours.ink;
    c.fillRect(x0 + 1, middle - half, 2, 2 * half);
    c.fillRect(x0 + 5, middle - half, 2, 2 * half);
    if (t) this.#word(t('timeline.paused'), x0 + 12, x1, middle);
  }

  /** A word within a bar, if there is room for it. @param {string} words @param {number} x @param {number} end @param {number} y */
  #word(words, x, end, y) {
    const c = this.#context;
    c.font = `11.5px ${this.#font}`;
    c.textAlign = 'left';
    c.textBaseline = 'middle';
    if (end - x > c.measureText(words).width + 6) c.fillText(words, x, y + 0.5);
  }

  /** @param {number} x0 @param {number} x1 @param {number} middle @param {number} step @param {Translate | null} t */
  #crash(x0, x1, middle, step, t) {
    const c = this.#context;
    const half = Math.min(8, step * 0.36);
    c.fillStyle = this.#colours.bad;
    c.fillRect(x0, middle - half, 2, 2 * half);
    c.strokeStyle = this.#colours.bad;
    c.lineWidth = 1.4;
    const s = Math.min(3, half * 0.6);
    if (x1 - x0 > 14) {
      c.beginPath();
      c.moveTo(x0 + 7, middle - s);
      c.lineTo(x0 + 7 + 2 * s, middle + s);
      c.moveTo(x0 + 7 + 2 * s, middle - s);
      c.lineTo(x0 + 7, middle + s);
      c.stroke();
    }
    if (t) this.#word(t('timeline.crashed'), x0 + 18, x1, middle);
  }
}
