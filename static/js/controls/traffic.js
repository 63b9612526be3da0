// What a client asks for by itself: what, and how often.

/** @import { App } from '../app.js' */
/** @import { State } from '../run/reducer.js' */
import { compose } from '../scenario/actions.js';
import { byId, setAttribute } from '../ui/dom.js';
import { reasonOf, setReason } from '../ui/disabled-reason.js';
import { toast } from '../ui/toasts.js';

export class TrafficControls {
  #app;
  #client;
  #what = byId('traffic', HTMLSelectElement);
  #every = byId('traffic-every', HTMLSelectElement);

  /** @param {App} app @param {() => string} client whom they are about */
  constructor(app, client) {
    this.#app = app;
    this.#client = client;
    this.#what.addEventListener('change', () => this.#act(this.#what));
    this.#every.addEventListener('change', () => {
      if (this.#what.value !== 'off') this.#act(this.#every);
    });
  }

  /** @param {HTMLSelectElement} on */
  #act(on) {
    const reason = reasonOf(on);
    if (reason) {
      toast(reason);
      this.show(this.#app.state, reason);
      return;
    }
    const what = /** @type {'stops' | 'writes' | 'reads' | 'writes-and-reads'} */ ({ off: 'stops', both: 'writes-and-reads' }[this.#what.value] ?? this.#what.value);
    void this.#app.command(compose(what, { client: this.#client(), time: Number(this.#every.value) }));
  }

  /** What the client does. @param {State} state @param {string | null} never why nothing can be done */
  show(state, never) {
    const { t } = this.#app;
    const id = this.#client();
    const { writes = false, reads = false, every = 0 } = state.clients.find((c) => c.id === id)?.traffic ?? {};
    this.#what.value = every === 0 ? 'off' : writes && reads ? 'both' : writes ? 'writes' : 'reads';
    if (every > 0) {
      const value = String(every);
      if (![...this.#every.options].some((o) => o.value === value)) this.#every.add(new Option(`${every / 1000} ms`, value));
      this.#every.value = value;
    }
    setAttribute(this.#what, 'data-about', t('about.traffic', { client: id }));
    for (const control of [this.#what, this.#every]) setReason(control, never);
  }
}
