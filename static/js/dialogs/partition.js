// Dividing the network: each server is tapped into one of three groups.

/** @import { App } from '../app.js' */
import { compose } from '../scenario/actions.js';
import { isCut, leaderOf } from '../run/state-queries.js';
import { closest, element } from '../ui/dom.js';
import { reasonOf, setReason } from '../ui/disabled-reason.js';
import { Dialog, say } from '../ui/dialog.js';

const GROUPS = 3;

export class PartitionDialog extends Dialog {
  /** @type {Map<string, number>} which group each server is in, from 0 */
  #groups = new Map();
  #board = element('div', { class: 'partition' });
  #action = element('code');
  #go;

  /** @param {App} app */
  constructor(app) {
    super(app, 'partition');
    this.#board.addEventListener('click', (event) => {
      const cell = closest(event, '[data-group]');
      if (!(cell instanceof HTMLElement)) return;
      this.#groups.set(cell.dataset.of ?? '', Number(cell.dataset.group));
      this.#show();
    });
    const { act, row } = this.buttons('partition.go', () => {
      if (reasonOf(act)) return;
      this.close();
      void app.command(compose('partition', { groups: this.#lists() }));
    });
    act.id = 'partition-go';
    this.#go = act;
    this.add(say(app, 'p', 'partition.lead', { class: 'lead' }), this.#board, element('p', { class: 'composed' }, this.#action), row);
  }

  open() {
    this.#groups = this.#suggested();
    this.#make();
    this.#show();
    super.open();
  }

  /** The partition that there is; if none, the leader (or whoever is selected) and as many others as the rest can do without. @returns {Map<string, number>} */
  #suggested() {
    const { state, server, cluster } = this.app;
    const ids = state.servers.map((s) => s.id);
    /** @type {string[][]} */
    const now = [];
    for (const id of ids) {
      const group = now.find((g) => !isCut(state, g[0], id) || !isCut(state, id, g[0]));
      if (group) group.push(id);
      else now.push([id]);
    }
    if (now.length > 1 && now.length <= GROUPS) return new Map(ids.map((id) => [id, now.findIndex((g) => g.includes(id))]));
    const first = leaderOf(state)?.id || server || ids[0];
    // The rest can still elect a leader, unless there are only two.
    const spared = Math.max(1, ids.length - (cluster.options?.votesNeeded ?? 0));
    const at = ids.indexOf(first);
    const few = new Set(Array.from({ length: spared }, (_, i) => ids[(at + i) % ids.length]));
    return new Map(ids.map((id) => [id, few.has(id) ? 0 : 1]));
  }

  #make() {
    const { t } = this.app;
    const groups = Array.from({ length: GROUPS }, (_, i) => t('partition.group', { number: i + 1 }));
    this.#board.replaceChildren(element('span'), ...groups.map((name) => element('b', {}, name)));
    for (const id of this.#groups.keys()) {
      this.#board.append(element('strong', {}, id));
      groups.forEach((name, group) => {
        this.#board.append(
          element('button', { type: 'button', class: 'chip', 'data-of': id, 'data-group': group, 'aria-label': `${id}: ${name}` }),
        );
      });
    }
  }

  /** The groups that have servers. @returns {string[][]} */
  #lists() {
    const lists = Array.from({ length: GROUPS }, () => /** @type {string[]} */ ([]));
    for (const [id, group] of this.#groups) lists[group].push(id);
    return lists.filter((list) => list.length > 0);
  }

  #show() {
    for (const cell of this.#board.querySelectorAll(/** @type {'button'} */ ('[data-group]'))) {
      const chosen = this.#groups.get(cell.dataset.of ?? '') === Number(cell.dataset.group);
      cell.setAttribute('aria-pressed', String(chosen));
      cell.textContent = chosen ? (cell.dataset.of ?? '') : '';
    }
    const lists = this.#lists();
    this.#action.textContent = compose('partition', { groups: lists });
    setReason(this.#go, lists.length > 1 ? null : this.app.t('why.one-group'));
  }
}
