// Why the run has paused by itself: a notice that stays until it goes on.

/** @import * as wire from '../wire.js' */
/** @import { App } from '../app.js' */
/** @import { Sentence } from '../narration/narrator.js' */
import { byId, element } from '../ui/dom.js';
import { Narrator, sentenceText } from '../narration/narrator.js';
import { playOrPause } from '../timeline/stepping.js';

/** What is told at the instant of a break. @type {Record<string, (sentence: Sentence) => boolean>} */
const TOLD = {
  election: ({ key }) => /^decision\.(election|pre-vote)-started/.test(key),
  leader: ({ key }) => key.startsWith('decision.became-leader'),
  commit: ({ key }) => key.startsWith('decision.committed'),
  answer: ({ key }) => key.startsWith('event.answered'),
  violation: ({ bad, key }) => bad === true && /^(violation|finding)/.test(key),
};

export class StopNotice {
  #app;
  #notice = element('div', { class: 'stop-notice', id: 'stop', hidden: true });
  /** @type {wire.Stop | null} */
  #stop = null;

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    byId('toasts').append(this.#notice);
    app.on('pace', () => {
      if (app.pace.playing) this.#hide();
    });
    app.on('lang', () => this.#stop && this.show(this.#stop));
  }

  #hide() {
    this.#stop = null;
    this.#notice.hidden = true;
  }

  /** @param {wire.Stop} stop */
  show(stop) {
    const app = this.#app;
    const { t, clusters } = app;
    this.#stop = stop;
    if (clusters.size > 1) app.activate(stop.cluster);
    const reason = t(clusters.size > 1 ? 'stop.in' : 'stop.paused', { what: this.#what(stop), cluster: stop.cluster });
    const goOn = element('button', { type: 'button', class: 'button small primary', id: 'stop-go' }, t('stop.go'));
    goOn.addEventListener('click', () => {
      app.goLive();
      void playOrPause(app);
    });
    const close = element('button', { type: 'button', class: 'button small quiet square', 'aria-label': t('dialog.close') === 'dialog.close' ? t('banner.dismiss') : t('dialog.close') }, '✕');
    close.addEventListener('click', () => this.#hide());
    this.#notice.replaceChildren(element('span', {}, reason), ...(app.commands ? [goOn] : []), close);
    this.#notice.hidden = false;
  }

  /** What it has paused for, as the feed tells it, or else in general. @param {wire.Stop} stop */
  #what({ cluster, at, break: kind, server = '', term = 0 }) {
    const { t, clusters } = this.#app;
    const history = clusters.get(cluster)?.history;
    if (history) {
      const narrator = new Narrator(history.glance(Math.max(0, at - 1)));
      for (const { event } of history.eventsBetween(at - 1, at)) {
        const sentence = narrator.narrate(event);
        if (sentence && TOLD[kind]?.(sentence) && (!server || kind === 'answer' || sentence.about.includes(server))) return sentenceText(t, sentence);
      }
    }
    return t(`stop.${kind.split(' ')[0]}`, { server: server || kind.split(' ')[1] || '', term });
  }
}
