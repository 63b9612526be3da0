// Messages on their way, on a canvas over the picture: where each is follows from
// its two instants alone, in a straight line in time. A message that was lost fails
// visibly where it was lost, and its cross fades.

/** @import { Message } from '../wire.js' */
/** @import { Delay, Loss } from '../run/event-index.js' */
/** @import { State } from '../run/reducer.js' */
/** @import { Route } from './routes.js' */
/** @import { Layout, Point } from './layout.js' */
/** @import { Palette } from './palette.js' */
/** @import { Stamp } from './shapes.js' */
import { partOf } from '../run/event-index.js';
import { along } from './routes.js';
import { lookOf, Stamps } from './shapes.js';

/** How long a lost message's cross stays, in ms of the page. */
const FADE = 650;
/** After a jump or a step: how long it stays, in µs of the run, however fast that was played before. */
const RECENT = 15_000;
/** The most crosses that are drawn at once. */
const MOST_CROSSES = 120;
/** How near a click must come to a message, in px. */
const REACH = 16;

/** A message that would be seen for a shorter time than this, in ms, would only flicker; from the second on it is seen in full. */
const FLICKER = 60;
const CALM = 180;

/** @typedef {{loss: Loss, age: number}} Cross */

/**
 * What the flights need to know of the instant that is drawn.
 * @typedef {object} Scene
 * @property {State} state
 * @property {number} time
 * @property {number} dtMs
 * @property {boolean} jumped whether the time is not the next one after the last
 * @property {boolean} reducedMotion
 * @property {(from: number, to: number) => readonly Loss[]} losses
 * @property {number} rate µs for each µs of the clock, as it last was
 * @property {number} speed the same, and 0 while time stands
 * @property {(id: number) => Delay | undefined} delay how a message was last held up
 * @property {(from: string, to: string) => number | null} wall at which part of a cut link its wall stands; null if it is not cut
 * @property {string} selected the selected message's id
 */

export class Flights {
  /** @type {Layout | undefined} */
  #layout;
  /** @type {Map<string, Route>} */
  #routes = new Map();
  /** @type {Palette | undefined} */
  #palette;
  /** @type {Stamps | undefined} */
  #stamps;
  /** How each message looks, which never changes. @type {WeakMap<Message, Stamp>} */
  #stamped = new WeakMap();
  /** @type {Cross[]} */
  #crosses = [];
  #time = -1;
  /** @type {{id: number, x: number, y: number}[]} where each was drawn */
  #places = [];

  /** @param {Layout} layout @param {Map<string, Route>} routes @param {Palette} palette @param {number} ratio */
  arrange(layout, routes, palette, ratio) {
    this.#layout = layout;
    this.#routes = routes;
    this.#palette = palette;
    this.#stamps = new Stamps(palette, layout.message, ratio);
    this.#stamped = new WeakMap();
  }

  /** Whether something would move although time stands. */
  get fading() {
    return this.#crosses.length > 0;
  }

