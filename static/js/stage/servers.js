// The servers: a disc each, whose shape tells the role and whose colour tells the
// term, with name, role and term inside, a candidate's votes below, and what its
// disk has still to write next to it.

/** @import { Scene } from './scene.js' */
/** @import { Server } from '../run/reducer.js' */
/** @import { Layout } from './layout.js' */
import { setText } from '../ui/dom.js';
import { Badges, badgeWords } from './badges.js';
import { land, pass } from './changes.js';
import { has } from '../run/reducer.js';
import { hue } from '../ui/hue.js';
import { pressable, px, set, svg } from './svg.js';

/** A crown on a disc of radius 1, whose lower rim is at 0. */
const CROWN = 'M-.34 0L-.4-.34L-.15-.16L0-.4L.15-.16L.4-.34L.34 0Z';

/** A disk, around a point, of radius 1. */
const DISK = 'm-.42-.3v.62c0 .14.19.26.42.26s.42-.12.42-.26v-.62m-.84 0c0-.14.19-.26.42-.26s.42.12.42.26s-.19.26-.42.26s-.42-.12-.42-.26z';

/** The radius of a disc below which its longest word is shortened. */
const TIGHT = 40;
/** How far two lines of the smallest text are apart at least, in px. */
const LINE = 10.5;

export class Servers {
  root = svg('g', { class: 'servers' });
  #scene;
  /** @type {ServerView[]} */
  #views = [];
  /** @type {Layout | undefined} */
  #layout;
  /** The place of whoever led last. */
  #leader = -1;

  /** @param {Scene} scene */
  constructor(scene) {
    this.#scene = scene;
  }

