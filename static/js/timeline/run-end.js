// A run that has come to its end says so for as long as it is so, and what one can do
// then. Whoever has gone back in it sees it play again: there it has not ended yet.

/** @import { App } from '../app.js' */
/** @import { Banners } from '../connection/banner.js' */
/** @import { View } from '../ui/render-loop.js' */
import { setReason } from '../ui/disabled-reason.js';
import { byId } from '../ui/dom.js';
import { inFrame } from '../ui/embed.js';
import { jumpBack } from './stepping.js';

/** What would let time pass, and cannot. */
const HELD = ['play', 'step-forward'];

export class RunEnd {
  #app;
  #banners;
  /** What is said, in which language, and of how many clusters. */
  #said = '';

  /** @param {App} app @param {Banners} banners */
  constructor(app, banners) {
    this.#app = app;
    this.#banners = banners;
  }

  /** @param {View} view */
  update({ live }) {
    const { pace, lang, clusters, commands, lesson } = this.#app;
    // A lesson says itself where it ends, and a small frame shows what stands there.
    const told = pace.over === 'text' && (lesson || inFrame) ? undefined : pace.over;
    const said = live && told ? [told, lang, clusters.size > 1, commands].join() : '';
    if (said === this.#said) return;
    this.#said = said;
    void this.#say(said, (live && told) || '');
  }

  /** @param {string} said @param {string} why */
  async #say(said, why) {
    const app = this.#app;
    const { t } = app;
    if (said) await app.moreWords('notice').catch(() => {});
    if (said !== this.#said) return;
    const text = t(why === 'memory' && app.clusters.size > 1 ? 'over.memory.several' : `over.${why}`);
    for (const id of HELD) setReason(byId(id), why && why !== 'text' ? text : null);
    if (!said) {
      this.#banners.hide('over');
      return;
    }
    /** @param {string} name @param {string} id */
    const press = (name, id) => ({ label: t(name), act: () => byId(id).click() });
    const back = { label: t('over.back'), act: () => void jumpBack(app) };
    const own = app.commands && !inFrame ? [press('over.new', 'new-run'), press('over.share', 'share')] : [];
    this.#banners.show('over', text, [...own, back]);
  }
}
