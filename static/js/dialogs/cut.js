// Cutting a link, one way or both, and healing what is cut.

/** @import { App } from '../app.js' */
import { compose } from '../scenario/actions.js';
import { isCut } from '../run/state-queries.js';
import { closest, element } from '../ui/dom.js';
import { reasonOf, setReason } from '../ui/disabled-reason.js';
import { Dialog, say } from '../ui/dialog.js';

export class CutDialog extends Dialog {
  #from = '';
  /** @type {Set<string>} */
  #to = new Set();
  #fromChips = element('div', { class: 'chips' });
  #toChips = element('div', { class: 'chips' });
  #action = element('code');
  #list = element('ul');
  #cuts;
  #go;

  /** @param {App} app */
  constructor(app) {
    super(app, 'cut');
    this.window.addEventListener('click', (event) => {
      const chip = closest(event, '.chip');
      if (!chip) return;
      const { from, to } = chip.dataset;
      if (from) {
        this.#from = from;
        this.#to.delete(from);
      }
      if (to) this.#to[this.#to.has(to) ? 'delete' : 'add'](to);
      this.#show();
    });
    this.window.addEventListener('change', () => this.#show());
    const { act, row } = this.buttons('cut.go', () => {
      if (reasonOf(act)) return;
      this.close();
      void app.command(compose('cut', { from: this.#from, to: this.#targets, bothWays: this.#bothWays }));
    });
    act.id = 'cut-go';
    this.#go = act;
    this.#cuts = element('section', { class: 'cuts' }, say(app, 'h3', 'cut.now'), this.#list);
    /** @param {string} key @param {...Node} inside */
    const field = (key, ...inside) => element('fieldset', {}, say(app, 'legend', key), ...inside);
    /** @param {string} value @param {boolean} checked */
    const choice = (value, checked) =>
      element('label', { class: 'choice' }, element('input', { type: 'radio', name: 'cut-ways', value, checked }), say(app, 'span', `cut.${value}`));
    const ways = field('cut.direction', choice('one-way', true), choice('both-ways', false));
    const pick = element('div', { class: 'cut-pick' }, field('cut.from', this.#fromChips), field('cut.to', this.#toChips), ways);
    this.add(pick, element('p', { class: 'composed' }, this.#action), row, this.#cuts);
    app.on('cluster', () => this.isOpen && this.close());
  }

  get #bothWays() {
    return this.window.querySelector('input[value="both-ways"]:checked') !== null;
  }

  /** In the order of their numbers, as the language has it. */
  get #targets() {
    return [...this.#to].sort();
  }

  open() {
    const ids = this.app.state.servers.map((s) => s.id);
    this.#from = this.app.server || ids[0];
    this.#to = new Set();
    /** @param {'from' | 'to'} end */
    const chips = (end) => ids.map((id) => element('button', { type: 'button', class: 'chip', id: `cut-${end}-${id}`, [`data-${end}`]: id }, id));
    this.#fromChips.replaceChildren(...chips('from'));
    this.#toChips.replaceChildren(...chips('to'));
    this.#show();
    super.open();
  }

  #show() {
    const { state, t } = this.app;
    for (const chip of this.window.querySelectorAll(/** @type {'button'} */ ('.chip'))) {
      const { from, to } = chip.dataset;
      chip.setAttribute('aria-pressed', String(from ? from === this.#from : this.#to.has(to ?? '')));
      if (to) chip.hidden = to === this.#from;
    }
    const targets = this.#targets;
    this.#action.textContent = targets.length > 0 ? compose('cut', { from: this.#from, to: targets, bothWays: this.#bothWays }) : `cut ${this.#from} …`;
    const already = targets.every((to) => isCut(state, this.#from, to) && (!this.#bothWays || isCut(state, to, this.#from)));
    setReason(this.#go, targets.length === 0 ? t('why.no-target') : already ? t('why.cut-already') : null);
    this.#listCuts();
  }

  /** Lists what is cut, each with a way to heal it. */
  #listCuts() {
    const { state, t } = this.app;
    const links = state.links.filter((l) => l.cut);
    /** @type {{from: string, to: string, both: boolean}[]} */
    const cuts = [];
    for (const { from, to } of links) {
      const both = links.some((l) => l.from === to && l.to === from);
      if (!both || from < to) cuts.push({ from, to, both });
    }
    this.#cuts.hidden = cuts.length === 0;
    this.#list.replaceChildren(
      ...cuts.map(({ from, to, both }) => {
        const link = `${from} ${both ? '↔' : '→'} ${to}`;
        const button = element('button', { type: 'button', class: 'button small', 'aria-label': t('cut.heal-label', { link }) }, t('cut.heal'));
        button.addEventListener('click', async () => {
          await this.app.command(compose('heal', { from, to: [to], bothWays: both }));
          this.close();
        });
        return element('li', {}, element('span', {}, link), button);
      }),
    );
  }
}
