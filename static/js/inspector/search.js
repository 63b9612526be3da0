// The latest events of some kinds at or before an instant, found by looking back
// when somebody asks. What was found stays known: as time goes on, only what is
// new is looked at.

/** @import * as wire from '../wire.js' */
/** @import { History } from '../run/history.js' */

/** @typedef {{event: wire.Event, seq: number}} Found */
/** @typedef {Record<string, (event: wire.Event) => boolean>} Wants what is looked for, by names of one's own */

/** The most events that are looked at, going back. */
const FURTHEST = 40_000;

export class Search {
  #history;
  #wants;
  /** @type {Map<string, Found>} */
  #found = new Map();
  #seq = 0;
  #start = Infinity;
  #generation = -1;

  /** @param {Pick<History, 'indexAt' | 'lookBack' | 'generation' | 'start'>} history @param {Wants} wants */
  constructor(history, wants) {
    this.#history = history;
    this.#wants = wants;
  }

  /** The latest of each at an instant. @param {number} time @returns {ReadonlyMap<string, Found>} */
  at(time) {
    const { generation, start } = this.#history;
    const seq = this.#history.indexAt(time);
    const more = start < this.#start && this.#found.size < Object.keys(this.#wants).length;
    if (generation !== this.#generation || seq < this.#seq || more) {
      this.#found.clear();
      this.#seq = 0;
    }
    if (seq === this.#seq && !more) return this.#found;
    const open = new Map(Object.entries(this.#wants));
    let read = 0;
    this.#history.lookBack(time, (event, at) => {
      if (at <= this.#seq || ++read > FURTHEST) return true;
      for (const [name, fits] of open) {
        if (!fits(event)) continue;
        this.#found.set(name, { event, seq: at });
        open.delete(name);
      }
      return open.size === 0;
    });
    this.#seq = seq;
    this.#start = start;
    this.#generation = generation;
    return this.#found;
  }
}

/**
 * A decision of one of some kinds: what they all say can be read.
 * @template {wire.DecisionKind} K
 * @typedef {Extract<wire.Decision, {kind: K}>} DecisionOf
 */

/**
 * The decision that an event tells, if that is of one of some kinds.
 * @template {wire.DecisionKind} K
 * @param {wire.Event | undefined} event
 * @param {readonly K[]} kinds
 */
export function decisionOf(event, kinds) {
  const decision = event?.decision;
  return decision && /** @type {readonly string[]} */ (kinds).includes(decision.kind) ? /** @type {DecisionOf<K>} */ (decision) : undefined;
}

/**
 * Whether an event is a decision of one of some kinds.
 * @template {wire.DecisionKind} K
 * @param {wire.Event} event
 * @param {string} by who decided, "" for anybody
 * @param {readonly K[]} kinds
 * @param {(decision: DecisionOf<K>) => boolean} [fits] what else it must say
 */
export function decides(event, by, kinds, fits = () => true) {
  const decision = decisionOf(event, kinds);
  return decision !== undefined && (by === '' || event.by === by) && fits(decision);
}
