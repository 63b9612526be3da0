// What the inspector says about a thing: cards, each a short answer and its
// reasons, with the rule that governed it; and fields, a name and a value each.

/** @import * as wire from '../wire.js' */
/** @import { State } from '../run/reducer.js' */
/** @import { History } from '../run/history.js' */
/** @import { Value } from '../narration/narrator.js' */
/** @import { Found } from './search.js' */
import { milliseconds } from '../ui/format.js';
import { Narrator } from '../narration/narrator.js';
import { narrateDecision } from '../narration/decision.js';
import { RULE_OF } from './decision-lines.js';
import { sectionOf } from './naming.js';
import { sectionOfDecision } from './procedures.js';

/** A text of the catalogue with its values. @typedef {{key: string, values?: Record<string, Value>}} Text */

/**
 * @typedef {object} Card
 * @property {'yes' | 'no' | 'wait' | 'plain'} tone
 * @property {Text | null} title the answer in a few words
 * @property {Text[]} lines the reasons
 * @property {string} [rule] as the engine names it
 * @property {string} [section] of the paper, where no rule brings one
 * @property {number} [at] when it was decided
 * @property {{text: Text, select: {kind: 'server' | 'entry' | 'vote' | 'client' | 'message', id: string}}[]} [links]
 */

/** @typedef {{name: Text | string, value: Text | string}} Field */

/**
 * Everything the inspector says about what is selected.
 * @typedef {object} Report
 * @property {Text} title
 * @property {Field[]} fields
 * @property {Card[]} cards
 */

/**
 * What those who explain something have at hand.
 * @typedef {object} Context
 * @property {State} state at the playhead
 * @property {number} time
 * @property {History} history
 * @property {ReadonlyMap<string, Found>} found
 * @property {readonly string[]} without the rules that are off
 * @property {number} copiesNeeded how many servers that store an entry commit it
 */

/** @param {string} key @param {Record<string, Value>} [values] @returns {Text} */
export const say = (key, values) => ({ key, values });

/** An instant, as a value of a text. @param {number} at in µs */
export const instant = (at) => milliseconds(at);

/** Texts in a row, as a value. @param {Value[]} list @returns {Value} */
export const listed = (list) => ({ list });

/** What a decision is worded with. @type {WeakMap<wire.Event, Text>} */
const worded = new WeakMap();

/** The sentence that tells a decision. @param {History} history @param {Found} found @returns {Text} */
export function sentence(history, { event }) {
  let text = worded.get(event);
  if (text) return text;
  const { decision, at, by = '' } = event;
  if (!decision) return say('');
  // What a server was, it was before.
  const memory = new Narrator(history.glance(at - 0.5));
  if (decision.kind === 'became-leader') memory.votes.set(by, votersOf(history, event, decision.term));
  const sentence = narrateDecision(by, decision, memory);
  text = sentence ? say(sentence.key, sentence.values) : say(`decision.${decision.kind}`);
  worded.set(event, text);
  return text;
}

/** Who had voted for a leader when it became one. @param {History} history @param {wire.Event} event @param {number} term */
function votersOf(history, { at, by }, term) {
  /** @type {Set<string>} */
  const voters = new Set();
  history.lookBack(at, ({ by: who, decision: d }) => {
    if (who !== by) return false;
    if (d?.kind === 'vote-counted' && d.term === term) voters.add(d.voter);
    return d?.kind === 'election-started';
  });
  return voters;
}

/**
 * A card that tells a decision.
 * @param {Context} context
 * @param {Found} found
 * @param {Card['tone']} tone
 * @param {Text | null} [title]
 * @returns {Card}
 */
export function decided({ history }, found, tone, title = null) {
  const { decision, at } = found.event;
  const rule = decision && RULE_OF[decision.kind];
  return { tone, title, lines: [sentence(history, found)], rule, section: sectionOf(rule) || sectionOfDecision(decision?.kind ?? ''), at };
}
