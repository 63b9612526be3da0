// The timeline: the lanes, the playhead on them, and the ways to look elsewhere:
// drag to scrub, wheel and pinch to pan and zoom, keys for the same.

/** @import { App } from '../app.js' */
/** @import { View } from '../ui/render-loop.js' */
import { byId, element, setAttribute } from '../ui/dom.js';
import { LATE, clock, milliseconds } from '../ui/format.js';
import { TimelineCanvas, laneRooms } from './canvas.js';
import { Viewport } from './viewport.js';
import { Gestures } from './gestures.js';

/** How often the lanes are drawn while things happen fast, in ms. */
const PAUSE = 80;
/** How often a screen reader may hear where the playhead is, in ms. */
const SPOKEN = 1_000;
const FIVE_SECONDS = 5_000_000;

/** @typedef {{place: (window: Viewport, width: number, height: number) => void}} Layer */

export class Timeline {
  moves = true;
  #app;
  #track = byId('track');
  #future = byId('future');
  #grid = byId('future-grid');
  #playhead = byId('playhead');
  #names = byId('lane-names');
  #canvas = new TimelineCanvas(byId('lanes', HTMLCanvasElement), byId('future-grid', HTMLCanvasElement));
  #window = new Viewport();
  /** What was drawn last. */
  #drawn = '';
  #drawnAt = 0;
  #dirty = true;
  #generation = -1;
  #spoken = 0;
  #saidLive = false;
  /** The instant that was shown last. */
  #passed = NaN;
  #named = '';
  #futureAt = NaN;
  #playheadAt = NaN;
  #off = false;
  #wanted = -1;
  /** Whether another run stands here, and not only another cluster of the session. */
  #anew = true;
  /** What else is shown on the track. @type {Set<Layer>} */
  #layers = new Set();

