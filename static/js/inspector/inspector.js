// The inspector: for whatever is selected, what it is and why. The reasons are
// looked up when somebody looks, not frame by frame; what is on the page is only
// written when the words change.
//
//	search.js       the latest decisions at an instant
//	card.js         answers, reasons, fields
//	why-*.js        a subject each
//	procedures.js   Figure 2 as procedures; pseudocode.js shows them
//	picking.js      entries, votes and requests are selected by a click; press.js: a
//	                press is not interrupted; go-to-entry.js: by its index

/** @import { App, Selection } from '../app.js' */
/** @import { View } from '../ui/render-loop.js' */
/** @import { Card, Report, Context, Text } from './card.js' */
import { byId, closest, element, setText } from '../ui/dom.js';
import { milliseconds } from '../ui/format.js';
import { sentenceText } from '../narration/narrator.js';
import { open } from '../dialogs/open.js';
import { identifierOf } from './naming.js';
import { connectPicking } from './picking.js';
import { GoToEntry } from './go-to-entry.js';
import { Press } from './press.js';
import { Pseudocode } from './pseudocode.js';
import { Search } from './search.js';
import { connectGlossary, withTerms } from './glossary-links.js';
import * as entry from './why-entry.js';
import * as message from './why-message.js';
import * as request from './why-request.js';
import * as server from './why-server.js';
import * as vote from './why-vote.js';

/** @typedef {import('./search.js').Wants} Wants */

/** How each kind of thing is explained. @type {Record<string, {wants: (id: string, app: App) => Wants, explain: (id: string, context: Context) => Report}>} */
const SUBJECTS = {
  server: { wants: (id, app) => server.wants(id, app.cluster.state.servers.map((s) => /** @type {any} */ (s))), explain: server.explain },
  entry,
  vote,
  message,
  client: { wants: request.wants, explain: request.explain },
  link: { wants: () => ({}), explain: request.explainLink },
};

export class Inspector {
  #app;
  #root = byId('why');
  #title = byId('why-title');
  #fields = byId('why-fields');
  #cards = byId('why-cards');
  #more = byId('why-more');
  #pseudocode;
  /** @type {Selection} */
  #subject = { kind: null, id: '' };
  /** @type {Search | undefined} */
  #search;
  /** What is on the page, as words. */
  #shown = '';
  #time = -1;
  #late = false;
  #dirty = true;
  #press;
  #goTo;

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    this.#pseudocode = new Pseudocode(app);
    connectPicking(app);
    connectGlossary(app);
    this.#goTo = new GoToEntry(app);
    app.on('select', () => this.#choose());
    app.on('lang', () => this.#forget());
    app.on('cluster', () => {
      const { kind } = app.selection;
      // A message, an entry, a vote of another run is none of this one.
      if (kind === 'message' || kind === 'entry' || kind === 'vote') app.select({ kind: app.server ? 'server' : null, id: app.server });
      this.#forget();
    });
    byId('inspector').addEventListener('click', (event) => this.#pressed(event));
    this.#press = new Press(byId('inspector'));
    this.#choose();
  }

  #forget() {
    this.#search = undefined;
    this.#shown = '';
    this.#choose();
  }

  #choose() {
    const { selection, server: id } = this.#app;
    this.#subject = selection.kind ? selection : { kind: id ? 'server' : null, id };
    const { kind } = this.#subject;
    this.#search = kind ? new Search(this.#app.history, SUBJECTS[kind].wants(this.#subject.id, this.#app)) : undefined;
    this.#dirty = true;
    this.#app.redraw();
  }

