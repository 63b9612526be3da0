// The stages of the session's clusters, in rows and columns. Each stands in a cell
// with a head, in which its title stands while there are several. What cannot be
// seen is not drawn.

/** @import { App } from '../app.js' */
/** @import { Place } from '../run/clusters.js' */
/** @import { View } from '../ui/render-loop.js' */
/** @import { State } from '../run/reducer.js' */
import { element } from '../ui/dom.js';
import { inFrame } from '../ui/embed.js';
import { Scene } from './scene.js';
import { Stage } from './stage.js';

/** @typedef {{root: HTMLElement, scene: Scene, stage: Stage, drawn: State | null}} Cell */

/** The height below which a stage that is alone gives up parts, too, in px at the usual text size. */
const LOW = 330;
const SINGLE = { columns: 1, rows: 1 };

export class StageGrid {
  moves = true;
  #root;
  #app;
  /** @type {Map<Place, Cell>} */
  #cells = new Map();

  /** @param {HTMLElement} root @param {App} app */
  constructor(root, app) {
    this.#root = root;
    this.#app = app;
    root.classList.add('stages');
    app.on(['cluster', 'clusters'], () => this.#show());
    app.on('size', () => this.#arrange());
    new ResizeObserver(() => this.#arrange()).observe(root);
    this.#show();
  }

  /** Has a cell for each cluster that is there. */
  #show() {
    const { clusters } = this.#app;
    const places = new Set(clusters);
    for (const [place, { root, scene, stage }] of this.#cells) {
      if (places.has(place)) continue;
      this.#cells.delete(place);
      scene.leave();
      stage.leave();
      root.remove();
    }
    let before = /** @type {Element | null} */ (null);
    for (const place of places) {
      const after = before ? before.nextElementSibling : this.#root.firstElementChild;
      const { root } = this.#cells.get(place) ?? this.#cell(place, after);
      before = root;
      root.classList.toggle('is-active', place === clusters.active);
    }
    this.#arrange();
    this.#app.redraw();
  }

  /** @param {Place} place @param {Element | null} after what stands behind it @returns {Cell} */
  #cell(place, after) {
    const scene = new Scene(this.#app, place);
    const inner = element('div', {});
    const root = element('div', { class: 'cell', 'data-cluster': place.id }, element('header', { class: 'cell-head' }), inner);
    const activate = () => this.#app.activate(place.id);
    root.addEventListener('pointerdown', activate, { capture: true });
    root.addEventListener('focusin', activate);
    this.#root.insertBefore(root, after);
    const cell = { root, scene, stage: new Stage(inner, scene), drawn: null };
    this.#cells.set(place, cell);
    return cell;
  }

  /** Makes the most of the room for as many as there are. */
  #arrange() {
    const { clusters, arrange } = this.#app;
    const { clientWidth: width, clientHeight: height } = this.#root;
    if (width === 0) return;
    const scale = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1;
    const several = clusters.size > 1;
    // How several share the room comes with what goes with several.
    const grid = several ? (arrange?.({ width, height, scale }, [...clusters].map(({ cluster: { state } }) => ({ servers: state.servers.length, clients: state.clients?.length ?? 0 }))) ?? null) : SINGLE;
    this.#root.dataset.layout = !several ? 'single' : grid ? 'grid' : 'one';
    document.documentElement.toggleAttribute('data-one-at-a-time', several && !grid);
    this.#root.style.setProperty('--columns', String(grid?.columns ?? 1));
    this.#root.style.setProperty('--rows', String(grid?.rows ?? 1));
    for (const [place, { root, stage }] of this.#cells) {
      root.hidden = grid === null && place !== clusters.active;
      stage.shared = several || inFrame || height < LOW * scale;
    }
  }

  /** @param {View} view */
  update(view) {
    for (const [place, cell] of this.#cells) {
      const state = place.shown;
      if (cell.root.hidden || !state) continue;
      const changed = view.writes && state !== cell.drawn;
      if (changed) cell.drawn = state;
      cell.stage.update({ ...view, state, changed });
    }
  }
}
