// Who belongs to the cluster: each server is tapped into the voters, the learners, or
// those outside. A client asks for it.

/** @import { App } from '../app.js' */
/** @import { ActionName } from '../scenario/action-table.js' */
/** @import { Args } from '../scenario/actions.js' */
import { compose } from '../scenario/actions.js';
import { has } from '../run/reducer.js';
import { configurationOf, configurationText, countingServer } from '../run/state-queries.js';
import { whyNot } from '../scenario/preconditions.js';
import { closest, element, setText } from '../ui/dom.js';
import { reasonOf, setReason } from '../ui/disabled-reason.js';
import { Dialog, say } from '../ui/dialog.js';

/** What a server can be to the cluster. */
const PLACES = /** @type {const} */ (['voter', 'learner', 'outside']);
/** @typedef {typeof PLACES[number]} PlaceName */

export class MembersDialog extends Dialog {
  /** @type {Map<string, PlaceName>} */
  #places = new Map();
  /** @type {Map<string, PlaceName>} as it is now */
  #now = new Map();
  #board = element('div', { class: 'partition' });
  #force = element('p', { class: 'lead' });
  #action = element('code');
  #go;

  /** @param {App} app */
  constructor(app) {
    super(app, 'members');
    this.#board.addEventListener('click', (event) => {
      const cell = closest(event, '[data-place]');
      if (!(cell instanceof HTMLElement)) return;
      this.#places.set(cell.dataset.of ?? '', /** @type {PlaceName} */ (cell.dataset.place));
      this.#show();
    });
    const { act, row } = this.buttons('members.go', () => {
      if (reasonOf(act)) return;
      this.close();
      const asked = this.#asked();
      if (asked) void app.command(compose(asked.name, asked.args));
    });
    act.id = 'members-go';
    this.#go = act;
    this.add(say(app, 'p', 'members.lead', { class: 'lead' }), this.#force, this.#board, element('p', { class: 'composed' }, this.#action), row);
  }

  open() {
    const { state } = this.app;
    const server = countingServer(state);
    const configuration = configurationOf(state, server);
    const { voters = 0, next, learners } = configuration;
    this.#now = new Map(state.servers.map(({ id }) => [id, has(next ?? voters, id) ? 'voter' : has(learners, id) ? 'learner' : 'outside']));
    this.#places = new Map(this.#now);
    setText(this.#force, this.app.t(next ? 'members.joint' : 'members.in-force', { configuration: configurationText(configuration) }));
    this.#make();
    this.#show();
    super.open();
  }

  #make() {
    const { t } = this.app;
    const names = PLACES.map((place) => t(`members.${place}`));
    this.#board.replaceChildren(element('span'), ...names.map((name) => element('b', {}, name)));
    for (const id of this.#places.keys()) {
      this.#board.append(element('strong', {}, id));
      PLACES.forEach((place, i) => {
        this.#board.append(element('button', { type: 'button', class: 'chip', 'data-of': id, 'data-place': place, 'aria-label': `${id}: ${names[i]}` }));
      });
    }
  }

  /** The one action that leads there, null if none does. @returns {{name: ActionName, args: Args} | null} */
  #asked() {
    const changed = [...this.#places.keys()].filter((id) => this.#places.get(id) !== this.#now.get(id));
    const client = /** @type {HTMLSelectElement} */ (document.getElementById('client'))?.value || 'c1';
    if (changed.length === 0) return null;
    if (changed.length === 1) {
      const [server] = changed;
      const names = /** @type {const} */ ({ voter: 'add-voter', learner: 'add-learner', outside: 'remove-server' });
      return { name: names[this.#places.get(server) ?? 'outside'], args: { client, server } };
    }
    const becomeLearners = changed.some((id) => this.#places.get(id) === 'learner' || this.#now.get(id) === 'learner' && this.#places.get(id) === 'outside');
    const to = [...this.#places.keys()].filter((id) => this.#places.get(id) === 'voter');
    return becomeLearners || to.length === 0 ? null : { name: 'change-voters', args: { client, to } };
  }

  #show() {
    for (const cell of this.#board.querySelectorAll(/** @type {'button'} */ ('[data-place]'))) {
      const chosen = this.#places.get(cell.dataset.of ?? '') === cell.dataset.place;
      cell.setAttribute('aria-pressed', String(chosen));
      cell.textContent = chosen ? (cell.dataset.of ?? '') : '';
    }
    const { app } = this;
    const same = [...this.#places].every(([id, place]) => this.#now.get(id) === place);
    const asked = this.#asked();
    this.#action.textContent = asked ? compose(asked.name, asked.args) : '';
    this.#action.hidden = !asked;
    const why = asked ? whyNot(app.state, asked.name, asked.args) : { key: same ? 'members.same' : 'members.several', values: {} };
    setReason(this.#go, why && app.t(why.key, why.values ?? {}));
  }
}
