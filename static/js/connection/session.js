// What can be asked of the session: to act, to open another run, its text, its
// link. What the server refuses is said. What goes with several clusters is in
// compare/commands.js.

/** @import * as wire from '../wire.js' */
/** @import { App } from '../app.js' */
import { tellRefusal } from './refusals.js';
import { Refused } from './requests.js';
import { toast } from '../ui/toasts.js';

/** Stands for all clusters, where one can be named. */
const ALL = '*';

export class Session {
  #app;
  /** Whether what is done is done to all clusters, while there are several. */
  toAll = true;

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
  }

  /** Whether it is done to all of them now. In the past, and in a lesson, it is done to one. */
  get actsOnAll() {
    const { clusters, lesson, playhead } = this.#app;
    return this.toAll && playhead.following && !lesson && clusters.size > 1;
  }

  /** Does something at the edge. @param {string} action as a statement has it @param {boolean} [alone] whether it is the active cluster's own affair */
  async act(action, alone) {
    const app = this.#app;
    const { commands, clusters, cluster, t } = app;
    if (!commands) {
      toast(t('why.watching'));
      return;
    }
    const all = this.actsOnAll && !alone;
    const done = await this.ask({ t: 'do', cluster: all ? ALL : cluster.id, action });
    if (done) app.emit('acted', { action, on: all ? [...clusters].map(({ id }) => id) : [cluster.id], missed: done.missed });
  }

  /** Replaces all clusters by the run that a text begins. @param {string} text */
  async open(text) {
    await this.ask({ t: 'open', text });
  }

  /** Replaces all clusters by what a link tells. @param {string} link */
  async openLink(link) {
    await this.ask({ t: 'open', link });
  }

  /** The session as a text, up to the edge. @param {string} [before] to know whether it tells more than that @returns {Promise<wire.Text>} rejects with Refused */
  askText(before = '') {
    return this.#app.stream.request({ t: 'text', ...(before && { text: before }) });
  }

  /** The session as a link, what goes behind the "#". @param {{at?: number}} [playhead] where it is to stand, if not at the edge @returns {Promise<string>} rejects with Refused */
  async askLink({ at } = {}) {
    const { link } = await this.#app.stream.request({ t: 'link', ...(at !== undefined && { at: Math.floor(at) }) });
    return link;
  }

  /** Asks for something to be done, and says why if it is not. @param {wire.FromPage} question @returns {Promise<wire.Done | undefined>} */
  async ask(question) {
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
