// On which clusters commands act: on all, or on the active one alone. The choice
// stands at the head of the control panel while there are several; so does what was
// done last, in which of them, and why not in the others.

/** @import { App } from '../app.js' */
/** @import { Missed } from '../wire.js' */
/** @import { Translate } from '../ui/i18n.js' */
/** @import { View } from '../ui/render-loop.js' */
import { tellRefusal } from '../connection/refusals.js';
import { byId, closest, element, setText } from '../ui/dom.js';
import { toast } from '../ui/toasts.js';
import { listed } from './contrast.js';

/**
 * Where something was done, and why not in the others.
 * @param {Translate} t
 * @param {string} action
 * @param {readonly string[]} on the clusters that were asked
 * @param {readonly {cluster: string, why: string}[]} missed
 */
export function doneWords(t, action, on, missed) {
  const done = on.filter((id) => !missed.some(({ cluster }) => cluster === id));
  /** @type {Map<string, string[]>} the clusters by the reason */
  const reasons = new Map();
  for (const { cluster, why } of missed) reasons.set(why, [...(reasons.get(why) ?? []), cluster]);
  const words = t(on.length > 1 ? 'acted.in' : 'acted.in-one', { action, clusters: listed(t, done) });
  return [words, ...[...reasons].map(([why, ids]) => t('acted.not-in', { clusters: listed(t, ids), why }))].join(t('acted.and'));
}

export class ActionTarget {
  #app;
  #root = byId('target');
  #question = element('span', {});
  #choices = element('div', { class: 'target-choices', role: 'radiogroup' });
  #done = element('p', { class: 'target-done', role: 'status' });
  /** What was done last, and where. @type {{action: string, on: string[], missed: {cluster: string, refused: Missed, why: string}[]} | null} */
  #last = null;
  /** What the others' actions depend on. */
  #known = '';

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    this.#root.replaceChildren(this.#question, this.#choices, this.#done);
    this.#choices.addEventListener('click', (event) => {
      const choice = closest(event, '[data-to]');
      if (choice) this.#choose(choice.getAttribute('data-to') === 'all');
    });
    this.#choices.addEventListener('keydown', (event) => {
      if (!['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'].includes(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
      this.#choose(!app.session.toAll);
      /** @type {HTMLElement | null} */ (this.#choices.querySelector('[aria-checked="true"]'))?.focus();
    });
    app.on(['cluster', 'clusters', 'lang', 'status', 'lesson'], () => this.#show());
    app.on('lang', () => void this.#tell());
    app.on('acted', ({ action, on, missed = [] }) => {
      if (app.clusters.size < 2) return;
      this.#last = { action, on, missed: missed.map((refused) => ({ cluster: refused.cluster, refused, why: '' })) };
      void this.#tell().then((words) => {
        // Where it is not seen, and where something is missed, it is told over the stage.
        if (missed.length > 0 || !this.#done.checkVisibility()) toast(words);
      });
    });
    app.add(this);
    this.#show();
  }

  /** What can be done elsewhere has its say in what can be done. @param {View} view */
  update({ live }) {
    const { clusters } = this.#app;
    if (clusters.size < 2) return;
    const known = [live, ...[...clusters].map(({ shown }) => shown && `${shown.servers.map((s) => `${s.down} ${s.paused} ${s.role} ${s.term === 0}`)} ${shown.links.filter((l) => l.cut).length}`)].join(';');
    if (known === this.#known) return;
    this.#known = known;
    this.#show();
    this.#app.emit('target');
  }

  /** @param {boolean} all */
  #choose(all) {
    this.#app.session.toAll = all;
    this.#show();
    this.#app.emit('target');
  }

  #show() {
    const { t, clusters, commands, lesson, playhead, session } = this.#app;
    const several = clusters.size > 1;
    if (!several) session.toAll = true;
    if (!several || this.#last?.on.some((id) => !clusters.get(id))) this.#last = null;
    this.#root.hidden = !several || !commands || Boolean(lesson);
    // In the past a branch of the active one is begun.
    const past = !playhead.following;
    byId('stage').classList.toggle('is-together', several && session.actsOnAll);
    const { id } = clusters.active;
    setText(this.#question, past ? t('clusters.target-past', { cluster: id }) : t('clusters.target'));
    this.#choices.hidden = past;
    if (!this.#last) setText(this.#done, past ? '' : t(session.toAll ? 'acted.all' : 'acted.one'));
    this.#choices.setAttribute('aria-label', t('clusters.target'));
    /** @param {'one' | 'all'} to @param {string} words */
    const choice = (to, words) => {
      const chosen = (to === 'all') === session.toAll;
      return element('button', { type: 'button', role: 'radio', 'data-to': to, 'aria-checked': String(chosen), tabindex: chosen ? 0 : -1 }, words);
    };
    const shown = [id, clusters.size, session.toAll, this.#app.lang].join(' ');
    // Nothing is written anew under somebody's finger.
    if (shown === this.#choices.dataset.shown) return;
    this.#choices.dataset.shown = shown;
    const focused = this.#choices.contains(document.activeElement);
    this.#choices.replaceChildren(choice('all', t('clusters.to-all', { count: clusters.size })), choice('one', t('clusters.to-one', { cluster: id })));
    if (focused) /** @type {HTMLElement | null} */ (this.#choices.querySelector('[aria-checked="true"]'))?.focus();
  }

  /** Says what was done last, and where. @returns {Promise<string>} that */
  async #tell() {
    const last = this.#last;
    if (!last) return '';
    for (const miss of last.missed) miss.why = await tellRefusal(this.#app, { values: {}, ...miss.refused });
    const words = doneWords(this.#app.t, last.action, last.on, last.missed);
    if (last === this.#last) setText(this.#done, words);
    return words;
  }
}
