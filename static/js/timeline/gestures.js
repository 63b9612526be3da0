// How the timeline is handled: dragging moves the playhead, two fingers and the
// wheel move and stretch what is shown, and keys do the same.

/** @import { App } from '../app.js' */
/** @import { Viewport } from './viewport.js' */
import { byId } from '../ui/dom.js';
import { instantIn } from '../ui/format.js';

/** How near to the edge one must let go to be live, in px. */
const NEAR = 5;
/** How much a notch of the wheel zooms. */
const NOTCH = 0.0015;

export class Gestures {
  #app;
  #track;
  #window;
  #changed;
  #hover = byId('track-hover');
  /** @type {Map<number, number>} where each finger is */
  #fingers = new Map();
  /** Where the pointer was seen last. */
  #hoverAt = 0;
  /** The track's place, as it was when it was last touched. */
  #box = { left: 0, width: 1 };

  /**
   * @param {App} app
   * @param {HTMLElement} track
   * @param {Viewport} window
   * @param {() => void} changed called when the window has changed
   */
  constructor(app, track, window, changed) {
    this.#app = app;
    this.#track = track;
    this.#window = window;
    this.#changed = changed;
    track.addEventListener('pointerdown', (event) => this.#down(event));
    track.addEventListener('pointermove', (event) => this.#move(event));
    for (const end of /** @type {const} */ (['pointerup', 'pointercancel'])) track.addEventListener(end, ({ pointerId }) => this.#fingers.delete(pointerId));
    track.addEventListener('pointerleave', () => (this.#hover.hidden = true));
    track.addEventListener('wheel', (event) => this.#wheel(event), { passive: false });
    track.addEventListener('keydown', (event) => this.#key(event));
  }

  #measure() {
    const { left, width } = this.#track.getBoundingClientRect();
    this.#box = { left, width: Math.max(1, width) };
  }

  /** The instant at a place. @param {number} x */
  #timeAt(x) {
    return this.#window.from + ((x - this.#box.left) / this.#box.width) * this.#window.span;
  }

  /** @param {number} x */
  #seek(x) {
    const t = this.#timeAt(x);
    const slack = (NEAR / this.#box.width) * this.#window.span;
    if (t >= this.#app.edge - slack) this.#app.goLive();
    else this.#app.seek(Math.max(0, t));
  }

  /** @param {PointerEvent} event */
  #down(event) {
    if (event.button !== 0) return;
    this.#measure();
    this.#track.setPointerCapture(event.pointerId);
    this.#fingers.set(event.pointerId, event.clientX);
    this.#hover.hidden = true;
    if (this.#fingers.size === 1) this.#seek(event.clientX);
  }

  /** @param {PointerEvent} event */
  #move(event) {
    const before = this.#fingers.get(event.pointerId);
    if (before === undefined) {
      if (event.pointerType === 'mouse') this.#tell(event);
      return;
    }
    if (this.#fingers.size === 1) {
      this.#fingers.set(event.pointerId, event.clientX);
      this.#seek(event.clientX);
      return;
    }
    this.#pinch(event);
  }

  /** Two fingers: what was under each stays under it. @param {PointerEvent} event */
  #pinch(event) {
    const window = this.#window;
    const { edge } = this.#app;
    const [a, b] = [...this.#fingers.values()];
    const [ta, tb] = [this.#timeAt(a), this.#timeAt(b)];
    this.#fingers.set(event.pointerId, event.clientX);
    const [c, d] = [...this.#fingers.values()];
    if (Math.abs(d - c) < 8) return;
    window.following = false;
    window.zoom(Math.abs(((tb - ta) / (d - c)) * this.#box.width) / window.span, (ta + tb) / 2, edge);
    window.pan((ta + tb) / 2 - this.#timeAt((c + d) / 2), edge);
    this.#changed();
  }

  /** @param {WheelEvent} event */
  #wheel(event) {
    event.preventDefault();
    this.#measure();
    const { edge } = this.#app;
    const lines = event.deltaMode === WheelEvent.DOM_DELTA_LINE ? 16 : 1;
    const across = (event.shiftKey ? event.deltaY || event.deltaX : event.deltaX) * lines;
    const along = (event.shiftKey ? 0 : event.deltaY) * lines;
    if (Math.abs(across) > Math.abs(along)) this.#window.pan((across / this.#box.width) * this.#window.span, edge);
    else this.#window.zoom(Math.exp(along * NOTCH), this.#timeAt(event.clientX), edge);
    this.#changed();
  }

  /** Says anew which instant is under the pointer, where the window has moved on under it. */
  moved() {
    if (!this.#hover.hidden) this.#say();
  }

  /** Says which instant is under the pointer. @param {PointerEvent} event */
  #tell(event) {
    this.#measure();
    this.#hoverAt = event.clientX;
    this.#say();
  }

  #say() {
    const t = this.#timeAt(this.#hoverAt);
    const { edge } = this.#app;
    this.#hover.hidden = t < 0 || t > edge;
    if (this.#hover.hidden) return;
    this.#hover.textContent = instantIn(this.#app.t, t);
    const x = Math.min(this.#hoverAt - this.#box.left + 8, this.#box.width - 70);
    this.#hover.style.transform = `translateX(${Math.max(0, x)}px)`;
  }

  /** Goes a tenth of what is seen on, or back: a slider's larger step. @param {number} by */
  #leap(by) {
    const app = this.#app;
    const to = app.playhead.time + (by * this.#window.span) / 10;
    if (to < app.edge) app.seek(Math.max(0, to));
    else app.goLive();
  }

  /** @param {KeyboardEvent} event */
  #key(event) {
    const app = this.#app;
    const { edge } = app;
    const { time } = app.playhead;
    const act = {
      Home: () => app.seek(0),
      End: () => app.goLive(),
      PageUp: () => this.#leap(1),
      PageDown: () => this.#leap(-1),
      '[': () => this.#window.zoom(0.5, time, edge),
      ']': () => this.#window.zoom(2, time, edge),
      ',': () => this.#window.pan(-0.25 * this.#window.span, edge),
      '.': () => this.#window.pan(0.25 * this.#window.span, edge),
    }[event.key];
    if (!act || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    act();
    this.#changed();
  }
}
