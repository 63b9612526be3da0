// The stage: servers on a ring with messages flying between them, and below it
// their logs, their state machines and the clients' requests. It draws what it is
// given, the state at the playhead, and knows no rule of Raft.
//
//   scene.js        the page as one cluster's stage sees it
//   fold.js         what there is room for
//   layout.js       where everything stands; ellipse.js, routes.js
//   servers.js      the servers               (SVG: named, focusable); badges.js: what was done to them
//   members.js      shapes around those who belong to the cluster
//   links.js        links; walls.js: where cuts put walls, and wall-label.js: their words
//   client-nodes.js the clients in the picture
//   timers.js       election timers           (canvas: all that moves with time)
//   flights.js      messages on their way, and lost ones; shapes.js: their looks; pick-messages.js: acting on one
//   changes.js      how a change is seen; sight.js: whether it is
//   log-table.js    logs; log-columns.js: how wide; log-row.js: a server's
//   machines.js     state machines
//   clients.js      requests as lines of steps

/** @import { View } from '../ui/render-loop.js' */
/** @import { Fold } from './fold.js' */
/** @import { Layout } from './layout.js' */
/** @import { Palette } from './palette.js' */
/** @import { Scene } from './scene.js' */
import { element } from '../ui/dom.js';
import { lazy } from '../ui/lazy.js';
import { styleSheet } from '../ui/style-sheet.js';
import { ClientNodes } from './client-nodes.js';
import { Requests } from './clients.js';
import { Flights } from './flights.js';
import { fold } from './fold.js';
import { routes } from './routes.js';
import { layout } from './layout.js';
import { Links } from './links.js';
import { LogTable } from './log-table.js';
import { Machines } from './machines.js';
import { readPalette } from './palette.js';
import { pickMessages } from './pick-messages.js';
import { Servers } from './servers.js';
import { LONG, Sight } from './sight.js';
import { set, svg } from './svg.js';
import { Timers } from './timers.js';

/** The shapes around those who belong to the cluster, fetched when that is not everybody. @type {typeof import('./members.js').Members | undefined} */
let Members;
const fetchMembers = lazy(async () => ({ Members } = await import('./members.js')));

/** The height of a log's row below which it is tight. */
const TIGHT = 29;
/** The most device pixels for each px that a canvas is worth. */
const FINEST = 2;

export class Stage {
  #root;
  #scene;
  #ring = element('div', { class: 'ring' });
  #svg = svg('svg', { class: 'ring-svg', role: 'group' });
  #canvas = element('canvas', { class: 'ring-canvas', 'aria-hidden': 'true' });
  #pen;
  #servers;
  #links;
  #clients;
  #timers = new Timers();
  #flights = new Flights();
  #logs;
  #machines;
  #requests;
  /** @type {import('./members.js').Members | undefined} */
  #members;
  /** @type {Palette} */
  #palette;
  /** @type {Layout | undefined} */
  #layout;
  /** @type {View | undefined} */
  #view;
  #size = { width: 0, height: 0, ratio: 1, scale: 1 };
  #shape = '';
  #seeks = -1;
  #generation = -1;
  #shared = false;
  #observer;
  #drawnTime = NaN;
  #sight = new Sight();
  #stale = true;

