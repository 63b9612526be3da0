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
    const rows = last < 0 ? [] : [...this.#rows.querySelectorAll(/** @type {'li'} */ ('li[data-seq]'))];
    const [before, after] = [rows.findLast((row) => Number(row.dataset.seq) <= last), rows.find((row) => Number(row.dataset.seq) > last)];
    setText(this.#note, t('clusters.from-here', { cluster: cluster.id, title: titleOf(this.#app, cluster) }));
    if (after && this.#note.parentElement !== after) after.prepend(this.#note);
    else if (!after && before && this.#note.parentElement !== before) before.append(this.#note);
    else if (!after && !before) this.#note.remove();
  }
}
