// What the stream brings, taken up: what happened in the clusters, how they are played,
// who watches, and what the server says about all of it.

/** @import * as wire from '../wire.js' */
/** @import { App } from '../app.js' */
import { toast } from '../ui/toasts.js';
import { reloadIfOutdated, takeReopened } from './recovery.js';
import { tellRefusal } from './refusals.js';

export class Intake {
  #app;
  /** Whether there has been a state of the session before. */
  #opened = false;

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    /** @param {string} type @param {(detail: any) => void} take */
    const on = (type, take) => app.stream.addEventListener(type, (event) => take(/** @type {CustomEvent} */ (event).detail));
    on('welcome', (welcome) => this.#welcome(welcome));
    on('snapshot', (snapshot) => this.#snapshot(snapshot));
    on('frame', (frame) => this.#frame(frame));
    on('status', () => app.emit('status'));
    on('refused', (why) => void tellRefusal(app, why).then(toast));
  }

  /** @param {wire.Welcome} welcome */
  #welcome({ assets, watch, older }) {
    reloadIfOutdated(assets);
    this.#app.watchAddress = watch;
    if (older) this.#app.emit('older');
  }

  /** @param {wire.Snapshot} snapshot */
  #snapshot(snapshot) {
    const app = this.#app;
    const { clusters, playhead, presenter } = app;
    const { following, time } = playhead;
    clusters.reset(snapshot.clusters);
    playhead.load(clusters);
    this.#pace(snapshot.pace);
    this.#watching(snapshot.watching);
    app.breaks = snapshot.breaks ?? [];
    presenter.begin(snapshot, !this.#opened);
    // Whoever looked around before the line broke still does, at the same instant.
    if (this.#opened && !following && !presenter.led) playhead.seek(time);
    this.#opened = true;
    this.#lesson(snapshot.lesson);
    app.begin();
    app.clusterChanged();
    app.emit('clusters');
    app.emit('breaks');
    const text = takeReopened();
    if (text) app.stream.request({ t: 'open', text }).catch((why) => app.emit('unread', { why, text }));
  }

  /** @param {wire.Frame} frame */
  #frame(frame) {
    const app = this.#app;
    const { clusters, playhead } = app;
    if (frame.pace) this.#pace(frame.pace);
    if (frame.watching) this.#watching(frame.watching);
    const { active } = clusters;
    const { again, others, judged } = clusters.take(frame);
    if (again) playhead.load(clusters);
    else playhead.receive(clusters.edge, app.stream.heardAt);
    if (again || clusters.active !== active) app.clusterChanged();
    if (others) app.emit('clusters');
    if (judged) app.emit('outcomes');
    if (frame.breaks) {
      app.breaks = frame.breaks;
      app.emit('breaks');
    }
    if (frame.look) app.presenter.moved(frame.look);
    if (frame.lesson) this.#lesson(frame.lesson);
    if (frame.stop) app.emit('stop', frame.stop);
    app.news();
  }

  /** @param {wire.Pace} pace */
  #pace(pace) {
    this.#app.pace = pace;
    this.#app.playhead.setPace(pace);
    this.#app.emit('pace');
  }

  /** @param {wire.Lesson | undefined} lesson one without a name: there is none any more */
  #lesson(lesson) {
    const app = this.#app;
    const before = app.lesson;
    app.lesson = lesson?.name ? lesson : undefined;
    if (!app.lesson) app.head(null);
    if (app.lesson || before) app.emit('lesson');
  }

  /** @param {number} count */
  #watching(count) {
    this.#app.watching = count;
    this.#app.emit('watching');
  }
}