  /** @param {HTMLElement} root that the stage fills @param {Scene} scene */
  constructor(root, scene) {
    this.#root = root;
    this.#scene = scene;
    this.#pen = /** @type {CanvasRenderingContext2D} */ (this.#canvas.getContext('2d'));
    this.#servers = new Servers(scene);
    this.#links = new Links(scene);
    this.#clients = new ClientNodes(scene);
    this.#logs = new LogTable(scene);
    this.#machines = new Machines(scene);
    this.#requests = new Requests(scene);
    this.#palette = readPalette(root);

    this.#svg.append(this.#links.root, this.#servers.root, this.#clients.root, this.#links.walls);
    this.#ring.append(this.#svg, this.#canvas);
    root.classList.add('stage');
    root.replaceChildren(this.#ring, this.#logs.root, this.#machines.root, this.#requests.root);

    pickMessages(scene, this.#svg, this.#flights);
    scene.on('select', () => this.#select());
    scene.on('highlight', (what) => this.#light(what?.ids ?? []));
    scene.on('lang', () => this.#reword());
    scene.on('theme', () => this.#recolour());
    scene.on('size', () => this.#measure());
    scene.on('cluster', () => this.#select());
    this.#observer = new ResizeObserver(() => this.#measure());
    this.#observer.observe(root);
    this.#observer.observe(this.#ring);
    this.#reword();
  }

  /** Whether it shares its place with others, for which it gives up what there is no room for. */
  set shared(/** @type {boolean} */ shared) {
    if (shared === this.#shared) return;
    this.#shared = shared;
    this.#measure();
  }

  /** Is not needed any more. */
  leave() {
    this.#observer.disconnect();
  }

  /** @param {View} view */
  update(view) {
    this.#view = view;
    this.#sight.look();
    if (view.changed || this.#stale) this.#drawState(view);
    if (view.time === this.#drawnTime && !view.changed && !this.#stale) return;
    this.#stale = false;
    this.#drawMotion(view);
  }

  /** What changes with the state: the document. @param {View} view */
  #drawState({ state, time, reducedMotion }) {
    const { width, height, scale } = this.#size;
    if (width === 0) return;
    const shape = [width, height, scale, state.servers.length, state.clients.length].join(' ');
    const { playhead, history } = this.#scene;
    const seen = this.#sight.write(`${shape} ${playhead.seeks} ${history.generation}`, time, playhead.rate) && !reducedMotion;
    if (shape !== this.#shape) {
      this.#shape = shape;
      this.#arrange(state.servers.length, state.clients.length);
    }
    this.#servers.update(state.servers, seen);
    if (this.#members || state.servers.some((s) => s.configuration)) this.#drawMembers(state);
    this.#links.update(state.links);
    this.#clients.update(state.clients);
    this.#logs.update(state, seen);
    this.#machines.update(state);
    this.#requests.update(state);
  }

  /** @param {View['state']} state */
  #drawMembers(state) {
    if (!this.#layout) return;
    if (!Members) {
      void fetchMembers().then(() => (this.#stale = true));
      return;
    }
    if (!this.#members) {
      this.#members = new Members(this.#scene);
      this.#svg.prepend(this.#members.root);
    }
    this.#servers.place(this.#members.update(state, this.#layout));
  }

  /** What changes with time: the canvas. @param {View} view */
  #drawMotion({ state, time, dtMs, reducedMotion }) {
    const layout = this.#layout;
    if (!layout) return;
    const { playhead, history } = this.#scene;
    const jumped = playhead.seeks !== this.#seeks || history.generation !== this.#generation || time - this.#drawnTime > LONG * 1000 * playhead.rate;
    const speed = playhead.playing ? playhead.rate : 0;
    this.#seeks = playhead.seeks;
    this.#generation = history.generation;
    this.#drawnTime = time;
    const pen = this.#pen;
    pen.clearRect(0, 0, layout.width, layout.height);
    this.#timers.draw(pen, layout, this.#palette, { servers: state.servers, time, dtMs, speed, since: (server) => history.since(server, time) });
    const { selection } = this.#scene;
    this.#flights.draw(pen, {
      state,
      time,
      dtMs,
      jumped,
      reducedMotion,
      losses: (from, to) => history.lossesBetween(from, to),
      rate: playhead.rate,
      speed,
      delay: (id) => history.delayOf(id, time),
      wall: (from, to) => this.#links.stop(from, to) ?? this.#clients.stop(from, to),
      selected: selection.kind === 'message' ? selection.id : '',
    });
  }

  /** Draws the same instant again. */
  #redraw() {
    this.#stale = true;
    if (this.#view) this.update({ ...this.#view, dtMs: 0, changed: true });
  }

  /** Takes the measure of the room and makes the most of it. */
  #measure() {
    const scale = parseFloat(getComputedStyle(document.documentElement).fontSize) / 16 || 1;
    const { clientWidth: wide, clientHeight: high } = this.#root;
    if (wide === 0) return;
    this.#fold(fold({ width: wide, height: high, servers: this.#view?.state.servers.length ?? 5, scale, shared: this.#shared }), scale);
    const { clientWidth: width, clientHeight: height } = this.#ring;
    const ratio = Math.min(FINEST, window.devicePixelRatio || 1);
    this.#size = { width, height, ratio, scale };
    this.#redraw();
  }

  /** @param {Fold} fold @param {number} scale */
  #fold({ parts, requests, narrow, compact, slim, row }, scale) {
    const brief = parts === 'brief';
    if (parts !== 'full') void styleSheet('compare').catch(() => {}); // their looks; the next measure tries again
    this.#root.style.setProperty('--log-row', `${row}px`);
    this.#root.classList.toggle('is-narrow', narrow);
    this.#root.classList.toggle('is-compact', compact);
    this.#root.classList.toggle('is-slim', slim);
    this.#root.classList.toggle('is-tight', !brief && row < TIGHT * scale);
    this.#root.classList.toggle('is-brief', brief);
    this.#root.classList.toggle('is-ring', parts === 'ring');
    this.#root.classList.toggle('is-quiet', !requests);
    this.#logs.arrange({ scale, narrow, brief });
  }

  /** @param {number} servers @param {number} clients */
  #arrange(servers, clients) {
    const { width, height, ratio, scale } = this.#size;
    const made = layout({ width, height, servers, clients, scale });
    const ways = routes(made);
    this.#layout = made;
    set(this.#svg, { viewBox: `0 0 ${width} ${height}`, width, height });
    this.#canvas.width = Math.round(width * ratio);
    this.#canvas.height = Math.round(height * ratio);
    this.#canvas.style.width = `${width}px`;
    this.#canvas.style.height = `${height}px`;
    this.#pen.setTransform(ratio, 0, 0, ratio, 0, 0);
    this.#flights.arrange(made, ways, this.#palette, ratio);
    this.#links.arrange(made);
    this.#clients.arrange(made, ways);
    this.#servers.arrange(made, this.#view?.state.servers ?? []);
    this.#select();
    // How many rows the logs take is known only now.
    if (this.#measuredFor !== servers) {
      this.#measuredFor = servers;
      this.#measure();
    }
  }
  #measuredFor = 0;

  #select() {
    const { kind, id } = this.#scene.selection;
    this.#servers.select(kind === 'server' ? id : '');
    this.#clients.select(kind === 'client' ? id : '');
    this.#links.select(kind === 'link' ? id : '');
    this.#stale = true;
    if (this.#view) this.update({ ...this.#view, dtMs: 0, changed: false });
  }

  /** @param {readonly string[]} ids */
  #light(ids) {
    this.#servers.light(ids);
    this.#clients.light(ids);
  }

  #reword() {
    this.#svg.setAttribute('aria-label', this.#scene.t('stage.ring'));
    this.#servers.reword();
    this.#links.reword();
    this.#clients.reword();
    this.#logs.reword();
    this.#machines.reword();
    this.#requests.reword();
    this.#redraw();
  }

  #recolour() {
    this.#palette = readPalette(this.#root);
    this.#shape = '';
    this.#redraw();
  }
}
