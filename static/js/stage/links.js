// Links between the servers, and the walls that cut them.

/** @import { Scene } from './scene.js' */
/** @import { Link } from '../wire.js' */
/** @import { Layout } from './layout.js' */
/** @import { BarWall, GroupWall, Walls } from './walls.js' */
import { position } from '../run/reducer.js';
import { lazy } from '../ui/lazy.js';
import { pressable, px, set, svg } from './svg.js';

/** Where walls stand, which is fetched when something is cut. @type {typeof import('./walls.js').wallsOf | undefined} */
let wallsOf;
const fetchWalls = lazy(async () => ({ wallsOf } = await import('./walls.js')));
/** @returns {Walls} */
const noWalls = () => ({ groups: [], bars: [], walled: new Set(), stops: new Map() });

export class Links {
  /** The lines, behind everything. */
  root = svg('g', { class: 'links' });
  /** The walls, over the lines and behind the servers. */
  walls = svg('g', { class: 'walls' });
  #scene;
  /** @type {Layout | undefined} */
  #layout;
  /** @type {readonly Link[]} */
  #links = [];
  #standing = noWalls();
  /** @type {Map<string, SVGLineElement>} */
  #lines = new Map();

  /** @param {Scene} scene */
  constructor(scene) {
    this.#scene = scene;
  }

  /** @param {Layout} layout */
  arrange(layout) {
    this.#layout = layout;
    this.#lines.clear();
    const lines = [];
    const n = layout.servers.length;
    for (let i = 0; i < n; i++) {
      for (let j = i + 1; j < n; j++) {
        const [a, b] = [layout.servers[i], layout.servers[j]];
        const id = `S${i + 1}-S${j + 1}`;
        const line = svg('line', { class: 'link', 'data-link': id, x1: px(a.x), y1: px(a.y), x2: px(b.x), y2: px(b.y) });
        this.#lines.set(id, line);
        lines.push(line);
        const hit = svg('line', { class: 'link-hit', x1: px(a.x), y1: px(a.y), x2: px(b.x), y2: px(b.y) });
        hit.addEventListener('click', () => this.#scene.select({ kind: 'link', id }));
        lines.push(hit);
      }
    }
    this.root.replaceChildren(...lines);
    this.#build();
  }

  /** @param {readonly Link[]} links */
  update(links) {
    if (links === this.#links) return;
    this.#links = links;
    if (this.#layout) this.#build();
  }

  /** Words anew, in another language. */
  reword() {
    if (this.#layout) this.#build();
  }

  /** @param {string} id the selected link, "" if none */
  select(id) {
    for (const [name, line] of this.#lines) line.classList.toggle('is-selected', name === id);
  }

  /** At which part of a cut route its wall stands; null when it isn't cut. @param {string} from @param {string} to */
  stop(from, to) {
    return this.#standing.stops.get(from + to) ?? null;
  }

  #build() {
    const layout = /** @type {Layout} */ (this.#layout);
    const cut = this.#links.some((link) => link.cut);
    // What cannot be fetched now is asked for again at the next change.
    if (cut && !wallsOf) void fetchWalls().then(() => this.#build(), () => {});
    this.#standing = cut && wallsOf ? wallsOf(this.#links, layout) : noWalls();
    const { groups, bars, walled, stops } = this.#standing;
    for (const [id, line] of this.#lines) {
      const [a, b] = id.split('-');
      const both = stops.has(a + b) && stops.has(b + a);
      set(line, { 'data-cut': walled.has(id) ? 'walled' : both ? 'both' : stops.has(a + b) || stops.has(b + a) ? 'one' : '' });
    }
    const had = document.activeElement instanceof Element && this.walls.contains(document.activeElement) ? document.activeElement.getAttribute('data-wall') : null;
    const made = [...groups.map((wall) => this.#group(wall, layout)), ...bars.map((wall) => this.#bar(wall, layout))];
    this.walls.replaceChildren(...made);
    if (had !== null) made.find((wall) => wall.getAttribute('data-wall') === had)?.focus();
  }

  /** @param {GroupWall} wall @param {Layout} layout */
  #group({ id, group, path, label }, layout) {
    const { t } = this.#scene;
    const words = group.length === 1 ? t('stage.wall.cut-off') : t('stage.wall.partition');
    const others = layout.servers.map((_, i) => `S${i + 1}`).filter((s) => !group.includes(s));
    const made = svg(
      'g',
      { class: 'wall', 'data-wall': id, 'aria-label': t('stage.wall.group-name', { words, group: group.join(' '), others: others.join(' ') }) },
      svg('path', { class: 'wall-hit', d: path }),
      svg('path', { class: 'wall-line', d: path }),
      svg('text', { class: 'wall-label', x: px(label.x), y: px(label.y), 'text-anchor': label.anchor, 'aria-hidden': 'true' }, words),
    );
    pressable(made, () => this.#scene.select({ kind: 'link', id: `${group[0]}-${others[0]}` }));
    return made;
  }

  /** @param {BarWall} wall @param {Layout} layout */
  #bar({ id, from, to, oneWay }, layout) {
    const { t } = this.#scene;
    const a = layout.servers[position(from)];
    const b = layout.servers[position(to)];
    const angle = (Math.atan2(b.y - a.y, b.x - a.x) * 180) / Math.PI;
    const half = Math.max(11, layout.radius * 0.32);
    const made = svg('g', {
      class: oneWay ? 'wall one-way' : 'wall',
      'data-wall': id,
      'aria-label': t(oneWay ? 'stage.wall.one-way-name' : 'stage.wall.both-name', { from, to }),
      transform: `translate(${px((a.x + b.x) / 2)} ${px((a.y + b.y) / 2)}) rotate(${px(angle)})`,
    });
    // The route from one server to the other is on the right of the way, which is
    // below the link once it lies flat.
    made.append(svg('rect', { class: 'wall-hit', x: -12, y: px(oneWay ? -4 : -half), width: 24, height: px(oneWay ? half + 6 : 2 * half) }));
    made.append(svg('path', { class: 'wall-line is-bar', d: oneWay ? `M0 -1V${px(half + 3)}` : `M0 ${px(-half)}V${px(half)}` }));
    if (oneWay) made.append(svg('path', { class: 'wall-arrow', d: `M-15 ${px(half * 0.55)}h8m-4 -4l4 4l-4 4` }));
    pressable(made, () => this.#scene.select({ kind: 'link', id: from < to ? `${from}-${to}` : `${to}-${from}` }));
    return made;
  }
}
