// Figure 2 as a list of procedures, each a few lines. Which line takes which decision, the
// engine says (raft/decision.go). The words of a line are under code.‹line› in the
// catalogue, its condition with live values under decision.‹decision›.condition.

import { LINE_OF } from './decision-lines.js';

/** @typedef {'election' | 'vote' | 'votes' | 'term' | 'append' | 'reply' | 'commit' | 'client' | 'read' | 'prevote' | 'quorum' | 'promise' | 'transfer' | 'members' | 'change' | 'snapshot' | 'install'} ProcedureName */

/**
 * @typedef {object} Line
 * @property {string} id
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
      { id: 'election.voter' },
      { id: 'election.stand' },
      { id: 'election.ask', rule: 'persist-vote', always: true },
    ],
  },
  {
    name: 'vote',
    section: '§5.2, §5.4.1',
    lines: [
      { id: 'vote.stale' },
      { id: 'vote.other', rule: 'one-vote-per-term' },
      { id: 'vote.log', rule: 'election-restriction' },
      { id: 'vote.grant', rule: 'persist-vote' },
    ],
  },
  {
    name: 'votes',
    section: '§5.2',
    lines: [
      { id: 'votes.stale', rule: 'ignore-stale-vote-reply' },
      { id: 'votes.missed' },
      { id: 'votes.twice', rule: 'count-each-voter-once' },
      { id: 'votes.count' },
      { id: 'votes.lead', rule: 'election-majority' },
    ],
  },
  {
    name: 'term',
    section: '§5.1',
    lines: [{ id: 'term.later', rule: 'keep-vote-on-step-down' }],
  },
  {
    name: 'append',
    section: '§5.3',
    lines: [
      { id: 'append.stale', rule: 'refuse-stale-append' },
      { id: 'append.yield' },
      { id: 'append.prev', rule: 'prev-log-check' },
      { id: 'append.conflict', rule: 'conflict-removes-tail' },
      { id: 'append.store', rule: 'follower-syncs-before-ack' },
      { id: 'append.commit', rule: 'commit-up-to-last-new-entry' },
    ],
  },
  {
    name: 'reply',
    section: '§5.3',
    lines: [
      { id: 'reply.stale', rule: 'ignore-stale-append-reply' },
      { id: 'reply.late' },
      { id: 'reply.back' },
      { id: 'reply.match', rule: 'match-what-was-sent' },
    ],
  },
  {
    name: 'commit',
    section: '§5.3, §5.4.2',
    lines: [
      { id: 'commit.majority', rule: 'commit-majority' },
      { id: 'commit.term', rule: 'commit-only-current-term' },
      { id: 'commit.do' },
    ],
  },
  {
    name: 'client',
    section: '§8',
    lines: [
      { id: 'client.refuse' },
      { id: 'client.append' },
      { id: 'client.twice', rule: 'dedup-requests' },
      { id: 'client.unknown' },
    ],
  },
  {
    name: 'read',
    section: '§8',
    lines: [
      { id: 'read.take' },
      { id: 'read.own', rule: 'read-after-own-commit' },
      { id: 'read.quorum', rule: 'quorum-reads' },
      { id: 'read.apply' },
      { id: 'read.serve' },
      { id: 'read.fail' },
    ],
  },
  {
    name: 'prevote',
    section: 'D9.6',
    lines: [
      { id: 'prevote.ask' },
      { id: 'prevote.term' },
      { id: 'prevote.leader' },
      { id: 'prevote.log', rule: 'election-restriction' },
      { id: 'prevote.grant' },
      { id: 'prevote.stale' },
      { id: 'prevote.count', rule: 'election-majority' },
    ],
  },
  {
    name: 'quorum',
    section: 'D6.2',
    lines: [{ id: 'quorum.lost' }],
  },
  {
    name: 'promise',
    section: 'D4.2.3',
    lines: [{ id: 'promise.kept' }],
  },
  {
    name: 'transfer',
    section: 'D3.10',
    lines: [
      { id: 'transfer.begin' },
      { id: 'transfer.away' },
      { id: 'transfer.tell' },
      { id: 'transfer.giveup' },
      { id: 'transfer.stand', always: true },
      { id: 'transfer.stale' },
    ],
  },
  {
    name: 'members',
    section: '§6',
    lines: [
      { id: 'members.use', rule: 'configuration-when-appended' },
      { id: 'members.back', rule: 'configuration-rolls-back' },
    ],
  },
  {
    name: 'change',
    section: '§6, D4',
    lines: [
      { id: 'change.none' },
      { id: 'change.one', rule: 'one-change-at-a-time' },
      { id: 'change.own', rule: 'change-after-own-commit' },
      { id: 'change.take' },
      { id: 'change.caught' },
      { id: 'change.append', rule: 'overlapping-majorities' },
      { id: 'change.leave' },
    ],
  },
  {
    name: 'snapshot',
    section: '§7',
    lines: [
      { id: 'snapshot.take', rule: 'snapshot-only-applied' },
      { id: 'snapshot.send' },
      { id: 'snapshot.wait' },
    ],
  },
  {
    name: 'install',
    section: 'Figure 13',
    lines: [
      { id: 'install.stale' },
      { id: 'install.old', rule: 'refuse-old-snapshot' },
      { id: 'install.keep', rule: 'snapshot-keeps-the-tail' },
      { id: 'install.discard', rule: 'snapshot-discards-conflict' },
    ],
  },
];

/** @type {Map<string, {procedure: Procedure, line: Line}>} by their ids */
const LINES = new Map(PROCEDURES.flatMap((procedure) => procedure.lines.map((line) => /** @type {const} */ ([line.id, { procedure, line }]))));

/** The line that takes a decision. @param {string} kind */
export function lineOf(kind) {
  return LINES.get(LINE_OF[kind] ?? '');
}

/** Where the paper has what a decision is about. @param {string} kind */
export function sectionOfDecision(kind) {
  return lineOf(kind)?.procedure.section.split(',')[0] ?? '';
}
