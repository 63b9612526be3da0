// The page: it wires the stream, the clusters and the playhead to the views, and
// has what all of them share: the words, the selection, the news.

/** @import * as wire from './wire.js' */
/** @import { Drawer } from './ui/render-loop.js' */
/** @import { State } from './run/reducer.js' */
/** @import { Lang, Translate } from './ui/i18n.js' */
/** @import { Theme } from './ui/theme.js' */
import { Banners } from './connection/banner.js';
import { compareWhenNeeded, withComparison } from './compare/open.js';
import { Clusters } from './run/clusters.js';
import { connectDialogs } from './dialogs/open.js';
import { explainWhenAsked } from './inspector/open.js';
import { Feed } from './narration/feed.js';
import { StateTable } from './inspector/state-table.js';
import { Hint } from './controls/hint.js';
import { Words, remember } from './ui/i18n.js';
import { connectKeys } from './controls/keyboard.js';
import { connectShare } from './share/open.js';
import { connectLegend } from './stage/legend-button.js';
import { lessonWhenPlayed } from './lesson/open.js';
import { connectLinks } from './connection/links.js';
import { Loop } from './ui/render-loop.js';
import { noticeWhenNoRun } from './connection/open-no-run.js';
import { Panel } from './controls/panel.js';
import { leaderOf } from './run/state-queries.js';
import { Playhead } from './run/playhead.js';
import { FollowPresenter } from './connection/follow-presenter.js';
import { connectReasons } from './ui/disabled-reason.js';
import { tellRefusal } from './connection/refusals.js';
import { reloadIfOutdated, takeReopened } from './connection/recovery.js';
import { ServerMenuTrigger } from './controls/server-menu-trigger.js';
import { Session } from './connection/session.js';
import { connectSize } from './ui/size.js';
import { StageGrid } from './stage/stage-grid.js';
import { Stream } from './connection/stream.js';
import { connectTabs } from './ui/tabs.js';
import { setTheme, onSystemTheme } from './ui/theme.js';
import { Timeline } from './timeline/timeline.js';
import { toast } from './ui/toasts.js';
import { TopBar } from './ui/topbar.js';
import { Transport } from './timeline/transport.js';
import { showDisabledRules } from './stage/disabled-rules.js';

/**
 * What is selected: a server "S1", a client "c1", a message by its number, a link
 * "S1-S2", an entry "S1 5 2" on a server (index, term), a vote "S5 S2 4"
 * (candidate, voter, term).
 * @typedef {{kind: 'server' | 'client' | 'message' | 'link' | 'entry' | 'vote' | null, id: string}} Selection
 */

/** The servers and clients that something is about, to be lit on the stage. @typedef {{ids: string[]} | null} Highlight */

/**
 * What happens: among others, 'cluster' that the active cluster is another one, or
 * another run in it; 'clusters' that there are others, or that more is known of one;
 * 'outcomes' that claims were judged; 'stop' that the run has paused by itself;
 * 'presenter' that this page goes where the presenter goes, or no longer does; 'lesson'
 * that another lesson is played, or none, or something about it has changed; 'heading'
 * that the top bar says something else; 'unread' that a text which was to be opened
 * again could not be.
 * @typedef {'select' | 'lang' | 'theme' | 'cluster' | 'clusters' | 'outcomes' | 'stop' | 'breaks' | 'presenter' | 'lesson' | 'heading' | 'older' | 'status' | 'pace' | 'highlight' | 'watching' | 'size' | 'unread'} Happening
 */

