// Navigation along the path: on, back, to a step, back to the path. At the edge the
// server plays on and pauses at the next step by itself; behind it, this page does.

/** @import { App } from '../app.js' */
/** @import { View } from '../ui/render-loop.js' */
/** @import { Where } from './path.js' */
import { playOrPause } from '../timeline/stepping.js';
import { instantBefore, nextInstant } from './path.js';

export class Navigation {
  #app;
  /** Where the playhead was drawn last, and after how many jumps. */
  #time = -1;
  #seeks = -1;

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
  }

  get #steps() {
    return this.#app.lesson?.steps ?? [];
  }

  /** Plays to the next step, or pauses. */
  async on() {
    await playOrPause(this.#app);
  }

  /** Goes to the next step at once. @param {Where} where */
  async skip(where) {
    const to = nextInstant(this.#steps, where);
    if (to !== null) await this.to(to);
  }

  /** Goes back to where the step before began. @param {Where} where */
  async back(where) {
    const to = instantBefore(this.#steps, where, this.#app.playhead.time);
    if (to !== null) await this.to(to);
  }

  /** Goes to an instant: within what has been played that is the playhead's to do. @param {number} at */
  async to(at) {
    const app = this.#app;
    if (app.lesson?.attempt) {
      await this.return(this.#steps.find((step) => step.at === at)?.name);
      return;
    }
    const { edge, commands, playhead, session } = app;
    if (at > edge) {
      if (!commands) return;
      app.goLive();
      await session.ask({ t: 'go', at });
      return;
    }
    if (at === edge && (commands || !playhead.following)) {
      if (app.pace.playing && commands) await playOrPause(app);
      app.goLive();
      return;
    }
    app.seek(at);
    playhead.pause();
    app.redraw();
  }

  /** Opens a built-in lesson in place of what is here, so that whoever watches comes along. @param {string} lesson */
  async open(lesson) {
    await this.#app.session.ask({ t: 'lesson', lesson });
  }

  /** Takes whoever has left the path back to it. @param {string} [step] where to, if not to where they left it */
  async return(step) {
    await this.#app.session.ask({ t: 'lesson', ...(step && { step }) });
  }

  /** Pauses a replay where the next step is met, as the server does at the edge. @param {View} view */
  pauseAtStep({ time, live }) {
    const { playhead } = this.#app;
    const before = playhead.seeks === this.#seeks ? this.#time : time;
    this.#time = time;
    this.#seeks = playhead.seeks;
    if (live || !playhead.playing || this.#app.lesson?.attempt) return;
    const met = this.#steps.find(({ at }) => at > before && at <= time);
    if (!met) return;
    this.#app.seek(met.at);
    playhead.pause();
  }
}
