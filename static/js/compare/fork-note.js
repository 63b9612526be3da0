// Where a fork begins, in the feed: what stands above it happened in both runs, what
// stands below in this one alone.

/** @import { App } from '../app.js' */
import { byId, element, setText } from '../ui/dom.js';
import { titleOf } from './describe.js';

export class ForkNote {
  #app;
  #rows = byId('feed-rows');
  #note = element('p', { class: 'fork-note' });

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    new MutationObserver(() => this.#place()).observe(this.#rows, { childList: true });
    app.on(['cluster', 'clusters', 'lang'], () => this.#place());
    this.#place();
  }

  /** The number of the last event that is the other's, too; -1 where the active cluster is no fork. */
  get #last() {
    const { cluster, clusters, history } = this.#app;
    const { origin } = cluster;
    if (origin?.fork === undefined) return -1;
    const other = clusters.get(origin.cluster)?.history;
    // What is done in a fork is done at the instant at which it begins.
    return other?.covers(origin.fork) ? other.indexAt(origin.fork) : history.indexAt(origin.fork - 1);
  }

  #place() {
    const { t, cluster } = this.#app;
    const last = this.#last;
    const row = last < 0 ? undefined : [...this.#rows.children].findLast((it) => Number(/** @type {HTMLElement} */ (it).dataset.seq) <= last);
    if (!row) {
      this.#note.remove();
      return;
    }
    setText(this.#note, t('beside.from-here', { cluster: cluster.id, title: titleOf(this.#app, cluster) }));
    if (this.#note.parentElement !== row) row.append(this.#note);
  }
}
