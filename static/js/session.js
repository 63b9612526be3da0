// What can be asked of the session: to act, to open, to fork, to compare, to close;
// its text, and its link. What the server refuses is said.

/** @import * as wire from './wire.js' */
/** @import { App } from './app.js' */
import { milliseconds } from './format.js';
import { tellRefusal } from './refusals.js';
import { Refused } from './stream.js';
import { toast } from './toasts.js';

/** Stands for all clusters, where one can be named. */
const ALL = '*';

export class Session {
  #app;
  /** Whether what is done is done to all clusters, while there are several. */
  toAll = false;

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
  }

  /** Does something now; to whoever looks at the past, that opens a cluster beside. @param {string} action as a statement has it */
  async act(action) {
    const { commands, playhead, clusters, cluster, t } = this.#app;
    if (!commands) toast(t('why.watching'));
    else if (!playhead.following) await this.fork(cluster.id, action);
    else await this.#ask({ t: 'do', cluster: this.toAll && clusters.size > 1 ? ALL : cluster.id, action });
  }

  /**
   * Opens a cluster beside another, with the same history up to the playhead.
   * @param {string} from
   * @param {string} [action] what is done in it then
   */
  async fork(from, action) {
    const app = this.#app;
    const at = Math.floor(app.playhead.time);
    const done = await this.#ask({ t: 'fork', cluster: from, at, ...(action && { action }) });
    if (!done?.cluster) return;
    // What was done is seen a moment later.
    if (!app.playhead.following) app.seek(Math.min(at + 1, app.edge));
    this.#opened(done.cluster, action ? 'toast.forked-doing' : 'toast.forked', { cluster: done.cluster, from, at: milliseconds(at) });
  }

  /**
   * Opens a cluster beside another: the same run with something changed.
   * @param {string} from
   * @param {string} change as after "with" in the language
   * @returns {Promise<wire.Done | Refused>}
   */
  async compare(from, change) {
    try {
      const done = await this.#app.stream.request({ t: 'compare', cluster: from, change });
      this.#opened(done.cluster, 'toast.compared', { cluster: done.cluster, from });
      return done;
    } catch (why) {
      if (why instanceof Refused) return why;
      throw why;
    }
  }

  /** @param {string} cluster @param {string} key @param {Record<string, unknown>} values */
  #opened(cluster, key, values) {
    this.#app.activate(cluster);
    toast(this.#app.t(key, values), { label: this.#app.t('toast.undo'), act: () => void this.close(cluster) });
  }

  /** Takes a cluster away. @param {string} cluster */
  async close(cluster) {
    await this.#ask({ t: 'close', cluster });
  }

  /** Replaces all clusters by the run that a text begins. @param {string} text */
  async open(text) {
    await this.#ask({ t: 'open', text });
  }

  /** Replaces all clusters by what a link tells. @param {string} link */
  async openLink(link) {
    await this.#ask({ t: 'open', link });
  }

  /** Pauses from now on when one of these comes about. @param {string[]} breaks as in wire.Request */
  async breakAt(breaks) {
    await this.#ask({ t: 'breaks', breaks });
  }

  /** The session as a text, up to the edge. @returns {Promise<wire.Text>} rejects with Refused */
  askText() {
    return this.#app.stream.request({ t: 'text' });
  }

  /** The session as a link, what goes behind the "#". @param {{at?: number}} [playhead] where it is to stand, if not at the edge @returns {Promise<string>} rejects with Refused */
  async askLink({ at } = {}) {
    const { link } = await this.#app.stream.request({ t: 'link', ...(at !== undefined && { at: Math.floor(at) }) });
    return link;
  }

  /** @param {import('./stream.js').Question} question @returns {Promise<wire.Done | undefined>} */
  async #ask(question) {
    try {
      return await this.#app.stream.request(question);
    } catch (why) {
      if (!(why instanceof Refused)) throw why;
      await this.refused(why);
      return undefined;
    }
  }

  /** Says why something was refused. @param {Refused} why */
  async refused(why) {
    toast(await tellRefusal(this.#app, why));
  }
}
