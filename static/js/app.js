// The page: it wires the stream, the clusters and the playhead to the views, and has
// what all of them share: the words, the selection, what has happened.

/** @import * as wire from './wire.js' */
/** @import { Unread } from './connection/no-run.js' */
/** @import { State } from './run/reducer.js' */
/** @import { Timeline } from './timeline/timeline.js' */
/** @import { Lang, Translate } from './ui/i18n.js' */
/** @import { Drawer } from './ui/render-loop.js' */
/** @import { Theme } from './ui/theme.js' */
// The order of the rooms is the one in which they, packed, compress best.
import { Clusters } from './run/clusters.js';
import { Playhead } from './run/playhead.js';
import { leaderOf } from './run/state-queries.js';
import { Emitter } from './ui/emitter.js';
import { Words, languageNames, remember } from './ui/i18n.js';
import { Loop } from './ui/render-loop.js';
import { setTheme } from './ui/theme.js';
import { FollowPresenter } from './connection/follow-presenter.js';
import { Intake } from './connection/intake.js';
import { Session } from './connection/session.js';
import { Stream } from './connection/stream.js';
import { obeySlides } from './timeline/slides.js';
import { addViews, addWhenNeeded } from './views.js';
import { StageGrid } from './stage/stage-grid.js';
import { withComparison } from './compare/open.js';

/**
 * What is selected: a server "S1", a client "c1", a message by its number, a link
 * "S1-S2", an entry "S1 5 2" on a server (index, term), a vote "S5 S2 4"
 * (candidate, voter, term).
 * @typedef {{kind: 'server' | 'client' | 'message' | 'link' | 'entry' | 'vote' | null, id: string}} Selection
 */

/** The servers and clients that something is about, to be lit on the stage. @typedef {{ids: string[]} | null} Highlight */

/**
 * What happens, and what is told of it.
 * @typedef {object} Happenings
 * @property {'active' | undefined} cluster the active cluster is another one; or, without a word, another run stands in it
 * @property {void} clusters there are others, or more is known of one
 * @property {Selection} select
 * @property {Highlight} highlight
 * @property {void} lang
 * @property {void} theme
 * @property {void} size
 * @property {{action: string, on: string[], missed?: wire.Missed[]}} acted something was done, to some clusters or all, and where it could not be
 * @property {void} target what is done is done to other clusters, or does something else in them
 * @property {void} status how the connection is
 * @property {void} pace
 * @property {void} watching others watch, or no longer do
 * @property {void} presenter this page goes where the presenter goes, or no longer does
 * @property {void} outcomes claims were judged
 * @property {void} breaks where the run is to pause by itself
 * @property {wire.Stop} stop the run has paused by itself
 * @property {void} lesson another lesson is played, or none, or something about it has changed
 * @property {void} heading the top bar says something else
 * @property {void} older the link was made with another engine
 * @property {Unread} unread a text that was to be opened again could not be
 * @typedef {keyof Happenings} Happening
 */

/** @extends {Emitter<Happenings>} */
export class App extends Emitter {
  stream = new Stream();
  playhead = new Playhead();
  // What was asked for is shown when it has come, though nothing moves.
  clusters = new Clusters((question) => this.stream.request(question).finally(() => this.redraw()));
  session = new Session(this);
  presenter = new FollowPresenter(this);
  /** @type {Timeline | undefined} */
  timeline;
  /** How several clusters share the stage, once that is known. @type {typeof import('./stage/grid-layout.js').arrange | undefined} */
  arrange;
  /** @type {wire.Pace} */
  pace = { playing: true, speed: 0, rate: 0, every: 40 };
  /** How many pages look at this run. */
  watching = 0;
  /** Where the run is to pause by itself. @type {string[]} */
  breaks = [];
  /** Under which whole address others can watch. */
  watchAddress = '';
  /** The lesson that is played. @type {wire.Lesson | undefined} */
  lesson;
  /** What the top bar says instead of the run's title, and under which address that is found, if under one. @type {{title: string, about: string, address: string} | null} */
  heading = null;
  /** @type {Selection} */
  selection = { kind: null, id: '' };
  /** The server that actions are about: the one that was selected last. */
  server = '';
  /** Whether the reader has chosen anything; until then the first leader is. */
  #chosen = false;
  #words = new Words();
  #loop = new Loop(this, (state) => this.#firstLeader(state));
  #ready = false;

  /** @type {Translate} */
  t = (key, values) => this.#words.t(key, values);

  /** @returns {Lang} */
  get lang() {
    return this.#words.lang;
  }

  /** Has a catalogue at hand that is fetched only when it is needed. @param {string} [catalogue] */
  moreWords(catalogue = 'dialogs') {
    return this.#words.more(catalogue);
  }

  /** Whether this page may command, or only watch. */
  get commands() {
    return this.stream.commands;
  }

