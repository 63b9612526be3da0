// Sliders: what the network does to messages, and what a server's disk, clock and
// election timer are like. Their
// steps are values that make a difference, not a scale; while one is dragged it
// says what it would set, and it sets that when it is let go.

/** @import { App } from '../app.js' */
/** @import { State } from '../run/reducer.js' */
import { compose } from '../scenario/actions.js';
import { serverOf } from '../run/state-queries.js';
import { byId, setAttribute, setText } from '../ui/dom.js';
import { percent, shortMilliseconds } from '../ui/format.js';
import { reasonOf, setReason } from '../ui/disabled-reason.js';
import { toast } from '../ui/toasts.js';

/** Half the width of the range that the latency slider sets, as a part of its middle. */
const SPREAD = 0.2;
/** The same for the election timeout: its longer end is twice the shorter one. */
const HALF = 1 / 3;
/** How long after a key the handle counts as let go, in ms. */
const REST = 450;

/**
 * What a slider is about.
 * @typedef {object} Setting
 * @property {number[]} steps in µs, or parts per million
 * @property {(state: State) => number | null} now its value, null when there is none
 * @property {(value: number) => string} action
 * @property {(value: number, state: State | null) => string} words of a value; with the state, of the one in force
 * @property {string} label key of its accessible name
 */

/** @param {App} app @returns {Slider[]} */
export function sliders(app) {
  const ms = (/** @type {number} */ us) => app.t('unit.ms', { value: shortMilliseconds(us) });
  const range = (/** @type {number} */ from, /** @type {number} */ to) =>
    from === to ? ms(from) : app.t('unit.ms-range', { from: shortMilliseconds(from), to: shortMilliseconds(to) });
  /** @param {'loss' | 'duplication' | 'reordering'} of @returns {Setting} */
  const chance = (of) => ({
    steps: [0, 10_000, 20_000, 50_000, 100_000, 200_000, 300_000, 500_000, 750_000, 1_000_000],
    now: ({ network }) => network[of] ?? 0,
    action: (ppm) => compose(of, { percent: ppm / 10_000 }),
    words: (ppm) => app.t('unit.percent', { value: percent(ppm) }),
    label: 'slider.all',
  });
  /** @type {Record<string, Setting>} */
  const settings = {
    'disk-sync': {
      steps: [0, 500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000],
      now: (state) => {
        const server = serverOf(state, app.server);
        return server ? (server.diskSync ?? 0) : null;
      },
      action: (us) => compose('disk-sync', { server: app.server, time: us }),
      words: ms,
      label: 'slider.of',
    },
    drift: {
      steps: [-80, -50, -20, -10, -5, 0, 5, 10, 20, 50, 100],
      now: (state) => {
        const server = serverOf(state, app.server);
        return server ? (server.drift ?? 0) : null;
      },
      action: (by) => compose('drift', { server: app.server, percent: by }),
      words: (by) => app.t('unit.percent', { value: signed(by) }),
      label: 'slider.of',
    },
    timeout: {
      steps: [15_000, 30_000, 60_000, 112_500, 225_000, 450_000, 900_000, 1_800_000, 4_500_000, 9_000_000],
      now: (state) => {
        const own = timeoutOf(app, state);
        return own ? (own.min + own.max) / 2 : null;
      },
      action: (us) => compose('election-timeout', { server: app.server, span: { min: us * (1 - HALF), max: us * (1 + HALF) } }),
      words: (us, state) => {
        const own = state && timeoutOf(app, state);
        return own ? range(own.min, own.max) : range(us * (1 - HALF), us * (1 + HALF));
      },
      label: 'slider.of',
    },
    latency: {
      steps: [500, 1_000, 2_000, 5_000, 10_000, 20_000, 50_000, 100_000, 200_000, 500_000],
      now: ({ network: { latency } }) => (latency.min + latency.max) / 2,
      action: (us) => compose('latency', { span: { min: us * (1 - SPREAD), max: us * (1 + SPREAD) } }),
      words: (us, state) => (state ? range(state.network.latency.min, state.network.latency.max) : range(us * (1 - SPREAD), us * (1 + SPREAD))),
      label: 'slider.all',
    },
    loss: chance('loss'),
    duplication: chance('duplication'),
    reordering: chance('reordering'),
  };
  return Object.entries(settings).map(([id, setting]) => new Slider(app, id, setting));
}

