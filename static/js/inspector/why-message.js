// A message: its fields, what it asks or answers, why it answers so, and what came
// of it.

/** @import * as wire from '../wire.js' */
/** @import { Card, Field, Report, Context, Text } from './card.js' */
/** @import { Wants } from './search.js' */
import { decided, instant, say } from './card.js';
import { decides } from './search.js';

/** Whether an event is a server's decision that leads to its reply. @type {Record<string, (e: wire.Event, server: string, asker: string) => boolean>} */
const LED_TO = {
  RequestVoteReply: (e, voter, candidate) => decides(e, voter, ['vote-granted', 'vote-granted-again', 'vote-refused-stale-term', 'vote-refused-already-voted', 'vote-refused-log'], (d) => d.candidate === candidate),
  AppendEntriesReply: (e, follower, leader) => decides(e, follower, ['append-accepted', 'append-refused-stale-term', 'append-refused-prev'], (d) => d.leader === leader),
  PreVoteReply: (e, voter, candidate) => decides(e, voter, ['pre-vote-granted', 'pre-vote-refused-term', 'pre-vote-refused-leader', 'pre-vote-refused-log'], (d) => d.candidate === candidate),
  InstallSnapshotReply: (e, follower, leader) => decides(e, follower, ['snapshot-refused', 'snapshot-ignored', 'snapshot-kept-tail', 'snapshot-replaced-log'], (d) => d.leader === leader),
};

/** @param {string} id @returns {Wants} */
export function wants(id) {
  const number = Number(id);
  return {
    sent: (e) => e.kind === 'send' && e.message?.id === number,
    ended: (e) => (e.kind === 'deliver' || e.kind === 'drop') && e.message?.id === number,
  };
}

/** @param {string} id @param {Context} context @returns {Report} */
export function explain(id, context) {
  const { state, found } = context;
  const message = state.flights.find((m) => String(m.id) === id) ?? found.get('sent')?.event.message;
  if (!message) return { title: say('why.message.gone'), fields: [], cards: [] };
  const { from, to, kind = '', term = 0 } = message;
  const cards = [meaning(context, message)];
  const reason = reasonFor(context, message);
  if (reason) cards.push(reason);
  return { title: say(term ? 'why.message' : 'why.message.plain', { kind, from, to, term }), fields: fieldsOf(message), cards };
}

/** @param {wire.Message} message @returns {Field[]} */
function fieldsOf(message) {
  const fields = Object.entries(paperFields(message)).flatMap(([name, value]) => (value === undefined ? [] : [{ name, value: String(value) }]));
  return [...fields, { name: say('why.message.travels'), value: say('why.message.times', { sent: instant(message.sent ?? 0), arrives: instant(message.arrives ?? 0) }) }];
}

/** What a message carries, by the paper's names; what says nothing is undefined. @param {wire.Message} message @returns {Record<string, string | number | boolean | undefined>} */
function paperFields(message) {
  const { term = 0 } = message;
  switch (message.kind) {
    case 'RequestVote':
      return { term, ...message.requestVote };
    case 'RequestVoteReply':
      return { term, ...message.requestVoteReply };
    case 'PreVote':
      return { ...message.preVote };
    case 'PreVoteReply':
      return { ...message.preVoteReply };
    case 'AppendEntries': {
      const { prevLogIndex, prevLogTerm, entries, leaderCommit } = message.appendEntries;
      return { term, prevLogIndex, prevLogTerm, entries, leaderCommit };
    }
    case 'AppendEntriesReply': {
      const { success, matchIndex, conflictTerm, conflictIndex } = message.appendEntriesReply;
      return { term, success, matchIndex, conflictTerm, conflictIndex };
    }
    case 'TimeoutNow':
      return { term };
    case 'InstallSnapshot':
      return { term, ...message.installSnapshot };
    case 'InstallSnapshotReply':
      return { term, ...message.installSnapshotReply };
    case 'ClientRequest':
      return { request: message.clientRequest.request, command: message.clientRequest.cmd };
    case 'ClientReply': {
      const { request, status, leader, value } = message.clientReply;
      return { request, status, leader, value };
    }
    default:
      return {};
  }
}

/** Which sentence says what a message asks or answers, and what fills that in. @param {wire.Message} message @returns {[variant: string, values: Record<string, string | number>]} */
function said(message) {
  const yesOrNo = (/** @type {boolean} */ yes) => (yes ? '.yes' : '.no');
  switch (message.kind) {
    case 'RequestVote': {
      const { lastLogIndex, lastLogTerm } = message.requestVote;
      return ['', { lastLogIndex, lastLogTerm }];
    }
    case 'RequestVoteReply':
      return [yesOrNo(message.requestVoteReply.voteGranted), {}];
    case 'PreVote':
      return ['', { ...message.preVote }];
    case 'PreVoteReply':
      return [yesOrNo(message.preVoteReply.voteGranted), { nextTerm: message.preVoteReply.nextTerm }];
    case 'AppendEntries': {
      const { prevLogIndex, prevLogTerm, entries, leaderCommit } = message.appendEntries;
      return [message.routine ? '.heartbeat' : '', { prevLogIndex, prevLogTerm, entries, leaderCommit, first: prevLogIndex + 1, last: prevLogIndex + entries }];
    }
    case 'AppendEntriesReply': {
      const { success, prevLogIndex, matchIndex } = message.appendEntriesReply;
      return [yesOrNo(success), { prevLogIndex, matchIndex }];
    }
    case 'InstallSnapshot':
      return ['', { ...message.installSnapshot }];
    case 'InstallSnapshotReply':
      return [yesOrNo(message.installSnapshotReply.success), { lastIncludedIndex: message.installSnapshotReply.lastIncludedIndex }];
    case 'ClientRequest':
      return ['', { cmd: message.clientRequest.cmd }];
    case 'ClientReply':
      return [`.${message.clientReply.status}`, { leader: message.clientReply.leader ?? '?' }];
    default:
      return ['', {}];
  }
}

/** What it asks or answers, and what has become of it. @param {Context} context @param {wire.Message} message @returns {Card} */
function meaning({ state, found }, message) {
  const { from, to, kind, term = 0, duplicate = 0 } = message;
  const [variant, more] = said(message);
  const values = { from, to, term, ...more };
  /** @type {Text[]} */
  const lines = [say(`why.says.${kind}${variant}`, values)];
  if (duplicate) lines.push(say('why.message.copy'));
  const ended = found.get('ended')?.event;
  const flies = state.flights.some((m) => m.id === message.id);
  const title = flies ? say('why.message.flying') : ended?.kind === 'drop' ? say('why.message.lost') : ended ? say('why.message.arrived') : say('why.message.over');
  if (!flies && ended) lines.push(ended.kind === 'drop' ? say(`why.lost.${ended.why ?? 'loss'}`, { to, at: instant(ended.at) }) : say('why.message.arrived-at', { at: instant(ended.at) }));
  return { tone: ended?.kind === 'drop' && !flies ? 'no' : 'plain', title, lines, at: flies ? undefined : ended?.at };
}

/** Why a reply says what it says. @param {Context} context @param {wire.Message} message @returns {Card | null} */
function reasonFor(context, { from, to, kind, sent = 0 }) {
  const leads = LED_TO[kind ?? ''];
  if (!leads) return null;
  /** @type {import('./search.js').Found | undefined} */
  let found;
  let read = 0;
  context.history.lookBack(sent, (event, seq) => {
    if (leads(event, from, to)) found = { event, seq };
    return found !== undefined || ++read > 4_000;
  });
  return found ? decided(context, found, 'plain', say('why.message.because')) : null;
}