export class App {
  stream = new Stream();
  playhead = new Playhead();
  // What was asked for is shown when it has come, though nothing moves.
  clusters = new Clusters((question) => this.stream.request(question).finally(() => this.redraw()));
  session = new Session(this);
  presenter = new FollowPresenter(this);
  /** @type {Timeline | undefined} */
  timeline;
  /** How several clusters share the stage's room, once it is known. @type {typeof import('./stage/grid-layout.js').arrange | undefined} */
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
  /** @type {Map<Happening, Set<(detail?: any) => void>>} */
  #listeners = new Map();
  #loop = new Loop(this, (state) => this.#firstLeader(state));
  #ready = false;
  #opened = false;

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
    const lang = document.documentElement.dataset.lang === 'zh' ? 'zh' : 'en';
    const { stream } = this;
    stream.addEventListener('welcome', (e) => this.#welcome(/** @type {CustomEvent} */ (e).detail));
    stream.addEventListener('snapshot', (e) => this.#snapshot(/** @type {CustomEvent} */ (e).detail));
    stream.addEventListener('frame', (e) => this.#news(/** @type {CustomEvent} */ (e).detail));
    stream.addEventListener('status', () => this.emit('status'));
    stream.addEventListener('refused', (e) => void tellRefusal(this, /** @type {CustomEvent} */ (e).detail).then(toast));
    const words = this.#words.load(lang);
    stream.start();
    await words;
    connectReasons();
    this.timeline = new Timeline(this);
    this.add(new TopBar(this), new Panel(this), new StateTable(this), new Feed(this), new Transport(this), this.timeline, new Hint(this), this.presenter);
    new Banners(this);
    new ServerMenuTrigger(this);
    connectDialogs(this);
    connectShare(this);
    connectLegend(this);
    showDisabledRules(this);
    connectKeys(this);
    connectTabs();
    connectLinks();
    noticeWhenNoRun(this);
    connectSize(this);
    onSystemTheme(() => this.emit('theme'));
    addEventListener('resize', () => this.redraw());
    this.#words.apply(document);
    this.#ready = true;
    this.#begin();
    compareWhenNeeded(this);
    lessonWhenPlayed(this);
    this.add(explainWhenAsked(this, (...parts) => this.add(...parts)));
  }

  /** Draws the stage from now on, once there is something to draw. */
  #begin() {
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
   * Calls back when something happens.
   * @param {Happening} type
   * @param {(detail?: any) => void} listener
   * @returns {() => void} ends that
   */
  on(type, listener) {
    let listeners = this.#listeners.get(type);
    if (!listeners) this.#listeners.set(type, (listeners = new Set()));
    listeners.add(listener);
    return () => listeners.delete(listener);
  }

  /** Says that something has happened. @param {Happening} type @param {unknown} [detail] */
  emit(type, detail) {
    this.#listeners.get(type)?.forEach((listener) => listener(detail));
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

  /** Makes a cluster the one that everything beside the stage is about. @param {string} id */
  activate(id) {
    if (!this.clusters.activate(id)) return;
    // A message, an entry, a vote are one cluster's own.
    const { kind } = this.selection;
    if (kind === 'message' || kind === 'entry' || kind === 'vote') this.#select({ kind: this.server ? 'server' : null, id: this.server });
    this.#clusterChanged('active');
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

  /** Acts at the edge; behind it, in a cluster beside. @param {string} action as a statement has it */
  async command(action) {
    const { commands, playhead, cluster } = this;
    if (commands && (!playhead.following || this.onPath(cluster.id))) await withComparison(this, (it) => it.commands.fork(cluster.id, action));
    else await this.session.act(action);
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
    document.documentElement.lang = lang === 'zh' ? 'zh-Hans' : 'en';
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

  /** @param {wire.Welcome} welcome */
  #welcome(welcome) {
    reloadIfOutdated(welcome.assets);
    this.watchAddress = welcome.watch;
    if (welcome.older) this.emit('older');
  }

  /** @param {wire.Snapshot} snapshot */
  #snapshot(snapshot) {
    const { following, time } = this.playhead;
    this.clusters.reset(snapshot.clusters);
    this.playhead.load(this.clusters);
    this.#pace(snapshot.pace);
    this.#watching(snapshot.watching);
    this.breaks = snapshot.breaks ?? [];
    this.presenter.begin(snapshot, !this.#opened);
    // Whoever looked around before the line broke still does, at the same instant.
    if (this.#opened && !following && !this.presenter.led) this.playhead.seek(time);
    this.#opened = true;
    this.#lesson(snapshot.lesson);
    this.#begin();
    this.#clusterChanged();
    this.emit('clusters');
    this.emit('breaks');
    const text = takeReopened();
    if (text) this.stream.request({ t: 'open', text }).catch((why) => this.emit('unread', { why, text }));
  }

  /** @param {wire.Frame} frame */
  #news(frame) {
    const wall = performance.now();
    if (frame.pace) this.#pace(frame.pace);
    if (frame.watching) this.#watching(frame.watching);
    const { active } = this.clusters;
    const { again, others, judged } = this.clusters.take(frame);
    if (again) this.playhead.load(this.clusters);
    else this.playhead.receive(this.edge, wall);
    if (again || this.clusters.active !== active) this.#clusterChanged();
    if (others) this.emit('clusters');
    if (judged) this.emit('outcomes');
    if (frame.breaks) {
      this.breaks = frame.breaks;
      this.emit('breaks');
    }
    if (frame.look) this.presenter.moved(frame.look);
    if (frame.lesson) this.#lesson(frame.lesson);
    if (frame.stop) this.emit('stop', frame.stop);
    this.#loop.news();
  }

  /** @param {'active'} [why] absent: another run stands here */
  #clusterChanged(why) {
    if (!this.cluster.state.servers.some((s) => s.id === this.server)) {
      this.#chosen = false;
      this.server = '';
      this.#select({ kind: null, id: '' });
    }
    this.#loop.news();
    this.emit('cluster', why);
  }

  /** @param {wire.Pace} pace */
  #pace(pace) {
    this.pace = pace;
    this.playhead.setPace(pace);
    this.emit('pace');
  }

  /** @param {wire.Lesson | undefined} lesson one without a name: there is none any more */
  #lesson(lesson) {
    const before = this.lesson;
    this.lesson = lesson?.name ? lesson : undefined;
    if (!this.lesson) this.head(null);
    if (this.lesson || before) this.emit('lesson');
  }

  /** @param {number} count */
  #watching(count) {
    this.watching = count;
    this.emit('watching');
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
