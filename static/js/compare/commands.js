// What can be asked of a session with several clusters: to fork, to compare, to
// close; each with a way back.

/** @import * as wire from '../wire.js' */
/** @import { App } from '../app.js' */
import { Refused } from '../connection/requests.js';
import { toast } from '../ui/toasts.js';
import { instant } from './describe.js';

export class CompareCommands {
  #app;

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
  }

  /**
   * Opens a branch: a cluster with another's history up to the playhead.
   * @param {string} from
   * @param {string} [action] what is done in it then
   */
  async fork(from, action) {
    const app = this.#app;
    const at = Math.floor(app.playhead.time);
    const done = await app.session.ask({ t: 'fork', cluster: from, at, ...(action && { action }) });
    if (!done?.cluster) return;
    // What was done is seen a moment later.
    if (!app.playhead.following) app.seek(Math.min(at + 1, app.edge));
    // Whoever goes for a lesson's goal is alone with their run, as the lesson says.
    if (app.onPath(from) && app.lesson?.steps.findLast((step) => step.at <= at)?.goal) app.activate(done.cluster);
    else this.#opened(done.cluster, action ? 'clusters.toast-forked-doing' : 'clusters.toast-forked', { cluster: done.cluster, from, at: instant(at) });
  }

  /**
   * Opens a comparison: a cluster that plays the same run with something changed.
   * @param {string} from
   * @param {string} change as after "with" in the language
   * @returns {Promise<wire.Done | Refused>}
   */
  async compare(from, change) {
    try {
      const done = await this.#app.stream.request({ t: 'compare', cluster: from, change });
      this.#opened(done.cluster, 'clusters.toast-compared', { cluster: done.cluster, from });
      return done;
    } catch (why) {
      if (why instanceof Refused) return why;
      throw why;
    }
  }

  /** @param {string} cluster @param {string} key @param {Record<string, unknown>} values */
  #opened(cluster, key, values) {
    this.#app.activate(cluster);
    toast(this.#app.t(key, values), { label: this.#app.t('clusters.toast-undo'), act: () => void this.close(cluster) });
  }

  /** Takes a cluster away. @param {string} cluster */
  async close(cluster) {
    await this.#app.session.ask({ t: 'close', cluster });
  }
}
