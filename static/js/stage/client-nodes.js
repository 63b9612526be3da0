// The clients in the picture: a small square each, next to the ring, and a faint
// line to the server that its request was sent to.

/** @import { Scene } from './scene.js' */
/** @import { ClientState } from '../wire.js' */
/** @import { Route } from './routes.js' */
/** @import { Layout } from './layout.js' */
import { has } from '../run/reducer.js';
import { along } from './routes.js';
import { pressable, px, set, svg } from './svg.js';

/** Half the width of what a finger has to hit, in px. */
const FINGER = 18;
/** Phases in which a client waits for an answer. */
const WAITING = new Set(['sent', 'received', 'stored', 'committed']);

export class ClientNodes {
  root = svg('g', { class: 'clients' });
  #scene;
  /** @type {{id: string, root: SVGGElement, line: SVGPathElement, reach: SVGCircleElement, square: SVGRectElement, name: SVGTextElement}[]} */
  #views = [];
  /** @type {Map<string, Route>} */
  #routes = new Map();
  #walls = svg('g', { class: 'client-walls', 'aria-hidden': 'true' });
  #servers = 0;
  #half = 9;
  /** @type {readonly ClientState[]} */
  #drawn = [];

  /** @param {Scene} scene */
  constructor(scene) {
    this.#scene = scene;
  }

  /** @param {Layout} layout @param {Map<string, Route>} routes */
  arrange(layout, routes) {
    this.#routes = routes;
    this.#servers = layout.servers.length;
    this.#half = Math.max(8, layout.radius * 0.22);
    if (this.#views.length !== layout.clients.length) {
      this.#views = layout.clients.map((_, i) => this.#make(`c${i + 1}`));
      this.root.replaceChildren(...this.#views.map((v) => v.line), this.#walls, ...this.#views.map((v) => v.root));
    }
    this.#views.forEach(({ root, reach, square, name }, i) => {
      const { x, y } = layout.clients[i];
      const half = layout.client;
      set(root, { transform: `translate(${px(x)} ${px(y)})` });
      set(reach, { r: Math.max(half, FINGER) });
      set(square, { x: -half, y: -half, width: 2 * half, height: 2 * half, rx: half * 0.35 });
      set(name, { 'font-size': Math.max(9, Math.min(15, half * 0.85)) });
    });
    this.#drawn = [];
  }

  /** @param {readonly ClientState[]} clients */
  update(clients) {
    if (clients.some((client, i) => client.cut !== this.#drawn[i]?.cut)) this.#walls.replaceChildren(...clients.flatMap((client) => this.#wallsOf(client)));
    clients.forEach((client, i) => {
      if (client === this.#drawn[i] || !this.#views[i]) return;
      const { root, line } = this.#views[i];
      const waiting = WAITING.has(client.phase) && !client.pausing;
      set(root, { 'data-phase': client.phase, 'aria-label': this.#name(client) });
      set(line, { d: waiting ? pathOf(this.#routes.get(client.id + client.target)) : '' });
    });
    this.#drawn = clients;
  }

  /** At which part of a route of a client that is cut off its wall stands; null when it is not. @param {string} from @param {string} to */
  stop(from, to) {
    const [id, server] = from[0] === 'c' ? [from, to] : [to, from];
    return has(this.#drawn.find((c) => c.id === id)?.cut, server) ? 0.5 : null;
  }

  /** @param {ClientState} client @returns {SVGElement[]} */
  #wallsOf(client) {
    if (!client.cut) return [];
    return Array.from({ length: this.#servers }, (_, i) => `S${i + 1}`).flatMap((server) => {
      const [there, back] = [this.#routes.get(client.id + server), this.#routes.get(server + client.id)];
      if (!has(client.cut, server) || !there || !back) return [];
      const [p, q] = [along(there, 0.5), along(back, 0.5)];
      const ahead = along(there, 0.55);
      const angle = (Math.atan2(ahead.y - p.y, ahead.x - p.x) * 180) / Math.PI;
      const wall = svg('path', { class: 'wall-line is-bar', d: `M0 ${px(-this.#half)}V${px(this.#half)}`, transform: `translate(${px((p.x + q.x) / 2)} ${px((p.y + q.y) / 2)}) rotate(${px(angle)})` });
      return [svg('path', { class: 'client-line is-cut', d: pathOf(there) }), wall];
    });
  }

  /** Words anew, in another language. */
  reword() {
    const clients = this.#drawn;
    this.#drawn = [];
    this.update(clients);
  }

  /** @param {string} id the selected client, "" if none */
  select(id) {
    for (const view of this.#views) set(view.root, { 'aria-pressed': String(view.id === id) });
  }

  /** @param {readonly string[]} ids who is to be lit */
  light(ids) {
    for (const view of this.#views) view.root.classList.toggle('is-lit', ids.includes(view.id));
  }

  /** @param {ClientState} client */
  #name(client) {
    const { t } = this.#scene;
    const cut = client.cut ? t('stage.client-cut') : '';
    if (client.phase === 'idle') return t('stage.client-idle-name', { id: client.id }) + cut;
    return t('stage.client-name', { id: client.id, cmd: client.cmd ?? '', phase: t(`stage.step.${client.pausing ? 'pausing' : client.phase}`) }) + cut;
  }

  /** @param {string} id */
  #make(id) {
    const line = svg('path', { class: 'client-line', d: '' });
    const reach = svg('circle', { fill: 'transparent' });
    const square = svg('rect');
    const name = svg('text', { 'aria-hidden': 'true' }, id);
    const root = svg('g', { class: 'client', 'data-client': id, 'aria-pressed': 'false' }, reach, square, name);
    pressable(root, () => this.#scene.select({ kind: 'client', id }));
    return { id, root, line, reach, square, name };
  }
}

/** @param {Route | undefined} route */
function pathOf(route) {
  if (!route) return '';
  const { a, b, bend } = route;
  return bend ? `M${px(a.x)} ${px(a.y)}Q${px(bend.x)} ${px(bend.y)} ${px(b.x)} ${px(b.y)}` : `M${px(a.x)} ${px(a.y)}L${px(b.x)} ${px(b.y)}`;
}
