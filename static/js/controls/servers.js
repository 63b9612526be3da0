// The row of servers to pick from. What is picked here is selected everywhere.

/** @import { App } from '../app.js' */
/** @import { State, Server } from '../run/reducer.js' */
import { byId, closest, element, setAttribute } from '../ui/dom.js';

/** What a server is, in a word's key. @param {Server} server */
function roleKey(server) {
  return server.down ? 'role.crashed' : server.paused ? 'role.paused' : `role.${server.role}`;
}

export class ServerPicker {
  #app;
  #root = byId('pick-server');
  /** @type {Map<string, {chip: HTMLElement, role: string}>} */
  #chips = new Map();

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    this.#root.addEventListener('click', (event) => {
      const chip = closest(event, '[data-pick]');
      if (chip) app.select({ kind: 'server', id: chip.getAttribute('data-pick') ?? '' });
    });
  }

  /** @param {State} state @param {boolean} again whether more than the state may have changed */
  update(state, again) {
    if (this.#chips.size !== state.servers.length) this.#make(state);
    for (const server of state.servers) {
      const made = this.#chips.get(server.id);
      const role = roleKey(server);
      if (!made || (made.role === role && !again)) continue;
      made.role = role;
      const { chip } = made;
      chip.classList.toggle('is-down', Boolean(server.down));
      chip.classList.toggle('is-paused', Boolean(server.paused && !server.down));
      setAttribute(chip, 'aria-label', this.#app.t('panel.server', { server: server.id, state: this.#app.t(role) }));
      setAttribute(chip, 'aria-pressed', String(server.id === this.#app.server));
    }
  }

  /** @param {State} state */
  #make(state) {
    this.#chips = new Map(
      state.servers.map(({ id }) => [id, { chip: element('button', { type: 'button', class: 'chip', 'data-pick': id }, id), role: '' }]),
    );
    this.#root.replaceChildren(...[...this.#chips.values()].map(({ chip }) => chip));
  }
}
