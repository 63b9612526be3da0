// Which properties broke in this run, and when: what the server told a latecomer,
// and what has been heard since.

/** @import * as wire from '../wire.js' */
/** @import { Mark } from '../run/timeline-index.js' */
/** @import { Place } from '../run/clusters.js' */

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
    const name = JSON.stringify([breach.at, breach.violation]);
    if (!once.has(name)) once.set(name, breach);
  }
  return [...once.values()].sort((a, b) => a.at - b.at);
}

/** A breach, and the cluster in which it was. @typedef {Breach & {in: string}} Placed */

/**
 * Those of one cluster.
 * @param {Place} place @returns {Placed[]}
 */
export function breachesIn({ id, cluster, history }) {
  return breachesOf(cluster.breaches ?? [], history.timeline.marks).map((breach) => ({ ...breach, in: id }));
}

/**
 * Those of all clusters that are shown, the earliest first.
 * @param {Iterable<Place>} places @returns {Placed[]}
 */
export function breachesOfAll(places) {
  return [...places].flatMap(breachesIn).sort((a, b) => a.at - b.at);
}

/** The one to be told: the first that Raft has to answer for; if there is none, the first that it has not. @template {Breach} T @param {readonly T[]} breaches @returns {T | undefined} */
export function foremost(breaches) {
  return breaches.find((b) => !b.violation.wiped) ?? breaches[0];
}

/**
 * The first of each tier, and how far the consequence is from the rule, in µs;
 * null where there are not both in one cluster, or the consequence came first.
 * @template {Breach & {in?: string}} T
 * @param {readonly T[]} breaches
 */
export function tiersOf(breaches) {
  const rules = breaches.filter((b) => b.violation.tier === 'rule');
  const consequences = breaches.filter((b) => b.violation.tier !== 'rule');
  const gap = rules.length > 0 && consequences.length > 0 && consequences[0].in === rules[0].in && consequences[0].at >= rules[0].at ? consequences[0].at - rules[0].at : null;
  return { rules, consequences, gap };
}
