// Following a presenter: the presenter's playhead is told to whoever watches, and those
// who watch go where it goes, until they look around by themselves.

/** @import { View } from '../ui/render-loop.js' */
/** @import * as wire from '../wire.js' */
/** @import { App } from '../app.js' */

/** How often the presenter's playhead is told while others watch, and while nobody does, in ms. */
const PAUSE = 120;
const ALONE = 1_000;

export class FollowPresenter {
  moves = true;
  #app;
  /** Whether this page goes where the presenter goes; only who watches does. */
  attached = true;
  /** Where the presenter is; undefined is at the edge. @type {number | undefined} */
  #there;
  /** What was told last, and when. @type {number | undefined} */
  #told;
  #toldAt = 0;

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
  }

  /** Whether somebody else's playhead leads this page's. */
  get led() {
    return !this.#app.commands && this.attached;
  }

  /** The presenter's playhead has moved. @param {wire.Look} look */
  moved({ at }) {
    this.#there = at;
    // The server believes it at the edge when a connection ends: it is told anew.
    if (at === undefined) this.#told = undefined;
    this.#follow();
  }

  /** Everything is new; the playhead stands at the edge. @param {wire.Snapshot} snapshot @param {boolean} first whether this page has just been opened */
  begin({ look }, first) {
    this.#there = this.#told = look?.at;
    // Who presents goes on where the page was left.
    if (this.#app.commands && first && this.#there !== undefined) this.#app.playhead.seek(this.#there);
    this.#follow();
  }

  #follow() {
    const { commands, playhead } = this.#app;
    if (commands || !this.attached) return;
    if (this.#there === undefined) playhead.goLive();
    else playhead.guide(this.#there);
    this.#app.redraw();
  }

  /** Looks around by itself from now on. */
  detach() {
    if (this.#app.commands || !this.attached) return;
    this.attached = false;
    this.#app.emit('presenter');
  }

  /** Goes where the presenter goes again. */
  attach() {
    if (this.attached) return;
    this.attached = true;
    this.#follow();
    this.#app.emit('presenter');
  }

  /** Whoever goes to the edge is with a presenter who is there. */
  atEdge() {
    if (this.#there === undefined) this.attach();
    else this.detach();
  }

  /** Tells where this page's playhead is. @param {View} view @returns {boolean} whether there is something to tell */
  update({ time, live }) {
    const { commands, stream, watching } = this.#app;
    const at = live ? undefined : Math.floor(time);
    if (!commands || at === this.#told || stream.status.state !== 'live') return false;
    const wall = performance.now();
    if (wall - this.#toldAt < (watching > 1 ? PAUSE : ALONE)) return true;
    this.#told = at;
    this.#toldAt = wall;
    stream.send({ t: 'look', ...(at !== undefined && { at }) });
    return false;
  }
}
