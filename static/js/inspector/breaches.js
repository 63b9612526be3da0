// Which properties broke in this run, and when: what the server told a latecomer,
// and what has been heard since.

/** @import * as wire from '../wire.js' */
/** @import { Mark } from '../run/timeline-index.js' */

/** @typedef {wire.Breach} Breach */

/**
 * All of them, each once, the earliest first.
 * @param {readonly Breach[]} told
 * @param {readonly Mark[]} marks
 * @returns {Breach[]}
 */
export function breachesOf(told, marks) {
  const heard = marks.flatMap(({ at, violation }) => (violation ? [{ at, violation }] : []));
  /** @type {Map<string, Breach>} */
  const once = new Map();
  for (const breach of [...told, ...heard]) {
    const { property, server, term, index, request } = breach.violation;
    const name = [breach.at, property, server, term, index, request].join(' ');
    if (!once.has(name)) once.set(name, breach);
  }
  return [...once.values()].sort((a, b) => a.at - b.at);
}

/**
 * The first of each tier, and how far the consequence is from the rule, in µs;
 * null where there are not both, or the consequence came first.
 * @param {readonly Breach[]} breaches
 */
export function tiersOf(breaches) {
  const rules = breaches.filter((b) => b.violation.tier === 'rule');
  const consequences = breaches.filter((b) => b.violation.tier !== 'rule');
  const gap = rules.length > 0 && consequences.length > 0 && consequences[0].at >= rules[0].at ? consequences[0].at - rules[0].at : null;
  return { rules, consequences, gap };
}
