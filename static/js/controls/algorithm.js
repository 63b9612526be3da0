// The algorithm's rules and switches. They are part of how a run begins, so
// changing one begins the same run again.

/** @import { App } from '../app.js' */
/** @import { Why } from '../scenario/preconditions.js' */
import { byId, setText } from '../ui/dom.js';
import { reasonOf, setReason } from '../ui/disabled-reason.js';
import { READING, wayOfReading } from '../scenario/reads.js';
import { reopen } from '../scenario/reopen.js';
import { toast } from '../ui/toasts.js';

export class AlgorithmControls {
  #app;
  #rules = byId('do-rules');
  #preVote = byId('switch-pre-vote', HTMLInputElement);
  #noop = byId('switch-noop', HTMLInputElement);
  #batch = byId('switch-batch', HTMLSelectElement);
  #reads = byId('switch-reads', HTMLSelectElement);

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    /** @param {HTMLElement} control @param {() => string} change */
    const on = (control, change) =>
      control.addEventListener('change', async () => {
        const reason = reasonOf(control);
        if (reason) toast(reason);
        if (reason || !(await reopen(app, change()))) this.#show();
      });
    on(this.#preVote, () => `pre-vote ${this.#preVote.checked ? 'on' : 'off'}`);
    on(this.#noop, () => `noop ${this.#noop.checked ? 'on' : 'off'}`);
    on(this.#batch, () => `batch ${this.#batch.value}`);
    on(this.#reads, () => READING[this.#reads.value]);
  }

  /** @param {Why | null} never why nothing at all can be done */
  update(never) {
    const reason = never && this.#app.t(never.key);
    for (const control of [this.#preVote, this.#noop, this.#batch, this.#reads]) setReason(control, reason);
    this.#show();
  }

  /** What the run began with. */
  #show() {
    const { t, cluster } = this.#app;
    const { options } = cluster;
    if (!options) return;
    const { without = [], preVote = false, noop, batch } = options;
    setText(this.#rules, without.length === 0 ? t('do.rules') : t('do.rules-off', { count: without.length }));
    this.#rules.removeAttribute('data-t');
    this.#rules.classList.toggle('is-warning', without.length > 0);
    this.#preVote.checked = preVote;
    this.#noop.checked = noop;
    if (![...this.#batch.options].some((o) => o.value === String(batch))) this.#batch.add(new Option(String(batch)));
    this.#batch.value = String(batch);
    this.#reads.value = wayOfReading(options);
  }
}
