// Commands act on the active cluster, or on all: a switch at the head of the
// control panel, there while there are several clusters.

/** @import { App } from '../app.js' */
import { byId, closest, element } from '../ui/dom.js';

export class ActionTarget {
  #app;
  #root = byId('target');

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    this.#root.addEventListener('click', (event) => {
      const choice = closest(event, '[data-to]');
      if (choice) this.#choose(choice.getAttribute('data-to') === 'all');
    });
    this.#root.addEventListener('keydown', (event) => {
      if (!['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown'].includes(event.key)) return;
      event.preventDefault();
      event.stopPropagation();
      this.#choose(!app.session.toAll);
      /** @type {HTMLElement | null} */ (this.#root.querySelector('[aria-checked="true"]'))?.focus();
    });
    app.on(['cluster', 'clusters', 'lang', 'status'], () => this.#show());
    this.#show();
  }

  /** @param {boolean} all */
  #choose(all) {
    this.#app.session.toAll = all;
    this.#show();
  }

  #show() {
    const { t, clusters, commands, session } = this.#app;
    const several = clusters.size > 1 && commands;
    if (!several) session.toAll = false;
    this.#root.hidden = !several;
    byId('stage').classList.toggle('is-together', session.toAll);
    /** @param {'one' | 'all'} to @param {string} words */
    const choice = (to, words) => {
      const chosen = (to === 'all') === session.toAll;
      return element('button', { type: 'button', role: 'radio', 'data-to': to, 'aria-checked': String(chosen), tabindex: chosen ? 0 : -1 }, words);
    };
    this.#root.replaceChildren(element('span', {}, t('beside.target')), choice('one', t('beside.to-one', { cluster: clusters.active.id })), choice('all', t('beside.to-all', { count: clusters.size })));
  }
}