  /** @param {Layout} layout @param {readonly Server[]} servers */
  arrange(layout, servers) {
    this.#layout = layout;
    if (this.#views.length !== servers.length) {
      this.#views = servers.map((s) => new ServerView(this.#scene, s.id, servers.length));
      this.root.replaceChildren(...this.#views.map((v) => v.root));
    }
    this.#views.forEach((view, i) => view.arrange(layout, i));
  }

  /** @param {readonly Server[]} servers @param {boolean} seen whether what changes is seen to change */
  update(servers, seen) {
    servers.forEach((server, i) => {
      const leads = this.#views[i]?.update(server, seen);
      if (!leads) return;
      if (seen && this.#layout) this.#views[i].crown(this.#layout, i, this.#leader);
      this.#leader = i;
    });
  }

  /** Words anew, in another language. */
  reword() {
    for (const view of this.#views) view.reword();
  }

  /** What each is to the cluster: a voter, a learner, or outside. @param {(id: string) => string} placeOf */
  place(placeOf) {
    for (const view of this.#views) view.place(placeOf(view.id));
  }

  /** @param {string} id the selected server, "" if none */
  select(id) {
    for (const view of this.#views) set(view.button, { 'aria-pressed': String(view.id === id) });
  }

  /** @param {readonly string[]} ids who is to be lit */
  light(ids) {
    for (const view of this.#views) view.root.classList.toggle('is-lit', ids.includes(view.id));
  }
}

class ServerView {
  root;
  /** @type {Server | undefined} */
  #drawn;
  #scene;
  button = svg('circle', { class: 'press', 'aria-pressed': 'false' });
  #halo = svg('circle', { class: 'halo' });
  #track = svg('circle', { class: 'track' });
  #disc = svg('circle', { class: 'disc' });
  #crown = svg('path', { class: 'crown', d: CROWN });
  #name = svg('text', { class: 'name' });
  #role = svg('text', { class: 'role' });
  #term = svg('text', { class: 'term' });
  #votes;
  #rim = svg('circle');
  #sign = svg('path');
  #disk = svg('g', { class: 'disk' }, this.#rim, this.#sign);
  #badges = new Badges();
  #tight = false;
  #words = true;

  /** @param {Scene} scene @param {string} id @param {number} of how many servers there are */
  constructor(scene, id, of) {
    this.#scene = scene;
    this.id = id;
    this.#votes = new VotesView(of);
    this.#name.textContent = id;
    const drawing = svg('g', { 'aria-hidden': 'true' }, this.#halo, this.#track, this.#disc, this.#crown, this.#name, this.#role, this.#term, this.#disk, this.#badges.root, this.#votes.root);
    // What is drawn is not what is read out, which says more.
    this.root = svg('g', { class: 'server', 'data-server': id }, this.button, drawing);
    pressable(this.root, () => scene.select({ kind: 'server', id }), this.button);
  }

  /** @param {Layout} layout @param {number} i */
  arrange(layout, i) {
    const { radius, timer, stroke, outer, text, words } = layout;
    const { x, y } = layout.servers[i];
    set(this.root, { transform: `translate(${px(x)} ${px(y)})`, 'font-size': text });
    set(this.button, { r: outer });
    set(this.#halo, { r: outer + 5 });
    set(this.#track, { r: timer, 'stroke-width': stroke });
    set(this.#disc, { r: radius });
    set(this.#crown, { transform: `translate(0 ${px(-outer + 1)}) scale(${px(radius)})` });
    const disk = Math.max(8, radius * 0.25);
    const diagonal = (outer + disk) * Math.SQRT1_2;
    // Without a transform of its own it is not another layer to the browser, as often as it comes and goes.
    set(this.#rim, { cx: diagonal, cy: diagonal, r: disk, 'stroke-width': disk * 0.14, 'stroke-dasharray': `${px(disk * 0.42)} ${px(disk * 0.28)}` });
    set(this.#sign, { d: `M${px(diagonal)} ${px(diagonal)}${scaled(DISK, disk)}`, 'stroke-width': disk * 0.15 });
    // Name, role and term, one below the other; or, in a small disc, name and term.
    const apart = Math.max(radius * 0.56, LINE);
    const name = words ? -radius * 0.26 : radius * 0.6 - apart - (apart - radius * 0.56) / 4;
    set(this.#name, { y: name });
    set(this.#role, { y: radius * 0.16 });
    set(this.#term, { y: words ? radius * 0.58 : name + apart });
    this.root.classList.toggle('is-small', !words);
    this.#votes.arrange(layout, i);
    this.#badges.arrange(layout);
    this.#words = words;
    this.#tight = radius < TIGHT;
    this.reword();
  }

  /** @param {Server} server @param {boolean} seen @returns {boolean} whether it has begun to lead */
  update(server, seen) {
    const before = this.#drawn;
    if (server === before) return false;
    this.#drawn = server;
    const looks = LOOKS.some((field) => server[field] !== before?.[field]);
    const tells = looks || TELLS.some((field) => server[field] !== before?.[field]) || server.log.length !== before?.log.length;
    if (looks) this.#look(server);
    if (tells) this.#tell(server);
    if (stands(server) || (before && stands(before))) this.#votes.update(server, this.#scene, seen);
    return leads(server) && !(before && leads(before));
  }

  /** The crown comes from whoever led before, or from above. @param {Layout} layout @param {number} i @param {number} before */
  crown({ servers, outer, radius }, i, before) {
    const there = servers[before === i ? -1 : before];
    const at = (/** @type {number} */ x, /** @type {number} */ y) => `translate(${px(x)}px, ${px(y - outer + 1)}px) scale(${px(radius)})`;
    pass(this.#crown, there ? at(there.x - servers[i].x, there.y - servers[i].y) : at(0, -1.5 * radius), at(0, 0));
  }

  #place = '';

  /** @param {string} place */
  place(place) {
    if (place === this.#place) return;
    this.#place = place;
    set(this.root, { 'data-place': place });
    if (this.#drawn) this.#look(this.#drawn);
    if (this.#drawn) this.#tell(this.#drawn);
  }

  reword() {
    const server = this.#drawn;
    if (!server) return;
    this.#look(server);
    this.#tell(server);
    this.#votes.update(server, this.#scene);
  }

  /** What changes the picture. @param {Server} server */
  #look(server) {
    const { t } = this.#scene;
    const role = server.down ? 'crashed' : server.role;
    this.root.classList.toggle('is-paused', Boolean(server.paused && !server.down));
    this.#badges.update(server);
    set(this.root, { 'data-role': role, 'data-term': String(server.term), 'data-hue': String(hue(server.term)) });
    const word = server.paused && !server.down ? 'paused' : role === 'pre-candidate' && this.#tight ? 'pre-candidate-short' : role;
    const belongs = role !== 'follower' || server.paused || this.#place === 'voter' || this.#place === '';
    setText(this.#role, t(`stage.role.${belongs ? word : this.#place}`));
    setText(this.#term, t(this.#words ? 'stage.term' : 'stage.term-short', { term: server.term }));
  }

  /** What changes the name by which the server is read out, and its disk. @param {Server} server */
  #tell(server) {
    const { t } = this.#scene;
    const { log, commitIndex = 0, syncedIndex = 0, syncedTerm = 0, syncedVote = '', votedFor = '' } = server;
    const entries = Math.max(0, log.length - syncedIndex);
    const pending = entries > 0 || syncedTerm !== server.term || syncedVote !== votedFor;
    this.root.classList.toggle('is-writing', pending);
    const values = { id: server.id, role: t(`stage.role.${server.down ? 'crashed' : server.role}`), term: server.term, commit: commitIndex, last: log.length, entries };
    set(this.root, {
      'data-commit-index': String(commitIndex),
      'data-last-index': String(log.length),
    });
    set(this.button, {
      'aria-label': t('stage.server-name', values) + (pending && entries > 0 ? t('stage.server-unsynced', values) : '') + badgeWords(server, this.#scene) + (this.#place && this.#place !== 'voter' ? t(`stage.server-${this.#place}`) : ''),
    });
  }
}

/** A path of relative steps, made larger. @param {string} path @param {number} by */
function scaled(path, by) {
  return path.replace(/-?\.?\d+/g, (n) => ` ${(Number(n) * by).toFixed(2)}`);
}

/** @param {Server} server */
function leads({ role, down }) {
  return role === 'leader' && !down;
}

/** Whether a server asks for votes, or whether it would get them. @param {Server} server */
function stands({ role }) {
  return role === 'candidate' || role === 'pre-candidate';
}

/** What shows in the disc and on its rim. @type {(keyof Server)[]} */
const LOOKS = ['role', 'term', 'down', 'paused', 'inbox', 'drift', 'wipes', 'transfer'];
/** What is read out, or tells what the disk has still to write. @type {(keyof Server)[]} */
const TELLS = ['commitIndex', 'syncedIndex', 'syncedTerm', 'syncedVote', 'votedFor'];

/** The sign in a vote's circle. */
export const VOTES = { granted: 'M-.4 .02L-.12 .32L.42-.32', refused: 'M-.42 0H.42', silent: '' };

/** A candidate's votes: a pip for every server, filled when granted, with a stroke when refused. */
class VotesView {
  root = svg('g', { class: 'votes' });
  #pips;
  #tally = svg('text', { class: 'tally' });
  #words = false;

  /** @param {number} of */
  constructor(of) {
    this.#pips = Array.from({ length: of }, () => {
      const sign = svg('path');
      const circle = svg('circle', { r: 0.88 });
      return { root: svg('g', { class: 'pip' }, circle, sign), circle, sign };
    });
    this.root.append(...this.#pips.map((p) => p.root), this.#tally);
  }

  /** @param {Layout} layout @param {number} i */
  arrange({ pip, outer, tally, text, votesAbove }, i) {
    const step = 2 * pip + 2;
    const side = votesAbove[i] ? -1 : 1;
    const y = side * (outer + 5 + pip);
    const row = (this.#pips.length - 1) * step;
    this.#pips.forEach(({ root }, at) => {
      set(root, { transform: `translate(${px(at * step - row / 2)} ${px(y)}) scale(${px(pip)})` });
    });
    this.#words = tally;
    this.#tally.classList.toggle('is-beside', !tally);
    set(this.#tally, tally ? { x: 0, y: side > 0 ? y + pip + text * 0.72 : y - pip - text * 0.26 } : { x: row / 2 + pip + 3, y: y + 3.2 });
  }

  /** @param {Server} server @param {Scene} scene @param {boolean} [seen] */
  update(server, { t, cluster }, seen = false) {
    const standing = stands(server) && !server.down;
    this.root.classList.toggle('is-shown', standing);
    if (!standing) return;
    let granted = 0;
    this.#pips.forEach(({ root, circle, sign }, i) => {
      const id = `S${i + 1}`;
      const vote = has(server.granted, id) ? 'granted' : has(server.refused, id) ? 'refused' : 'silent';
      if (vote === 'granted') granted++;
      if (seen && vote === 'granted' && root.getAttribute('data-vote') === 'silent') land(circle);
      set(root, { 'data-vote': vote });
      set(sign, { d: VOTES[vote] });
    });
    const need = server.needs?.votes ?? cluster.options?.votesNeeded ?? 0;
    const words = server.role === 'candidate' ? 'stage.votes' : 'stage.pre-votes';
    setText(this.#tally, t(this.#words ? words : 'stage.votes-short', { have: granted, need }));
  }
}