  /** What the server has said about the active cluster. */
  get cluster() {
    return this.clusters.active.cluster;
  }

  /** The active cluster's history. */
  get history() {
    return this.clusters.active.history;
  }

  /** The newest instant that is here of all clusters. */
  get edge() {
    return this.clusters.edge;
  }

  /** The state of the active cluster that is shown. */
  get state() {
    return this.history.stateAt(this.playhead.time);
  }

  async start() {
    new Intake(this);
    obeySlides(this);
    const words = this.#words.load(document.documentElement.dataset.lang ?? this.lang);
    this.stream.start();
    await words;
    addViews(this);
    addEventListener('resize', () => this.redraw());
    this.#words.apply(document);
    this.#ready = true;
    this.begin();
    addWhenNeeded(this);
  }

  /** Draws the stage from now on, once there is something to draw. */
  begin() {
    const root = document.getElementById('stage');
    if (!root || root.dataset.begun || !this.#ready || this.clusters.size === 0) return;
    root.dataset.begun = 'true';
    this.#loop.addFirst(new StageGrid(root, this));
  }

  /** Takes up views. @param {...Drawer} views */
  add(...views) {
    this.#loop.add(...views);
  }

  /**
   * Says that something has happened, and draws what has come of it.
   * @template {Happening} K
   * @param {K} type
   * @param {Happenings[K]} [detail]
   */
  emit(type, detail) {
    super.emit(type, detail);
    this.redraw();
  }

  /** @param {Selection} selection */
  select(selection) {
    this.#chosen = true;
    this.#select(selection);
  }

  /** @param {Selection} selection */
  #select(selection) {
    if (selection.kind === this.selection.kind && selection.id === this.selection.id) return;
    this.selection = selection;
    if (selection.kind === 'server') this.server = selection.id;
    this.emit('select', selection);
  }

  /** Makes a cluster the active one, which everything but the stage is about. @param {string} id */
  activate(id) {
    if (!this.clusters.activate(id)) return;
    // A message, an entry, a vote are one cluster's own.
    const { kind } = this.selection;
    if (kind === 'message' || kind === 'entry' || kind === 'vote') this.#select({ kind: this.server ? 'server' : null, id: this.server });
    this.clusterChanged('active');
  }

  /** Has the top bar say something instead of the run's title. @param {App['heading']} heading */
  head(heading) {
    this.heading = heading;
    this.emit('heading');
  }

  /** Whether a cluster is on the path of the lesson that is played: it stays as it is. @param {string} id */
  onPath(id) {
    return this.lesson?.clusters?.includes(id) ?? false;
  }

  /** Acts at the edge; behind it, or on a lesson's path, in a branch. @param {string} action as a statement has it @param {boolean} [alone] whether it is the active cluster's own affair */
  async command(action, alone) {
    const { commands, playhead, cluster } = this;
    if (commands && (!playhead.following || this.onPath(cluster.id))) await withComparison(this, (it) => it.commands.fork(cluster.id, action));
    else await this.session.act(action, alone);
  }

  /** Lights what something is about, or nothing. @param {Highlight} what */
  highlight(what) {
    this.emit('highlight', what);
  }

  /** Takes the playhead to an instant. @param {number} t in µs */
  seek(t) {
    this.presenter.detach();
    this.playhead.seek(t);
    if (!this.clusters.covers(t)) void this.clusters.ensure(t);
    this.redraw();
  }

  goLive() {
    this.presenter.atEdge();
    this.playhead.goLive();
    this.redraw();
  }

  /** @param {Lang} lang */
  async setLang(lang) {
    await this.#words.load(lang);
    remember('lang', lang);
    document.documentElement.lang = languageNames(lang).html;
    document.documentElement.dataset.lang = lang;
    this.#words.apply(document);
    this.emit('lang');
  }

  /** @param {Theme} theme */
  setTheme(theme) {
    setTheme(theme);
    this.emit('theme');
  }

  /** Says that the page's size or place has changed. */
  resized() {
    this.emit('size');
  }

  /** The active cluster is another one, or another run stands in it. @param {'active'} [why] absent: another run */
  clusterChanged(why) {
    if (!this.cluster.state.servers.some((s) => s.id === this.server)) {
      this.#chosen = false;
      this.server = '';
      this.#select({ kind: null, id: '' });
    }
    this.news();
    this.emit('cluster', why);
  }

  /** Goes on drawing for a while: there is news, at which the playhead has yet to arrive. */
  news() {
    this.#loop.news();
  }

  /** Draws everything once more, whether or not something moved. */
  redraw() {
    this.#loop.redraw();
  }

  /** Until the reader chooses, the first leader is what the details are about. @param {State} state */
  #firstLeader(state) {
    if (this.#chosen || this.server) return;
    const leader = leaderOf(state);
    if (leader) this.#select({ kind: 'server', id: leader.id });
  }
}

void new App().start();