  #gestures;

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    app.on(['theme', 'lang', 'size'], () => {
      this.#canvas.restyle();
      this.#dirty = true;
      this.#spoken = 0;
    });
    app.on('cluster', (why) => (this.#anew ||= why !== 'active'));
    new ResizeObserver(([{ contentRect }]) => {
      this.#canvas.resize(contentRect.width, contentRect.height);
      this.#dirty = true;
      app.redraw();
    }).observe(this.#track);
    const foot = byId('live').parentElement;
    const measure = () => {
      const { left = Infinity, height = 0 } = foot?.getBoundingClientRect() ?? {};
      const free = left - this.#track.getBoundingClientRect().left;
      if (free === this.#canvas.free && height === this.#canvas.taken) return;
      this.#canvas.free = free;
      this.#canvas.taken = height;
      this.#dirty = true;
      app.redraw();
    };
    const sizes = new ResizeObserver(measure);
    for (const on of [this.#track, ...(foot ? [foot] : [])]) sizes.observe(on);
    this.#gestures = new Gestures(app, this.#track, this.#window, () => {
      this.#dirty = true;
      this.#want();
      app.redraw();
    });
    byId('live').addEventListener('click', () => this.#window.resume(app.edge, app.edge));
    byId('zoom-in').addEventListener('click', () => this.#zoom(0.5));
    byId('zoom-out').addEventListener('click', () => this.#zoom(2));
    byId('zoom-fit').addEventListener('click', () => {
      this.#window.fit(app.edge);
      this.#dirty = true;
      app.redraw();
    });
    byId('five-back').addEventListener('click', () => app.seek(Math.max(0, app.playhead.time - FIVE_SECONDS)));
  }

  /** Shows something else on the track, too. @param {Layer} layer @param {number} [above] what it needs between the axis and the lanes, in px */
  lay(layer, above = this.#canvas.above) {
    this.#layers.add(layer);
    this.#canvas.above = above;
    this.#dirty = true;
    this.#app.redraw();
  }

  /** Shows the run as a whole until an instant, unless somebody has looked elsewhere. @param {number} until in µs; 0: shows it as always */
  cover(until) {
    const window = this.#window;
    if (window.whole === until) return;
    window.whole = until;
    if (!window.touched) window.reset(this.#app.edge, this.#canvas.width);
    this.#app.redraw();
  }

  /** @param {number} factor */
  #zoom(factor) {
    const { edge, playhead } = this.#app;
    const window = this.#window;
    const seen = playhead.time >= window.from && playhead.time <= window.to;
    window.zoom(factor, seen ? playhead.time : window.from + window.span / 2, edge);
    this.#dirty = true;
    this.#want();
    this.#app.redraw();
  }

  /** Asks for the events of what is looked at, if they are not here. */
  #want() {
    const { history } = this.#app;
    const at = Math.max(0, this.#window.from);
    if (at >= history.timeline.from || at === this.#wanted) return;
    this.#wanted = at;
    void history.ensure(at).then(() => {
      this.#dirty = true;
      this.#app.redraw();
    });
  }

  /** @param {View} view @returns {boolean} whether something waits to be drawn or said */
  update({ time, edge, live }) {
    const { history } = this.#app;
    const window = this.#window;
    if (this.#canvas.width === 0) return false;
    if (history.generation !== this.#generation) {
      this.#generation = history.generation;
      // Beside one another, clusters are looked at over the same stretch.
      if (this.#anew) window.reset(edge, this.#canvas.width);
      this.#anew = false;
      this.#dirty = true;
      this.#wanted = -1;
    }
    window.follow(time, edge);
    const waits = this.#lanes();
    this.#place(time, live ? time : edge);
    const unsaid = this.#speak(time, edge, live);
    return waits || unsaid;
  }

  /** Draws the lanes, if they look different now and it is time. */
  #lanes() {
    const { history, t } = this.#app;
    const { timeline } = history;
    const elsewhere = this.#elsewhere();
    const { gaps } = history;
    const looks = `${timeline.version} ${elsewhere.length} ${this.#window.from} ${this.#window.span} ${gaps}`;
    if (looks === this.#drawn && !this.#dirty) return false;
    const wall = performance.now();
    if (!this.#dirty && wall - this.#drawnAt < PAUSE) return true;
    this.#dirty = false;
    this.#drawn = looks;
    this.#drawnAt = wall;
    this.#canvas.draw(this.#window, timeline.servers, [...timeline.marks, ...elsewhere], t, gaps);
    this.#lanesNamed(timeline.servers.map((lane) => lane.id));
    for (const layer of this.#layers) layer.place(this.#window, this.#canvas.width, this.#canvas.height);
    this.#gestures.moved();
    return false;
  }

  /** What broke in the other clusters, with their names. @returns {import('../run/timeline-index.js').Mark[]} */
  #elsewhere() {
    const { clusters } = this.#app;
    return [...clusters].flatMap((place) => (place === clusters.active ? [] : place.history.timeline.marks.filter((mark) => mark.violation).map((mark) => ({ ...mark, cluster: place.id }))));
  }

  /** @param {string[]} ids */
  #lanesNamed(ids) {
    const { height, above } = this.#canvas;
    const named = `${ids} ${height} ${above}`;
    if (named === this.#named) return;
    this.#named = named;
    const { head, foot } = laneRooms(height);
    const top = head + above;
    this.#names.replaceChildren(
      ...ids.map((id, i) => {
        const name = element('li', {}, id);
        name.style.top = `${top + ((height - top - foot) * (i + 0.5)) / ids.length}px`;
        return name;
      }),
    );
  }

  /** Moves the playhead, and the cover over what has not happened yet. @param {number} time @param {number} known */
  #place(time, known) {
    const { width } = this.#canvas;
    const future = whole(Math.max(0, Math.min(width, this.#window.partAt(known) * width)));
    if (future !== this.#futureAt) {
      this.#futureAt = future;
      this.#future.style.transform = `translateX(${future.toFixed(2)}px)`;
      // What the cover shows stays where it is.
      this.#grid.style.transform = `translateX(${(-future).toFixed(2)}px)`;
    }
    const at = whole(this.#window.partAt(time) * width);
    if (at === this.#playheadAt) return;
    this.#playheadAt = at;
    this.#playhead.style.transform = `translateX(${at.toFixed(2)}px)`;
    const off = at < -1 || at > width + 1;
    if (off !== this.#off) this.#playhead.classList.toggle('is-off', (this.#off = off));
  }

  /** Tells where the playhead is, live not too often. @param {number} time @param {number} edge @param {boolean} live */
  #speak(time, edge, live) {
    const wall = performance.now();
    const moves = time !== this.#passed;
    this.#passed = time;
    // What follows the edge is told now and then; where it stands, and where somebody has gone, at once.
    if (live && live === this.#saidLive && moves && wall - this.#spoken < SPOKEN) return true;
    this.#spoken = wall;
    this.#saidLive = live;
    setAttribute(this.#track, 'aria-valuemax', String(Math.round(edge / 1000)));
    setAttribute(this.#track, 'aria-valuenow', String(Math.round(time / 1000)));
    setAttribute(this.#track, 'aria-valuetext', time < LATE ? this.#app.t(live ? 'timeline.at-live' : 'timeline.at', { time: milliseconds(time, 0) }) : clock(time, 0));
    return false;
  }
}

/**
 * To whole pixels of the screen: both edges stay sharp, and the page is put together
 * anew only when something has moved that can be seen.
 * @param {number} x in px
 */
function whole(x) {
  const ratio = globalThis.devicePixelRatio || 1;
  return Math.round(x * ratio) / ratio;
}
