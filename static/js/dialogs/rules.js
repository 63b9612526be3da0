// The rules that Raft's safety rests on, in the order of the engine, each with what
// it demands, what breaks without it, and a switch.

/** @import { App } from '../app.js' */
import { element, setAttribute } from '../ui/dom.js';
import { reopen } from '../scenario/reopen.js';
import { RULES } from '../scenario/rules.js';
import { Dialog, button, say } from '../ui/dialog.js';

export class RulesDialog extends Dialog {
  /** @type {Map<string, {row: HTMLElement, input: HTMLInputElement}>} */
  #rows = new Map();
  #all;

  /** @param {App} app */
  constructor(app) {
    super(app, 'rules');
    const list = element('ul', { class: 'rules' });
    for (const [rule, section] of RULES) {
      const id = `rule-${rule}`;
      const input = element('input', { type: 'checkbox', role: 'switch', id, 'aria-describedby': `${id}-about` });
      const row = element(
        'li',
        { 'data-rule': rule },
        element('label', { for: id }, element('code', {}, rule), ' ', section.startsWith('Figure') ? say(app, 'small', 'rules.figure-2') : element('small', {}, section)),
        input,
        element('div', { id: `${id}-about` }, say(app, 'p', `rule.${rule}`), say(app, 'p', `rule.${rule}.without`, { class: 'breaks' })),
      );
      input.addEventListener('change', () => this.#again(`${input.checked ? 'with' : 'without'} ${rule}`));
      list.append(row);
      this.#rows.set(rule, { row, input });
    }
    this.#all = button(app, 'rules.all-on', () => this.#again(`with ${this.#off.join(' ')}`));
    this.add(element('div', { class: 'rules-head' }, say(app, 'p', 'rules.lead', { class: 'lead' }), this.#all), list);
    app.on('cluster', () => this.#show());
    app.on('status', () => this.#show());
  }

  open() {
    this.#show();
    super.open();
  }

  /** The rules that the run does not follow. @returns {string[]} */
  get #off() {
    return this.app.cluster.options?.without ?? [];
  }

  /** @param {string} change */
  async #again(change) {
    if (!(await reopen(this.app, change))) this.#show();
  }

  /** Which rules the run that is open has. */
  #show() {
    const { commands, t } = this.app;
    const off = new Set(this.#off);
    // Its place stays, so that the list below does not move under the pointer.
    this.#all.style.visibility = off.size === 0 ? 'hidden' : '';
    for (const [rule, { row, input }] of this.#rows) {
      input.checked = !off.has(rule);
      input.disabled = !commands;
      setAttribute(input, 'title', commands ? '' : t('why.watching'));
      row.classList.toggle('is-off', off.has(rule));
    }
  }
}
