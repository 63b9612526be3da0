// Figure 2's procedures as a list of lines. The line that the latest decision took
// is lit, its condition filled in with the values that decided; the lines before
// it in the same procedure, which let it pass, are marked as passed.

/** @import { App } from '../app.js' */
/** @import { View } from '../ui/render-loop.js' */
import { byId, closest, element, setText } from '../ui/dom.js';
import { milliseconds } from '../ui/format.js';
import { sentenceText } from '../narration/narrator.js';
import { sentence } from './card.js';
import { identifierOf } from './naming.js';
import { PROCEDURES, lineOf } from './procedures.js';
import { Search } from './search.js';

export class Pseudocode {
  #app;
  #root = byId('code');
  #list = byId('code-list');
  #now = byId('code-now');
  /** @type {Map<string, {root: HTMLElement, values: HTMLElement}>} */
  #lines = new Map();
  /** @type {Search} */
  #search;
  #anybody = true;
  #lit = -1;

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    this.#search = this.#look();
    const scope = byId('code-scope');
    scope.addEventListener('click', (event) => {
      const button = closest(event, '[data-scope]');
      if (!button) return;
      this.#anybody = button.dataset.scope === 'any';
      this.#again();
    });
    this.#now.addEventListener('click', () => {
      const { at } = this.#now.dataset;
      if (at) app.seek(Number(at));
    });
    app.on(['lang', 'cluster'], () => this.#write());
    app.on('select', () => this.#again());
    this.#write();
  }

  #look() {
    const { history, server } = this.#app;
    const who = this.#anybody ? '' : server;
    return new Search(history, { last: (event) => event.kind === 'decision' && lineOf(event.decision?.kind ?? '') !== undefined && (who === '' || event.by === who) });
  }

  #again() {
    this.#search = this.#look();
    this.#lit = -1;
    for (const button of byId('code-scope').querySelectorAll(/** @type {'button'} */ ('[data-scope]'))) {
      button.setAttribute('aria-pressed', String((button.dataset.scope === 'any') === this.#anybody));
      if (button.dataset.scope === 'one') setText(button, this.#app.server ? this.#app.t('code.only', { server: this.#app.server }) : '–');
    }
    this.#app.redraw();
  }

  /** Writes the list, for the switches of this run. */
  #write() {
    const { t, cluster } = this.#app;
    const { preVote = false, readIndex = false, checkQuorum = false, leaderPromise = false, without = [] } = cluster.options ?? {};
    this.#lines.clear();
    /** @type {Record<string, boolean>} procedures that a run may do without */
    const optional = { read: readIndex, prevote: preVote, quorum: checkQuorum, promise: leaderPromise };
    const shown = PROCEDURES.filter(({ name }) => optional[name] ?? true);
    this.#list.replaceChildren(
      ...shown.map(({ name, section, lines }) =>
        element(
          'section',
          { class: 'code-part', 'data-procedure': name },
          element('h3', {}, t(`code.${name}`), ' ', element('small', {}, section)),
          element('ol', {}, ...lines.map(({ id, rule }) => {
            const values = element('span', { class: 'code-values' });
            const off = rule !== undefined && without.includes(/** @type {any} */ (rule));
            const note = off ? [' ', element('em', {}, t('code.off', { rule: identifierOf(rule) }))] : [];
            const root = element('li', { 'data-line': id, class: off ? 'is-off' : null }, element('span', {}, t(`code.${id}`)), ...note, values);
            this.#lines.set(id, { root, values });
            return root;
          })),
        ),
      ),
    );
    this.#again();
  }

  /** @param {View} view @returns {boolean} whether something waits to be shown */
  update({ time, read }) {
    if (this.#root.hidden) return false;
    if (this.#lit >= 0 && !read) return true;
    const found = this.#search.at(time).get('last');
    const seq = found?.seq ?? 0;
    if (seq === this.#lit) return false;
    this.#lit = seq;
    this.#light(found);
    return false;
  }

  /** @param {import('./search.js').Found | undefined} found */
  #light(found) {
    const { t, history } = this.#app;
    const taken = found && lineOf(found.event.decision?.kind ?? '');
    for (const { root, values } of this.#lines.values()) {
      root.classList.remove('is-lit', 'is-passed');
      root.removeAttribute('aria-current');
      setText(values, '');
    }
    this.#now.hidden = !found || !taken;
    if (!found || !taken) return;
    const { event } = found;
    const told = sentence(history, found);
    this.#now.dataset.at = String(event.at);
    setText(this.#now, t('code.now', { server: event.by ?? '', at: milliseconds(event.at) }));
    for (const line of taken.procedure.lines) {
      if (line === taken.line) break;
      if (!line.always) this.#lines.get(line.id)?.root.classList.add('is-passed');
    }
    const row = this.#lines.get(taken.line.id);
    if (!row) return;
    row.root.classList.add('is-lit');
    row.root.setAttribute('aria-current', 'step');
    setText(row.values, sentenceText(t, { ...told, key: `decision.${event.decision?.kind ?? ''}.condition` }));
    if (!this.#root.matches(':hover, :focus-within')) row.root.scrollIntoView({ block: 'nearest' });
  }
}
