// What clients ask for: who asks, whom, and what.

/** @import { App } from './app.js' */
/** @import { State } from './reduce.js' */
/** @import { Why } from './availability.js' */
import * as actions from './actions.js';
import { isKey, isValue, whyNotRequest } from './availability.js';
import { byId, element, setAttribute, setText } from './element.js';
import { setReason } from './reasons.js';

/** The most clients of a cluster. */
const MOST_CLIENTS = 8;
/** @type {('write' | 'add' | 'read')[]} */
const REQUESTS = ['write', 'add', 'read'];

export class ClientControls {
  #app;
  #client = byId('client', HTMLSelectElement);
  #to = byId('client-to', HTMLSelectElement);
  #key = byId('client-key', HTMLInputElement);
  #value = byId('client-value', HTMLInputElement);
  #options = '';
  /** @type {State | null} */
  #state = null;
  /** @type {Why | null} */
  #never = null;

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    for (const what of REQUESTS) byId(`do-${what}`).addEventListener('click', () => this.ask(what));
    for (const input of [this.#client, this.#to, this.#key, this.#value]) input.addEventListener('input', () => this.#offer());
    app.on('select', ({ kind, id }) => {
      if (kind !== 'client') return;
      this.#client.value = id;
      this.#offer();
    });
  }

  get #request() {
    const value = this.#value.value.trim();
    return {
      client: this.#client.value || 'c1',
      to: this.#to.value,
      name: this.#key.value.trim(),
      value: isValue(value) ? String(Number(value)) : value,
    };
  }

  /** @param {'write' | 'add' | 'read'} what */
  ask(what) {
    const request = this.#request;
    void this.#app.command(actions.request(what, request));
    // The next write is of another value, so that it can be told from this one.
    if (what === 'write' && this.#app.playhead.following) {
      this.#value.value = String(Number(request.value) + 1);
      this.#offer();
    }
  }

  /** @param {State} state @param {Why | null} never why nothing at all can be done @param {boolean} again */
  update(state, never, again) {
    const same = state.clients === this.#state?.clients && state.servers.length === this.#state.servers.length;
    this.#state = state;
    this.#never = never;
    if (same && !again) return;
    this.#choices(state);
    this.#offer();
  }

  /** @param {State} state */
  #choices({ clients, servers }) {
    const { t } = this.#app;
    const known = clients.find((c) => c.id === (this.#client.value || 'c1'))?.leader ?? '';
    const options = `${clients.length} ${servers.length} ${known} ${this.#app.lang}`;
    if (options === this.#options) return;
    this.#options = options;
    const [client, to] = [this.#client.value, this.#to.value];
    const names = clients.map((c) => c.id);
    if (names.length < MOST_CLIENTS) names.push(`c${names.length + 1}`);
    this.#client.replaceChildren(
      ...names.map((id, i) => element('option', { value: id }, i < Math.max(1, clients.length) ? id : t('panel.new-client', { client: id }))),
    );
    this.#to.replaceChildren(
      element('option', { value: '' }, known ? t('panel.to-known', { server: known }) : t('panel.to-leader')),
      ...servers.map((s) => element('option', { value: s.id }, s.id)),
    );
    this.#client.value = names.includes(client) ? client : names[0];
    this.#to.value = servers.some((s) => s.id === to) ? to : '';
  }

  #offer() {
    const { t } = this.#app;
    const state = this.#state;
    if (!state) return;
    const request = this.#request;
    const values = { client: request.client, key: request.name || '?', value: request.value || '?' };
    setAttribute(this.#key, 'aria-invalid', String(!isKey(request.name)));
    setAttribute(this.#value, 'aria-invalid', String(!isValue(request.value)));
    for (const what of REQUESTS) {
      const button = byId(`do-${what}`);
      const why = this.#never ?? whyNotRequest(state, what, request);
      setReason(button, why ? t(why.key, why.values ?? {}) : null);
      setText(button, t(`do.${what}.full`, values));
      const about = t(`about.${what}`, values);
      if (button.dataset.about !== about) button.dataset.about = about;
    }
  }
}