  /** @param {View} view @returns {boolean} whether something waits to be shown */
  update(view) {
    const late = this.#pseudocode.update(view);
    if (!this.#dirty && view.time === this.#time && !view.changed && !this.#late) return late;
    this.#late = this.#press.held || (!this.#dirty && !view.read);
    this.#time = view.time;
    if (this.#late) return true;
    this.#dirty = false;
    this.#show(view);
    return late;
  }

  /** @param {View} view */
  #show({ state, time }) {
    this.#look(state);
    this.#goTo.show();
    const { app, report } = { app: this.#app, report: this.#report(state, time) };
    this.#root.hidden = !report;
    if (!report) {
      this.#more.replaceChildren();
      return;
    }
    const words = JSON.stringify([this.#subject, report]);
    if (words === this.#shown) return;
    this.#shown = words;
    const { kind } = this.#subject;
    if (kind !== this.#root.dataset.subject) {
      this.#root.dataset.subject = kind ?? '';
      // A server's name and role stand above what is said about it; anything else comes first.
      if (kind === 'server') byId('details-title').after(this.#root);
      else byId('details-title').before(this.#root);
    }
    const word = (/** @type {Text | string} */ text) => (typeof text === 'string' ? text : sentenceText(app.t, text));
    setText(this.#title, word(report.title));
    this.#fields.hidden = report.fields.length === 0;
    this.#fields.replaceChildren(...report.fields.map(({ name, value }) => element('div', { class: 'figure2-row' }, element('dt', { class: typeof name === 'string' ? null : 'in-words' }, word(name)), element('dd', {}, word(value)))));
    const focused = document.activeElement;
    const room = byId('inspector');
    const at = focused instanceof HTMLElement && room.contains(focused) ? (focused.dataset.key ?? null) : null;
    /** @type {Set<string>} */
    const seen = new Set();
    const cards = report.cards.map((card, i) => this.#card(card, i, (text) => withTerms(app.t('glossary'), word(text), seen)));
    // What a server decided before comes after its state; else everything stands together.
    const first = this.#subject.kind === 'server' ? 1 : cards.length;
    this.#cards.replaceChildren(...cards.slice(0, first));
    this.#more.replaceChildren(...cards.slice(first));
    if (at !== null) room.querySelector(/** @type {'button'} */ (`[data-key="${CSS.escape(at)}"]`))?.focus({ preventScroll: true });
  }

  /** Sees to it that the logs are known where they are looked at. @param {import('../run/reducer.js').State} state */
  #look({ servers, clients }) {
    const { kind, id } = this.#subject;
    const leading = (/** @type {import('../run/reducer.js').Server | undefined} */ s) => (s?.role === 'leader' ? (s.commitIndex ?? 0) + 1 : 0);
    const index =
      kind === 'entry' ? entry.parse(id).index
      : kind === 'server' ? leading(servers.find((s) => s.id === id))
      : kind === 'client' ? (clients.find((c) => c.id === id)?.index ?? 0)
      : 0;
    for (const { log } of servers) {
      if (!log.lacks(index)) continue;
      this.#app.history.needEntries(log, index, index, () => {
        this.#dirty = true;
        this.#app.redraw();
      });
    }
  }

  /** @param {import('../run/reducer.js').State} state @param {number} time @returns {Report | null} */
  #report(state, time) {
    const { kind, id } = this.#subject;
    if (!kind || !this.#search) return null;
    const { history, cluster } = this.#app;
    return SUBJECTS[kind].explain(id, { state, time, history, found: this.#search.at(time), without: cluster.options?.without ?? [], copiesNeeded: cluster.options?.copiesNeeded ?? 0 });
  }

  /** @param {Card} card @param {number} i @param {(text: Text) => (Node | string)[]} word */
  #card(card, i, word) {
    const { t } = this.#app;
    const text = element('p', {});
    if (card.title) text.append(element('b', {}, ...word(card.title)), ' ');
    const [first = [], ...lines] = card.lines.map(word);
    text.append(...first);
    const made = element('div', { class: `why-card is-${card.tone}${i > 0 ? ' is-more' : ''}` }, text, ...lines.map((line) => element('p', {}, ...line)));
    const off = card.rule !== undefined && (this.#app.cluster.options?.without ?? []).includes(/** @type {any} */ (card.rule));
    const foot = element('p', { class: 'why-foot' });
    /** @type {(Node | string)[]} */
    const parts = [];
    if (card.rule) {
      parts.push(t(off ? 'why.rule-off' : 'why.rule', { rule: identifierOf(card.rule) }));
      parts.push(card.section ?? '');
      parts.push(element('button', { type: 'button', class: 'link', 'data-rule': card.rule, 'data-key': `rule ${i}` }, t(off ? 'why.rule-on' : 'why.what-if')));
    } else if (card.section) {
      parts.push(card.section);
    }
    if (card.at !== undefined) parts.push(element('button', { type: 'button', class: 'link', 'data-at': card.at, 'data-key': `at ${i}`, title: t('why.go', { at: milliseconds(card.at) }) }, t('why.at', { at: milliseconds(card.at) })));
    for (const { text: words, select } of card.links ?? []) parts.push(element('button', { type: 'button', class: 'link', 'data-kind': select.kind, 'data-id': select.id, 'data-key': `to ${i}` }, sentenceText(t, words)));
    parts.filter((part) => part !== '').forEach((part, n) => foot.append(...(n > 0 ? [' · ', part] : [part])));
    if (foot.childNodes.length > 0) made.append(foot);
    return made;
  }

  /** @param {Event} event */
  #pressed(event) {
    const button = closest(event, 'button.link');
    if (!button) return;
    const { rule, at, kind, id = '' } = button.dataset;
    if (rule) void open(this.#app, 'rules');
    if (at) this.#app.seek(Number(at));
    if (kind) this.#app.select({ kind: /** @type {Selection['kind']} */ (kind), id });
  }
}
