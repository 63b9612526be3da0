// How many copies of an entry are enough: a majority of who votes in the configuration
// that a server goes by, and one of each half where that is a joint one (§6).

/** @import { State, Server } from '../run/reducer.js' */
import { has } from '../run/reducer.js';
import { configurationOf, members } from '../run/state-queries.js';

/** How many of some voters store an entry, and how many have to. @typedef {{have: number, need: number, voters: string[]}} Half */

/**
 * The voters of the configuration that a server goes by: all together, or in two halves.
 * @param {State} state @param {Server} server
 * @param {readonly Server[]} stored who stores the entry
 * @param {number} copiesNeeded how many are needed where the server does not say
 * @returns {Half[]}
 */
export function halves(state, server, stored, copiesNeeded) {
  const { copies = copiesNeeded, copiesNext = 0 } = server.needs ?? {};
  const have = (/** @type {number} */ voters) => stored.filter((s) => has(voters, s.id)).length;
  return groups(state, server, copiesNext).map((voters, i) => ({ have: have(voters), need: i === 0 ? copies : copiesNext, voters: members(voters) }));
}

/**
 * The same, as a leader has counted them when it decided.
 * @param {State} state @param {Server | undefined} server
 * @param {{stored: number, need: number, storedNext?: number, needNext?: number}} decision
 * @returns {Half[]}
 */
export function decidedHalves(state, server, { stored, need, storedNext = 0, needNext = 0 }) {
  const sets = server ? groups(state, server, needNext) : [];
  return [{ have: stored, need, voters: members(sets[0] ?? 0) }, { have: storedNext, need: needNext, voters: members(sets[1] ?? 0) }].slice(0, needNext > 0 ? 2 : 1);
}

/** Whose copies are counted together. @param {State} state @param {Server} server @param {number} needNext 0 where the two halves count as one @returns {number[]} */
function groups(state, server, needNext) {
  const { voters = 0, next = 0 } = configurationOf(state, server);
  return needNext > 0 ? [voters, next] : [voters | next];
}

/** @param {readonly Half[]} counts */
export const enough = (counts) => counts.every(({ have, need }) => have >= need);

/**
 * What a sentence says of it, and how the key of one about two halves ends.
 * @param {readonly Half[]} counts
 */
export function tallied([all, next]) {
  const values = { have: all.have, need: all.need, servers: all.voters.length, former: all.voters.join(' ') };
  return next ? { form: '.joint', values: { ...values, haveNext: next.have, needNext: next.need, latter: next.voters.join(' ') } } : { form: '', values };
}