  /** @param {CanvasRenderingContext2D} pen @param {Scene} scene */
  draw(pen, scene) {
    this.#places.length = 0;
    this.#age(scene);
    for (const cross of this.#crosses) this.#drawCross(pen, cross, scene);
    for (const message of scene.state.flights) {
      const place = this.#placeOf(message, scene);
      const strength = strengthOf(message, scene.speed);
      if (!place || strength <= 0) continue;
      this.#places.push({ id: message.id, ...place });
      if (String(message.id) === scene.selected) this.#ring(pen, place);
      pen.globalAlpha = strength;
      if (message.duplicate) this.#twin(pen, message, place, strength);
      this.#stamp(pen, message, place);
      if (scene.delay(message.id) && this.#palette) {
        const size = this.#layout?.message ?? 1;
        drawClock(pen, { x: place.x + 11 * size, y: place.y - 11 * size }, 5.5 * size, this.#palette);
      }
    }
    pen.globalAlpha = 1;
  }

  /** The message near a point, null if there is none. @param {number} x @param {number} y @returns {number | null} */
  at(x, y) {
    let best = null;
    let nearest = REACH;
    for (const place of this.#places) {
      const distance = Math.hypot(place.x - x, place.y - y);
      if (distance < nearest) [best, nearest] = [place.id, distance];
    }
    return best;
  }

  /** @param {Message} m @param {Scene} scene @returns {Point | null} */
  #placeOf(m, { time, wall, delay, reducedMotion }) {
    const route = this.#routes.get(m.from + m.to);
    if (!route) return null;
    let part = partOf(m, time, delay(m.id));
    if (reducedMotion) part = part < 0.5 ? 0.1 : 0.9;
    return along(route, shown(part, wall(m.from, m.to)));
  }

  /** @param {CanvasRenderingContext2D} pen @param {Message} message @param {Point} place */
  #stamp(pen, message, place) {
    let stamp = this.#stamped.get(message);
    if (!stamp) this.#stamped.set(message, (stamp = /** @type {Stamps} */ (this.#stamps).of(lookOf(message))));
    const { image, width, height } = stamp;
    // A text is longer than a sign: at the rim it is shifted to stay readable.
    const right = (this.#layout?.width ?? Infinity) - width;
    pen.drawImage(image, Math.max(0, Math.min(right, place.x - width / 2)), place.y - height / 2, width, height);
  }

  /** What was sent twice has its twin behind it. @param {CanvasRenderingContext2D} pen @param {Message} message @param {Point} place @param {number} strength */
  #twin(pen, message, { x, y }, strength) {
    const off = 4.5 * (this.#layout?.message ?? 1);
    pen.globalAlpha = strength * 0.45;
    this.#stamp(pen, message, { x: x + off, y: y - off });
    pen.globalAlpha = strength;
  }

  /** @param {CanvasRenderingContext2D} pen @param {Point} place */
  #ring(pen, { x, y }) {
    pen.beginPath();
    pen.arc(x, y, 17 * (this.#layout?.message ?? 1), 0, 2 * Math.PI);
    pen.setLineDash([3, 3]);
    pen.lineWidth = 1.5;
    pen.strokeStyle = this.#palette?.accent ?? '';
    pen.stroke();
    pen.setLineDash([]);
  }

  /** Brings the crosses up to the scene's instant. @param {Scene} scene */
  #age({ time, dtMs, jumped, losses, rate }) {
    const before = this.#time;
    this.#time = time;
    if (jumped || time < before || before < 0) {
      // Somewhere else in time: what would still be seen here, had it been played.
      this.#crosses = lately(losses, time, rate);
    } else {
      if (time > before) for (const cross of this.#crosses) cross.age += dtMs;
      // While time stands, a message is dropped at the very instant that is drawn already.
      for (const loss of losses(before - 1, time)) if (!this.#crosses.some((cross) => cross.loss === loss)) this.#crosses.push({ loss, age: 0 });
      this.#crosses = this.#crosses.filter((cross) => cross.age < FADE);
    }
    if (this.#crosses.length > MOST_CROSSES) this.#crosses.splice(0, this.#crosses.length - MOST_CROSSES);
  }

  /** @param {CanvasRenderingContext2D} pen @param {Cross} cross @param {Scene} scene */
  #drawCross(pen, { loss, age }, { wall, delay }) {
    const { message } = loss;
    const route = this.#routes.get(message.from + message.to);
    const palette = this.#palette;
    if (!route || !palette) return;
    const part = partOf(message, loss.at, delay(message.id));
    // What was sent into a cut ends at its wall; what a new cut caught on its way ends where it was.
    const doomed = loss.why === 'cut' && Math.abs(part - 0.5) < 0.01;
    const { x, y } = along(route, loss.why === 'cut' && doomed ? shown(part, wall(message.from, message.to)) : part);
    const size = 5 * (this.#layout?.message ?? 1);
    const left = 1 - age / FADE;
    pen.globalAlpha = left * 0.4;
    this.#stamp(pen, message, { x, y });
    pen.globalAlpha = Math.min(1, left * 1.6);
    for (const [width, colour] of /** @type {[number, string][]} */ ([[6.5, palette.bg], [3, palette.bad]])) {
      pen.lineWidth = width;
      pen.lineCap = 'round';
      pen.strokeStyle = colour;
      pen.beginPath();
      pen.moveTo(x - size, y - size);
      pen.lineTo(x + size, y + size);
      pen.moveTo(x - size, y + size);
      pen.lineTo(x + size, y - size);
      pen.stroke();
    }
    pen.globalAlpha = 1;
  }
}

/**
 * What was lost shortly before an instant to which somebody has jumped: what would
 * still be seen had it been played, and not what lies further back in the run.
 * @param {Scene['losses']} losses @param {number} time @param {number} rate @returns {Cross[]}
 */
export function lately(losses, time, rate) {
  const long = Math.min(RECENT, FADE * Math.max(1e-4, rate) * 1000);
  return losses(time - long, time).map((loss) => ({ loss, age: (FADE * (time - loss.at)) / long }));
}

/** What was held up bears a clock. @param {CanvasRenderingContext2D} pen @param {Point} at @param {number} r @param {Palette} palette */
export function drawClock(pen, { x, y }, r, palette) {
  pen.lineWidth = 1.6;
  pen.lineCap = pen.lineJoin = 'round';
  pen.fillStyle = palette.panel;
  pen.strokeStyle = palette.ink;
  pen.beginPath();
  pen.arc(x, y, r, 0, 2 * Math.PI);
  pen.fill();
  pen.stroke();
  pen.beginPath();
  pen.moveTo(x, y - r * 0.6);
  pen.lineTo(x, y);
  pen.lineTo(x + r * 0.45, y + r * 0.25);
  pen.stroke();
}

/**
 * How strongly a message is drawn: when time passes so fast that it would only
 * flash, it isn't.
 * @param {Message} m
 * @param {number} speed
 */
export function strengthOf({ sent = 0, arrives = 0 }, speed) {
  if (speed <= 0) return 1;
  const seen = (arrives - sent) / 1000 / speed;
  return Math.max(0, Math.min(1, (seen - FLICKER) / (CALM - FLICKER)));
}

/**
 * Where on its route that is. Into a cut it travels half its time, and the wall is
 * as far as it gets.
 * @param {number} part
 * @param {number | null} wall
 */
export function shown(part, wall) {
  return wall === null ? part : Math.min(part * 2, 1) * wall;
}
