// Who belongs to the cluster, where that is not everybody: a shape around the voters;
// around the former and the next ones, one each, while a change goes through a joint
// configuration; and in words how many of each it takes. It is that of whoever leads, or
// else of who has the newest.

/** @import { Scene } from './scene.js' */
/** @import { State } from '../run/reducer.js' */
/** @import { Layout, Point } from './layout.js' */
import { position } from '../run/reducer.js';
import { configurationOf, countingServer, members, votes } from '../run/state-queries.js';
import { setText } from '../ui/dom.js';
import { has } from '../run/reducer.js';
import { px, set, svg } from './svg.js';

/** The radius of a server below which there is no room for words, but for those of a change. */
const WORDS = 38;
/** How far a shape reaches beyond a server, in its radii. */
const BEYOND = 0.34;

export class Members {
  root = svg('g', { class: 'members', 'aria-hidden': 'true' });
  #scene;
  #shapes = { voters: svg('path', { class: 'voters' }), next: svg('path', { class: 'voters is-next' }) };
  #words = { voters: svg('text', { class: 'voters-words' }), next: svg('text', { class: 'voters-words is-next' }) };
  #drawn = '';

  /** @param {Scene} scene */
  constructor(scene) {
    this.#scene = scene;
    this.root.append(this.#shapes.voters, this.#shapes.next, this.#words.voters, this.#words.next);
  }

  /** @param {State} state @param {Layout} layout @returns {(id: string) => string} what each server is to the cluster */
  update(state, layout) {
    const { t, app } = this.#scene;
    const server = countingServer(state);
    const configuration = configurationOf(state, server);
    const { voters = 0, next = 0, learners = 0 } = configuration;
    const { votes: need = 0, votesNext = 0 } = server.needs ?? {};
    /** @param {string} id */
    const placeOf = (id) => (votes(configuration, id) ? 'voter' : has(learners, id) ? 'learner' : 'outside');
    const drawn = [voters, next, need, votesNext, layout.width, layout.height, layout.radius, app.lang].join(' ');
    if (drawn === this.#drawn) return placeOf;
    this.#drawn = drawn;
    const everybody = members(voters).length === state.servers.length && next === 0;
    this.#draw('voters', everybody ? 0 : voters, layout, next ? layout.centre : null, -0.5);
    this.#draw('next', next, layout, layout.centre, 0.5);
    setText(this.#words.voters, everybody || (!next && layout.radius < WORDS) ? '' : next ? t('stage.voters', { servers: members(voters).join(' '), need }) : t('stage.quorum', { need, count: members(voters).length }));
    setText(this.#words.next, next ? t('stage.voters', { servers: members(next).join(' '), need: votesNext }) : '');
    return placeOf;
  }

  /** @param {'voters' | 'next'} which @param {number} who @param {Layout} layout @param {Point | null} at where the words are; between the middles of the shape and of the ring if nowhere else @param {number} line */
  #draw(which, who, { servers, outer, radius, text, centre }, at, line) {
    const points = members(who).map((id) => servers[position(id)]);
    set(this.#shapes[which], { d: points.length > 0 ? around(hull(points), outer + BEYOND * radius) : '' });
    if (points.length === 0) return;
    const { x, y } = at ?? middle(points, centre);
    set(this.#words[which], { x, y: y + line * 1.5 * text + text * 0.3, 'font-size': px(Math.max(11, text * 0.75)) });
  }
}

/** Where words are between some servers. Of three that stand in a row the one in the middle would cover them: so they are nearer to the centre of all. @param {readonly Point[]} points @param {Point} centre @returns {Point} */
function middle(points, centre) {
  const [x, y] = [points.map((p) => p.x), points.map((p) => p.y)].map((all) => all.reduce((a, b) => a + b) / points.length);
  return points.length > 2 ? { x: (x + centre.x) / 2, y: (y + centre.y) / 2 } : { x, y: y + 4 };
}

/** The corners of the smallest convex shape that holds some points, in the order of the clock. @param {readonly Point[]} points @returns {Point[]} */
export function hull(points) {
  const sorted = [...points].sort((a, b) => a.x - b.x || a.y - b.y);
  if (sorted.length < 3) return sorted;
  /** @param {Point[]} list */
  const half = (list) => {
    /** @type {Point[]} */
    const kept = [];
    for (const p of list) {
      while (kept.length > 1 && turn(kept[kept.length - 2], kept[kept.length - 1], p) <= 0) kept.pop();
      kept.push(p);
    }
    return kept.slice(0, -1);
  };
  return [...half(sorted), ...half(sorted.reverse())];
}

/** Whether a way turns right, seen on a screen. @param {Point} a @param {Point} b @param {Point} c */
function turn(a, b, c) {
  return (b.x - a.x) * (c.y - a.y) - (b.y - a.y) * (c.x - a.x);
}

/** A path that keeps its distance around a convex shape. @param {readonly Point[]} corners @param {number} distance */
export function around(corners, distance) {
  const r = px(distance);
  if (corners.length === 1) {
    const [{ x, y }] = corners;
    return `M${px(x - distance)} ${px(y)}A${r} ${r} 0 1 1 ${px(x + distance)} ${px(y)}A${r} ${r} 0 1 1 ${px(x - distance)} ${px(y)}Z`;
  }
  const parts = corners.map((a, i) => {
    const b = corners[(i + 1) % corners.length];
    const length = Math.hypot(b.x - a.x, b.y - a.y) || 1;
    const [dx, dy] = [((b.y - a.y) / length) * distance, (-(b.x - a.x) / length) * distance];
    return { from: `${px(a.x + dx)} ${px(a.y + dy)}`, to: `${px(b.x + dx)} ${px(b.y + dy)}` };
  });
  return `M${parts[0].from}${parts.map(({ to }, i) => `L${to}A${r} ${r} 0 0 1 ${parts[(i + 1) % parts.length].from}`).join('')}Z`;
}
