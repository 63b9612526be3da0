// Where a client's requests wait behind one that is under way, another client is
// offered.

/** @import { App } from '../app.js' */
/** @import { State } from '../run/reducer.js' */
/** @import { View } from '../ui/render-loop.js' */
import { MAX_CLIENTS } from '../scenario/action-table.js';
import { byId, element, setText } from '../ui/dom.js';

/** Who can be asked instead of a client for whom something waits; "" where nothing does, or all are busy. @param {Pick<State, 'clients'>} state @param {string} id */
export function instead({ clients }, id) {
  if (!clients.find((c) => c.id === id)?.queued) return '';
  const free = clients.find((c) => !c.queued && ['idle', 'answered', 'gave-up'].includes(c.phase))?.id;
  return free ?? (clients.length < MAX_CLIENTS ? `c${clients.length + 1}` : '');
}

export class BusyClient {
  #app;
  #client = byId('client', HTMLSelectElement);
  #words = element('span');
  #other = element('button', { type: 'button', class: 'link', id: 'other-client' });
  #line = element('p', { class: 'busy', hidden: true }, this.#words, ' ', this.#other);

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    byId('do-write').parentElement?.after(this.#line);
    this.#other.addEventListener('click', () => {
      this.#client.value = this.#other.dataset.client ?? '';
      this.#client.dispatchEvent(new Event('input'));
      byId('do-write').focus();
      app.redraw();
    });
  }

  /** @param {View} view @returns {boolean} whether there is more to say */
  update({ state, read }) {
    if (!read) return true;
    const { t, commands } = this.#app;
    const client = this.#client.value;
    const other = commands ? instead(state, client) : '';
    this.#line.hidden = other === '';
    if (!other) return false;
    this.#other.dataset.client = other;
    setText(this.#words, t('busy.line', { client, count: state.clients.find((c) => c.id === client)?.queued ?? 0 }));
    setText(this.#other, t('busy.other', { other }));
    return false;
  }
}
