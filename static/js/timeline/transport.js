// Transport: play, pause, step, speed, and where one is.

/** @import { App } from '../app.js' */
/** @import { View } from '../ui/render-loop.js' */
/** @import { State } from '../run/reducer.js' */
import { MAX_SPEED, MIN_SPEED } from '../wire/constants.js';
import { leaderOf } from '../run/state-queries.js';
import { byId, element, setAttribute, setText } from '../ui/dom.js';
import { instantIn, milliseconds, speed as speedWords } from '../ui/format.js';
import { setReason } from '../ui/disabled-reason.js';
import { Reached } from './reached.js';
import { jumpBack, jumpForward, playOrPause, setSpeed, stepBack, stepForward } from './stepping.js';

/** The speeds to choose from: virtual seconds a second, 0 for smart. */
const SPEEDS = [0, MIN_SPEED, 1 / 200, 1 / 80, 1 / 40, 1 / 20, 1 / 10, 1 / 4, 1, MAX_SPEED];
/** How often it is said anew how fast time passes, in ms. */
const RATE_PAUSE = 1_000;

export class Transport {
  #app;
  #play = byId('play');
  #speed = byId('speed', HTMLSelectElement);
  #live = byId('live');
  #fork = byId('fork');
  #isLive = true;
  #now = byId('now');
  #label = byId('leader-label');
  #value = byId('leader-value');
  #reached = new Reached();
  #rateRead = 0;
  /** The speed that is reached, where it is another than the one that was asked for. */
  #rate = 0;
  #dirty = true;

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    byId('step-back').addEventListener('click', () => void stepBack(app));
    byId('step-forward').addEventListener('click', () => void stepForward(app));
    byId('jump-back').addEventListener('click', () => void jumpBack(app));
    byId('jump-forward').addEventListener('click', () => jumpForward(app));
    this.#live.addEventListener('click', () => app.goLive());
    this.#play.addEventListener('click', () => void playOrPause(app));
    this.#speed.replaceChildren(...SPEEDS.map((s) => element('option', { value: s }, s ? speedWords(s) : app.t('transport.smart'))));
    this.#speed.addEventListener('change', async () => {
      await setSpeed(app, Number(this.#speed.value));
      this.#dirty = true;
      app.redraw();
    });
    app.on(['pace', 'lang', 'cluster', 'status'], () => (this.#dirty = true));
  }

  /** @param {View} view @returns {boolean} whether there is more to read soon */
  update({ state, time, live, read }) {
    const { playhead, t } = this.#app;
    const playing = String(playhead.playing);
    if (this.#play.dataset.playing !== playing || this.#dirty) {
      this.#play.dataset.playing = playing;
      setAttribute(this.#play, 'aria-label', t(playhead.playing ? 'transport.pause' : 'transport.play'));
      this.#play.title = t(playhead.playing ? 'transport.pause' : 'transport.play');
    }
    if (live !== this.#isLive || this.#dirty) {
      this.#isLive = live;
      setAttribute(this.#live, 'aria-pressed', String(live));
      setText(this.#live.lastElementChild ?? this.#live, t(live ? 'timeline.live' : 'timeline.go-live'));
      this.#fork.hidden = live || !this.#app.commands;
    }
    const wall = performance.now();
    // While time stands nothing may be drawn for long: how fast it went is not said until then.
    const stopped = this.#rate > 0 && !this.#app.playhead.playing;
    if (this.#dirty || stopped || wall - this.#rateRead > RATE_PAUSE) this.#speeds(wall);
    if (!this.#dirty && !read) return true;
    this.#dirty = false;
    setText(this.#now, instantIn(t, time));
    this.#leader(state, time);
    return false;
  }

  /** @param {number} wall */
  #speeds(wall) {
    const { t, pace, playhead, commands } = this.#app;
    if (!playhead.playing || wall - this.#rateRead > RATE_PAUSE) {
      this.#rateRead = wall;
      this.#rate = this.#reached.measure(wall, playhead.time, playhead.seeks, playhead.playing ? pace.speed : 0);
    }
    let nearest = 0;
    SPEEDS.forEach((s, i) => {
      if (Math.abs(s - pace.speed) < Math.abs(SPEEDS[nearest] - pace.speed)) nearest = i;
    });
    [...this.#speed.options].forEach((option, i) => {
      const smart = pace.speed === 0 && playhead.playing ? t('transport.smart-now', { rate: speedWords(playhead.rate) }) : t('transport.smart');
      const speed = speedWords(SPEEDS[i]);
      const reached = i === nearest && this.#rate ? t('transport.reached', { speed, rate: Number(this.#rate.toFixed(this.#rate < 1 ? 2 : 1)) }) : speed;
      setText(option, i === 0 ? smart : reached);
    });
    if (document.activeElement !== this.#speed || this.#dirty) this.#speed.selectedIndex = nearest;
    this.#speed.disabled = !commands;
    setReason(this.#speed, commands ? null : t('why.watching'));
  }

  /** @param {State} state @param {number} time */
  #leader(state, time) {
    const { t } = this.#app;
    const leader = leaderOf(state);
    setText(this.#label, t(leader ? 'transport.leader' : 'transport.no-leader'));
    setText(this.#value, leader ? t('transport.leads', { server: leader.id, term: leader.term }) : this.#without(time));
  }

  /** How long there has been no leader, as far as is known here. @param {number} time */
  #without(time) {
    const { since, exact } = this.#app.history.leaderlessSince(time);
    if (!exact && since >= time) return '';
    const value = milliseconds(Math.max(0, time - since), 0);
    return this.#app.t('unit.ms', { value: exact ? value : `> ${value}` });
  }
}
