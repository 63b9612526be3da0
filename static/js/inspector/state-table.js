// The state of the selected server, grouped as in Figure 2 of the paper. What
// changed last is marked, until the next change.

/** @import { App } from '../app.js' */
/** @import { View } from '../ui/render-loop.js' */
/** @import { State, Server } from '../run/reducer.js' */
import { hue } from '../ui/hue.js';
import { serverOf } from '../run/state-queries.js';
import { byId, element, setAttribute, setText } from '../ui/dom.js';

/** How many keys of a state machine are shown. */
const MOST_PAIRS = 8;

/**
 * A field's value: in one piece, or one for each of the other servers.
 * @typedef {{name: string, text: string, none?: boolean}[]} Pieces
 */

export class StateTable {
  #app;
  #title = byId('details-title');
  /** @type {Map<string, HTMLElement>} */
  #rows = new Map();
  /** @type {Map<string, string>} what each piece of each field says */
  #shown = new Map();
  /** @type {Set<string>} which pieces changed last */
  #highlighted = new Set();
  /** @type {Server | undefined} */
  #server;
  #seeks = -1;
  #dirty = true;

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    for (const row of document.querySelectorAll(/** @type {'div'} */ ('#figure2 [data-field]'))) {
      const value = row.querySelector('dd');
      if (value) this.#rows.set(row.dataset.field ?? '', value);
    }
    app.on(['select', 'lang', 'cluster'], () => (this.#dirty = true));
  }

  /** @param {View} view @returns {boolean} whether something waits to be shown */
  update({ state, read }) {
    if (!this.#dirty && !read) return true;
    const server = serverOf(state, this.#about(state));
    if (server === this.#server && !this.#dirty) return false;
    // Whoever looks at something else, or from elsewhere, has seen nothing change.
    const fresh = this.#dirty || server?.id !== this.#server?.id || this.#app.playhead.seeks !== this.#seeks;
    this.#server = server;
    this.#seeks = this.#app.playhead.seeks;
    this.#dirty = false;
    byId('figure2').hidden = !server;
    if (!server) {
      setText(this.#title, this.#app.t('details.none'));
      return false;
    }
    this.#head(server);
    this.#body(server, state, fresh);
    return false;
  }

  /** The server that what is selected is about; if it is about none, the one that was selected last. @param {State} state */
  #about({ clients }) {
    const { selection, server } = this.#app;
    const [first, second] = selection.id.split(' ');
    if (selection.kind === 'entry') return first;
    if (selection.kind === 'vote') return second;
    if (selection.kind === 'client') return clients.find((c) => c.id === selection.id)?.target ?? server;
    return server;
  }

  /** @param {Server} server */
  #head(server) {
    const { t } = this.#app;
    const values = { server: server.id, role: t(`role.${server.role}`), term: server.term };
    setText(this.#title, t(server.down ? 'details.crashed' : 'details.title', values));
  }

  /** @param {Server} server @param {State} state @param {boolean} fresh */
  #body(server, state, fresh) {
    const fields = this.#fields(server, state);
    const changed = news(this.#shown, fields);
    /** @type {Set<string>} */
    const touched = new Set([...changed].map((key) => key.split(' ')[0]));
    const colour = String(hue(server.term));
    setAttribute(byId('figure2'), 'data-hue', colour);
    if (!fresh && changed.size === 0) return;
    for (const key of this.#highlighted) touched.add(key.split(' ')[0]);
    this.#highlighted = fresh ? new Set() : changed;
    for (const [field, pieces] of Object.entries(fields)) {
      if (fresh || touched.has(field)) this.#write(field, pieces, colour);
    }
  }

  /** @param {string} field @param {Pieces} pieces @param {string} colour */
  #write(field, pieces, colour) {
    this.#rows.get(field)?.replaceChildren(
      ...pieces.map(({ name, text, none }) => {
        const whole = name ? `${name} ${text}` : text;
        const highlighted = !none && this.#highlighted.has(`${field} ${name}`);
        const words = highlighted ? element('mark', { 'data-hue': colour }, whole) : whole;
        return element('span', { class: `${name ? 'peer' : ''}${none ? ' none' : ''}` }, words);
      }),
    );
  }

  /** @param {Server} server @param {State} state @returns {Record<string, Pieces>} */
  #fields(server, state) {
    const { t } = this.#app;
    const { term, votedFor = '', syncedTerm = 0, syncedVote = '', commitIndex = 0, lastApplied = 0 } = server;
    /** @param {string} text @param {boolean} [none] @returns {Pieces} */
    const one = (text, none) => [{ name: '', text, none }];
    const pairs = server.machine.slice(0, MOST_PAIRS).map(({ key, value }) => `${key}=${value}`);
    if (server.machine.length > MOST_PAIRS) pairs.push('…');
    const leads = server.role === 'leader' && !server.down;
    /** @param {readonly number[]} values @returns {Pieces} */
    const each = (values) => {
      if (!leads || values.length === 0) return one('–', true);
      return state.servers.flatMap((s, i) => (s.id === server.id || !server.next[i] ? [] : [{ name: s.id, text: String(values[i] ?? 0) }]));
    };
    return {
      currentTerm: one(syncedTerm < term && !server.down ? t('details.term-pending', { term }) : String(term)),
      votedFor: !votedFor
        ? one(t('details.no-vote'), true)
        : one(!server.down && (syncedVote !== votedFor || syncedTerm !== term) ? t('details.vote-pending', { server: votedFor }) : votedFor),
      log: one(this.#log(server)),
      commitIndex: one(server.down ? '–' : String(commitIndex), server.down),
      lastApplied: one(
        server.down ? '–' : pairs.length > 0 ? t('details.machine', { index: lastApplied, pairs: pairs.join(', ') }) : String(lastApplied),
        server.down,
      ),
      nextIndex: each(server.next),
      matchIndex: each(server.match),
    };
  }

  /** @param {Server} server */
  #log({ lastIndex = 0, syncedIndex = 0, baseIndex = 0 }) {
    const { t } = this.#app;
    const [count, durable] = [lastIndex - baseIndex, Math.max(0, syncedIndex - baseIndex)];
    if (baseIndex > 0) return `${t('stage.snapshot', { base: baseIndex })} · ${this.#entries(count, durable)}`;
    return this.#entries(count, durable);
  }

  /** @param {number} count @param {number} durable how many of them */
  #entries(count, durable) {
    const { t } = this.#app;
    if (count === 0) return t('details.log-empty');
    return durable >= count ? t('details.log-durable', { count }) : t('details.log-pending', { count, durable });
  }
}

/**
 * Which pieces say something else than what is shown, which is brought up to date.
 * A piece that is there no longer is forgotten: when it comes back, it is new.
 * @param {Map<string, string>} shown what each piece of each field says
 * @param {Record<string, Pieces>} fields
 */
export function news(shown, fields) {
  const before = new Map(shown);
  shown.clear();
  /** @type {Set<string>} */
  const changed = new Set();
  for (const [field, pieces] of Object.entries(fields)) {
    for (const { name, text } of pieces) {
      const key = `${field} ${name}`;
      shown.set(key, text);
      if (before.get(key) !== text) changed.add(key);
    }
  }
  return changed;
}
