// Figure 2 as a list of procedures, each a few lines; which decisions of the engine
// fire which line, and whether the line's condition then held. The words of a line
// are under code.‹line› in the catalogue, the condition with its live values under
// code.‹decision›.

/** @typedef {'election' | 'vote' | 'votes' | 'term' | 'append' | 'reply' | 'commit' | 'client' | 'read' | 'prevote' | 'quorum' | 'promise'} ProcedureName */

/**
 * @typedef {object} Line
 * @property {string} id
 * @property {string[]} on the decisions that it takes
 * @property {string} [rule] what may be switched off in it
 * @property {boolean} [always] it is done on the way, without a decision of its own
 */

/** @typedef {{name: ProcedureName, section: string, lines: Line[]}} Procedure */

/** @type {Procedure[]} */
export const PROCEDURES = [
  {
    name: 'election',
    section: '§5.2',
    lines: [
      { id: 'election.stand', on: ['election-started'] },
      { id: 'election.ask', on: [], rule: 'persist-vote', always: true },
    ],
  },
  {
    name: 'vote',
    section: '§5.2, §5.4.1',
    lines: [
      { id: 'vote.stale', on: ['vote-refused-stale-term'] },
      { id: 'vote.other', on: ['vote-refused-already-voted'], rule: 'one-vote-per-term' },
      { id: 'vote.log', on: ['vote-refused-log'], rule: 'election-restriction' },
      { id: 'vote.grant', on: ['vote-granted', 'vote-granted-again'], rule: 'persist-vote' },
    ],
  },
  {
    name: 'votes',
    section: '§5.2',
    lines: [
      { id: 'votes.stale', on: ['vote-reply-ignored'], rule: 'ignore-stale-vote-reply' },
      { id: 'votes.missed', on: ['vote-missed'] },
      { id: 'votes.twice', on: ['vote-counted-before'], rule: 'count-each-voter-once' },
      { id: 'votes.count', on: ['vote-counted'] },
      { id: 'votes.lead', on: ['became-leader'], rule: 'election-majority' },
    ],
  },
  {
    name: 'term',
    section: '§5.1',
    lines: [{ id: 'term.later', on: ['stepped-down'], rule: 'keep-vote-on-step-down' }],
  },
  {
    name: 'append',
    section: '§5.3',
    lines: [
      { id: 'append.stale', on: ['append-refused-stale-term'], rule: 'refuse-stale-append' },
      { id: 'append.yield', on: ['yielded'] },
      { id: 'append.prev', on: ['append-refused-prev'], rule: 'prev-log-check' },
      { id: 'append.conflict', on: ['conflict-truncated'], rule: 'conflict-removes-tail' },
      { id: 'append.store', on: ['append-accepted'], rule: 'follower-syncs-before-ack' },
      { id: 'append.commit', on: ['commit-learned'], rule: 'commit-up-to-last-new-entry' },
    ],
  },
  {
    name: 'reply',
    section: '§5.3',
    lines: [
      { id: 'reply.stale', on: ['append-reply-ignored'], rule: 'ignore-stale-append-reply' },
      { id: 'reply.late', on: ['append-reply-outdated'] },
      { id: 'reply.back', on: ['backed-up'] },
      { id: 'reply.match', on: ['match-advanced'], rule: 'match-what-was-sent' },
    ],
  },
  {
    name: 'commit',
    section: '§5.3, §5.4.2',
    lines: [
      { id: 'commit.majority', on: ['commit-held-majority'], rule: 'commit-majority' },
      { id: 'commit.term', on: ['commit-held-old-term'], rule: 'commit-only-current-term' },
      { id: 'commit.do', on: ['committed'] },
    ],
  },
  {
    name: 'client',
    section: '§8',
    lines: [
      { id: 'client.refuse', on: ['proposal-refused'] },
      { id: 'client.append', on: ['proposal-accepted'] },
      { id: 'client.twice', on: ['request-deduplicated'], rule: 'dedup-requests' },
      { id: 'client.unknown', on: ['outcome-unknown'] },
    ],
  },
  {
    name: 'read',
    section: '§8',
    lines: [
      { id: 'read.take', on: ['read-accepted'] },
      { id: 'read.own', on: ['read-waits-for-own-commit'], rule: 'read-after-own-commit' },
      { id: 'read.quorum', on: ['read-waits-for-quorum'], rule: 'quorum-reads' },
      { id: 'read.apply', on: ['read-waits-for-apply'] },
      { id: 'read.serve', on: ['read-served'] },
      { id: 'read.fail', on: ['read-failed'] },
    ],
  },
  {
    name: 'prevote',
    section: 'D9.6',
    lines: [
      { id: 'prevote.ask', on: ['pre-vote-started'] },
      { id: 'prevote.term', on: ['pre-vote-refused-term'] },
      { id: 'prevote.leader', on: ['pre-vote-refused-leader'] },
      { id: 'prevote.log', on: ['pre-vote-refused-log'], rule: 'election-restriction' },
      { id: 'prevote.grant', on: ['pre-vote-granted'] },
      { id: 'prevote.stale', on: ['pre-vote-reply-ignored'] },
      { id: 'prevote.count', on: ['pre-vote-counted'], rule: 'election-majority' },
    ],
  },
  {
    name: 'quorum',
    section: 'D6.2',
    lines: [{ id: 'quorum.lost', on: ['quorum-lost'] }],
  },
  {
    name: 'promise',
    section: 'D4.2.3',
    lines: [{ id: 'promise.kept', on: ['vote-withheld'] }],
  },
];

/** @type {Map<string, {procedure: Procedure, line: Line}>} by decision */
const BY_DECISION = new Map(PROCEDURES.flatMap((procedure) => procedure.lines.flatMap((line) => line.on.map((kind) => /** @type {const} */ ([kind, { procedure, line }])))));

/** The line that a decision fires. @param {string} kind */
export function lineOf(kind) {
  return BY_DECISION.get(kind);
}

/** Where the paper has what a decision is about. @param {string} kind */
export function sectionOfDecision(kind) {
  return BY_DECISION.get(kind)?.procedure.section.split(',')[0] ?? '';
}
