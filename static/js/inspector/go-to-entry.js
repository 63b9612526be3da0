// To go to an entry of a long log by its index: its server's, if one is selected.

/** @import { App } from '../app.js' */
/** @import { Server } from '../run/reducer.js' */
import { byId, element, setAttribute, setText } from '../ui/dom.js';
import { parse } from './why-entry.js';

export class GoToEntry {
  #app;
  #words = element('span');
  #index = element('input', { type: 'number', id: 'go-to-entry', min: 1, step: 1, inputmode: 'numeric', required: true });
  #go = element('button', { class: 'button small' });
  #form = element('form', { class: 'go-to', hidden: true }, element('label', {}, this.#words, this.#index), this.#go);

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    byId('why-more').before(this.#form);
    this.#form.addEventListener('submit', (event) => {
      event.preventDefault();
      this.#select();
    });
  }

  /** The server whose log is meant. */
  get #server() {
    const { selection: { kind, id }, server, state } = this.#app;
    const name = kind === 'entry' ? parse(id).server : server;
    return state.servers.find((s) => s.id === name);
  }

  /** Brings it up to what is shown. */
  show() {
    const { t } = this.#app;
    const { log } = this.#server ?? {};
    const last = log?.length ?? 0;
    this.#form.hidden = last === 0;
    setAttribute(this.#index, 'max', String(last));
    setText(this.#words, t('why.go-to-entry', { last }));
    setText(this.#go, t('why.go-there'));
  }

  #select() {
    const server = this.#server;
    const index = Number(this.#index.value);
    const { log } = server ?? {};
    if (!server || !log || index < 1 || index > log.length) return;
    // What is long ago is asked for, and gone to when it has come.
    if (log.lacks(index)) this.#app.history.needEntries(log, index, index, () => this.#take(server, index));
    else this.#take(server, index);
  }

  /** @param {Server} server @param {number} index */
  #take({ id }, index) {
    const entry = this.#app.state.servers.find((s) => s.id === id)?.log.entry(index);
    if (!entry) return;
    this.#app.select({ kind: 'entry', id: `${id} ${index} ${entry.term}` });
    byId('details').scrollTop = 0; // where it is told
  }
}
