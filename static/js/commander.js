// Acting on the run. What is done happens at the edge; whoever looks at the past
// is asked to come back first, and what the server refuses is said.

/** @import { App } from './app.js' */
import { tellRefusal } from './refusals.js';
import { Refused } from './stream.js';
import { toast } from './toasts.js';

export class Commander {
  #app;

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
  }

  /** @param {string} action */
  async act(action) {
    const app = this.#app;
    if (!app.commands) {
      toast(app.t('why.watching'));
    } else if (!app.playhead.following) {
      document.dispatchEvent(new CustomEvent('behind-the-edge'));
    } else {
      await this.#ask({ t: 'do', cluster: app.cluster.id, action });
    }
  }

  /** Replaces the run by the one that a text begins. @param {string} text */
  async open(text) {
    await this.#ask({ t: 'open', cluster: this.#app.cluster.id, text });
  }

  /** @param {import('./stream.js').Question} question */
  async #ask(question) {
    try {
      await this.#app.stream.request(question);
    } catch (why) {
      if (!(why instanceof Refused)) throw why;
      if (why.code.startsWith('scenario.')) await this.#app.moreWords();
      toast(await tellRefusal(this.#app, why));
    }
  }
}
