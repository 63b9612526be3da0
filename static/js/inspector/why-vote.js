// A vote: why it was given, why it was refused, or why there is no answer.

/** @import * as wire from '../wire.js' */
/** @import { State } from '../run/reducer.js' */
/** @import { Card, Report, Context } from './card.js' */
/** @import { Wants } from './search.js' */
import { has } from '../run/reducer.js';
import { isCut, serverOf } from '../run/state-queries.js';
import { decided, say, sentence } from './card.js';
import { decides } from './search.js';

const GIVEN = /** @type {const} */ (['vote-granted', 'vote-granted-again', 'vote-refused-stale-term', 'vote-refused-already-voted', 'vote-refused-log', 'vote-withheld']);
const GIVEN_BEFORE = /** @type {const} */ (['pre-vote-granted', 'pre-vote-refused-term', 'pre-vote-refused-leader', 'pre-vote-refused-log']);

/** @param {string} id "S5 S2 4": candidate, voter, term */
export function parse(id) {
  const [candidate, voter, term] = id.split(' ');
  return { candidate, voter, term: Number(term) };
}

/** What tells of a voter's answer to a candidate. @param {string} candidate @param {string} voter @param {boolean} [before] whether it is about a PreVote */
export function answers(candidate, voter, before = false) {
  return (/** @type {wire.Event} */ e) => decides(e, voter, before ? GIVEN_BEFORE : GIVEN, (d) => d.candidate === candidate);
}

/** @param {string} id @returns {Wants} */
export function wants(id) {
  const { candidate, voter } = parse(id);
  return {
    given: answers(candidate, voter),
    before: answers(candidate, voter, true),
    counted: (e) => decides(e, candidate, ['vote-counted', 'vote-missed', 'vote-counted-before', 'vote-reply-ignored'], (d) => d.voter === voter),
    stood: (e) => decides(e, candidate, ['election-started', 'pre-vote-started']),
  };
}

/** @param {string} id @param {Context} context @returns {Report} */
export function explain(id, context) {
  const { candidate, voter, term } = parse(id);
  const cards = [cardOf(context, candidate, voter, term, 'given', 'stood')];
  const came = counted(context);
  if (came && voter !== candidate) cards.push({ ...decided(context, came, 'plain'), title: say('why.vote.counted') });
  return { title: say('why.vote', { candidate, voter, term }), fields: [], cards };
}

/** What a candidate made of a voter's answer since it stands. @param {Context} context */
function counted({ found }) {
  const came = found.get('counted');
  return came && came.event.at >= (found.get('stood')?.event.at ?? 0) ? came : undefined;
}

/**
 * @param {Context} context
 * @param {string} candidate
 * @param {string} voter
 * @param {number} term
 * @param {string} given under which name the voter's answer was looked for
 * @param {string} stood and the candidate's standing
 * @returns {Card}
 */
function cardOf(context, candidate, voter, term, given, stood) {
  const { state, found } = context;
  const server = serverOf(state, candidate);
  if (voter === candidate) return { tone: has(server?.granted, voter) ? 'yes' : 'wait', title: say(has(server?.granted, voter) ? 'why.vote.own' : 'why.vote.own-pending'), lines: [say('why.vote.own-line', { candidate })], rule: 'persist-vote', section: '§5.2' };
  const answer = found.get(given);
  if (answer && answer.event.at >= (found.get(stood)?.event.at ?? 0)) {
    const kind = answer.event.decision?.kind ?? '';
    if (kind === 'vote-withheld') return decided(context, answer, 'no', say('why.vote.none'));
    const granted = /granted/.test(kind);
    const card = decided(context, answer, granted ? 'yes' : 'no', say(granted ? 'why.vote.granted' : 'why.vote.refused'));
    if (!has(server?.granted, voter) && !has(server?.refused, voter) && !counted(context)) card.lines.push(say('why.vote.on-way', { candidate }));
    return card;
  }
  return { tone: 'wait', title: say('why.vote.silent'), lines: [silence(context, candidate, voter, term)], section: '§5.2' };
}

/** Why there is no answer. @param {Context} context @param {string} candidate @param {string} voter @param {number} term */
export function silence({ state, history, time, found }, candidate, voter, term) {
  const values = { candidate, voter, term };
  const flies = state.flights.some((m) => m.from === candidate && m.to === voter && (m.kind === 'RequestVote' || m.kind === 'PreVote'));
  const since = found.get('stood')?.event.at ?? time - 500_000;
  const lost = history.lossesBetween(since, time).find(({ message: m }) => (m.kind === 'RequestVote' || m.kind === 'PreVote') && m.from === candidate && m.to === voter);
  if (serverOf(state, voter)?.down) return say('why.silent.down', values);
  if (flies) return say('why.silent.flight', values);
  if (isCut(state, candidate, voter)) return say(isCut(state, voter, candidate) ? 'why.silent.cut' : 'why.silent.cut-one-way', values);
  if (serverOf(state, voter)?.paused) return say('why.silent.paused', values);
  if (lost) return say('why.silent.lost', values);
  return say('why.silent.unsent', values);
}

/**
 * The votes of a candidate, a line each.
 * @param {Context} context
 * @param {string} candidate
 * @param {number} term
 * @param {State['servers']} voters
 */
export function voteLines(context, candidate, term, voters) {
  return voters
    .filter((s) => s.id !== candidate)
    .map((s) => {
      const answer = context.found.get(`vote ${s.id}`);
      if (answer && answer.event.at >= (context.found.get('stood')?.event.at ?? 0)) return sentence(context.history, answer);
      return silence(context, candidate, s.id, term);
    });
}
