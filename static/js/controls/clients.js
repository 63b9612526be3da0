// What clients ask for: who asks, whom, and what.

/** @import { App } from '../app.js' */
/** @import { State } from '../run/reducer.js' */
/** @import { Why } from '../scenario/preconditions.js' */
import { MAX_CLIENTS } from '../scenario/action-table.js';
import { compose } from '../scenario/actions.js';
import { isKey, isValue, whyNotRequest } from '../scenario/preconditions.js';
import { byId, closest, element, setAttribute, setText } from '../ui/dom.js';
import { TrafficControls } from './traffic.js';
import { reasonOf, setReason } from '../ui/disabled-reason.js';
import { has } from '../run/reducer.js';
import { serverOf } from '../run/state-queries.js';
import { toast } from '../ui/toasts.js';

/** @type {('write' | 'add' | 'read')[]} */
const REQUESTS = ['write', 'add', 'read'];

export class ClientControls {
  #app;
  #client = byId('client', HTMLSelectElement);
  #to = byId('client-to', HTMLSelectElement);
  #key = byId('client-key', HTMLInputElement);
  #value = byId('client-value', HTMLInputElement);
  #options = '';
  #traffic;
  #cutChips = byId('cut-client');
  #cut = '';
  /** @type {State | null} */
  #state = null;
  /** Which servers are down. */
  #down = '';
  /** @type {Why | null} */
  #never = null;

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    this.#traffic = new TrafficControls(app, () => this.#request.client);
    for (const what of REQUESTS) byId(`do-${what}`).addEventListener('click', () => this.ask(what));
    for (const input of [this.#client, this.#to, this.#key, this.#value]) input.addEventListener('input', () => this.#offer());
    this.#cutChips.addEventListener('click', (event) => {
      const chip = closest(event, '[data-cut-from]');
      if (!chip) return;
      const reason = reasonOf(chip);
      const [client, server] = [this.#request.client, chip.dataset.cutFrom ?? ''];
      if (reason) toast(reason);
      else void app.command(compose(chip.getAttribute('aria-pressed') === 'true' ? 'heal-client' : 'cut-client', { client, to: [server] }));
    });
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
      server: this.#to.value,
      key: this.#key.value.trim(),
      value: isValue(value) ? String(Number(value)) : value,
    };
  }

  /** @param {'write' | 'add' | 'read'} what */
  ask(what) {
    const request = this.#request;
    void this.#app.command(compose(what, request));
    // The next write is of another value, so that it can be told from this one.
    if (what === 'write' && this.#app.playhead.following) {
      this.#value.value = String(Number(request.value) + 1);
      this.#offer();
    }
  }

  /** @param {State} state @param {Why | null} never why nothing at all can be done @param {boolean} again */
  update(state, never, again) {
    const down = state.servers.map((s) => (s.down ? '1' : '0')).join('');
    const same = state.clients === this.#state?.clients && down === this.#down;
    this.#state = state;
    this.#down = down;
    this.#never = never;
    if (same && !again) return;
    this.#choices(state);
    this.#offer();
  }

  /** @param {State} state */
  #choices(state) {
    const { t } = this.#app;
    const { clients, servers } = state;
    const known = clients.find((c) => c.id === (this.#client.value || 'c1'))?.leader ?? '';
    const leader = known ? (serverOf(state, known)?.down ? 'panel.to-gone' : 'panel.to-known') : 'panel.to-leader';
    const options = `${clients.length} ${servers.length} ${known} ${leader} ${this.#app.lang}`;
    if (options === this.#options) return;
    this.#options = options;
    const [client, to] = [this.#client.value, this.#to.value];
    const names = clients.map((c) => c.id);
    if (names.length < MAX_CLIENTS) names.push(`c${names.length + 1}`);
    this.#client.replaceChildren(
      ...names.map((id, i) => element('option', { value: id }, i < Math.max(1, clients.length) ? id : t('panel.new-client', { client: id }))),
    );
    this.#to.replaceChildren(
      element('option', { value: '' }, t(leader, { server: known })),
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
    this.#offerCuts(state, request.client);
    this.#traffic.show(state, this.#never && t(this.#never.key));
    const values = { client: request.client, key: request.key || '?', value: request.value || '?' };
    setAttribute(this.#key, 'aria-invalid', String(!isKey(request.key)));
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

  /** Which servers a client reaches: a chip each, pressed where its link is cut. @param {State} state @param {string} id */
  #offerCuts(state, id) {
    const { t, lang } = this.#app;
    const never = this.#never && t(this.#never.key);
    const cut = state.clients.find((c) => c.id === id)?.cut ?? 0;
    const shown = `${id} ${cut} ${state.servers.length} ${never} ${lang}`;
    if (shown === this.#cut) return;
    this.#cut = shown;
    setText(byId('cut-client-label'), t('panel.cut-client', { client: id }));
    if (this.#cutChips.childElementCount !== state.servers.length) {
      this.#cutChips.replaceChildren(...state.servers.map((s) => element('button', { type: 'button', class: 'chip', id: `cut-client-${s.id}`, 'data-cut-from': s.id }, s.id)));
    }
    for (const chip of this.#cutChips.querySelectorAll(/** @type {'button'} */ ('.chip'))) {
      const server = chip.dataset.cutFrom ?? '';
      const off = has(cut, server);
      setAttribute(chip, 'aria-pressed', String(off));
      setAttribute(chip, 'aria-label', t(off ? 'panel.client-cut' : 'panel.client-reaches', { client: id, server }));
      setReason(chip, never);
    }
  }
}