/** The range of a server's election timeout: its own, or everybody's. @param {App} app @param {State} state */
function timeoutOf(app, state) {
  const server = serverOf(state, app.server);
  return server ? (server.timeout ?? app.cluster.options?.electionTimeout ?? null) : null;
}

/** @param {number} percent */
function signed(percent) {
  return percent > 0 ? `+${percent}` : String(percent).replace('-', '−');
}

/** On which scale values are near one another. @param {number} value */
function scaled(value) {
  return Math.sign(value) * Math.log1p(Math.abs(value));
}

class Slider {
  #app;
  #id;
  #setting;
  #input;
  #output;
  #dragged = false;
  #byKey = false;
  #rest = 0;
  /** @type {State | null} */
  #state = null;
  /** @type {number | null} */
  #now = null;

  /** @param {App} app @param {string} id @param {Setting} setting */
  constructor(app, id, setting) {
    this.#app = app;
    this.#id = id;
    this.#setting = setting;
    const input = (this.#input = byId(id, HTMLInputElement));
    this.#output = byId(`${id}-value`);
    input.max = String(setting.steps.length - 1);
    input.addEventListener('input', () => {
      if (reasonOf(input)) {
        this.#show();
        return;
      }
      this.#dragged = true;
      this.#say(setting.words(setting.steps[Number(input.value)], null));
    });
    input.addEventListener('keydown', () => (this.#byKey = true));
    input.addEventListener('pointerdown', () => (this.#byKey = false));
    // A key that is pressed again and again lets go when it rests.
    input.addEventListener('change', () => {
      clearTimeout(this.#rest);
      this.#rest = setTimeout(() => this.#let(), this.#byKey ? REST : 0);
    });
    input.addEventListener('blur', () => this.#dragged && this.#let());
  }

  /** The handle was let go. */
  #let() {
    clearTimeout(this.#rest);
    this.#dragged = false;
    const reason = reasonOf(this.#input);
    if (reason) toast(reason);
    else void this.#set(this.#setting.steps[Number(this.#input.value)]);
  }

  /** @param {number} value */
  async #set(value) {
    await this.#app.command(this.#setting.action(value));
    // If it was refused, the handle goes back to what is so.
    setTimeout(() => this.#show(), 600);
  }

  /** @param {State} state @param {boolean} again */
  update(state, again) {
    const now = this.#setting.now(state);
    const same = now === this.#now && state.network === this.#state?.network;
    this.#state = state;
    this.#now = now;
    if (same && !again) return;
    const app = this.#app;
    const name = app.t(`slider.${this.#id}`);
    setAttribute(this.#input, 'aria-label', app.t(this.#setting.label, { name, server: app.server }));
    const offline = app.stream.status.state !== 'live';
    const why = offline ? 'why.offline' : !app.commands ? 'why.watching' : now === null ? 'why.no-server' : null;
    setReason(this.#input, why && app.t(why));
    if (!this.#dragged) this.#show();
  }

  /** Shows the value that is in force. */
  #show() {
    if (this.#dragged) return;
    const now = this.#now;
    const { steps, words } = this.#setting;
    if (now === null) {
      this.#say('–');
      return;
    }
    let nearest = 0;
    steps.forEach((step, i) => {
      if (Math.abs(scaled(step) - scaled(now)) < Math.abs(scaled(steps[nearest]) - scaled(now))) nearest = i;
    });
    this.#input.value = String(nearest);
    this.#say(words(now, this.#state));
  }

  /** @param {string} words */
  #say(words) {
    setText(this.#output, words);
    setAttribute(this.#input, 'aria-valuetext', words);
  }
}
