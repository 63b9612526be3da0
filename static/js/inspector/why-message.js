// A message: its fields, what it asks or answers, why it answers so, and what came
// of it.

/** @import * as wire from '../wire.js' */
/** @import { Card, Field, Report, Context, Text } from './card.js' */
/** @import { Wants } from './search.js' */
import { decided, instant, say } from './card.js';
import { decides } from './search.js';

/** The decisions that lead to a reply, and those that an arriving message leads to. @type {Record<string, string[]>} */
const LED_TO = {
  RequestVoteReply: ['vote-granted', 'vote-granted-again', 'vote-refused-stale-term', 'vote-refused-already-voted', 'vote-refused-log'],
  AppendEntriesReply: ['append-accepted', 'append-refused-stale-term', 'append-refused-prev'],
  PreVoteReply: ['pre-vote-granted', 'pre-vote-refused-term', 'pre-vote-refused-leader', 'pre-vote-refused-log'],
};

/** The fields of each kind, by the paper's names. @type {Record<string, (keyof wire.Message)[]>} */
const FIELDS = {
  RequestVote: ['term', 'lastLogIndex', 'lastLogTerm'],
  RequestVoteReply: ['term', 'ok'],
  PreVote: ['nextTerm', 'lastLogIndex', 'lastLogTerm'],
  PreVoteReply: ['nextTerm', 'ok'],
  AppendEntries: ['term', 'prevLogIndex', 'prevLogTerm', 'entries', 'leaderCommit'],
  AppendEntriesReply: ['term', 'ok', 'matchIndex', 'conflictTerm', 'conflictIndex'],
  ClientRequest: ['request', 'cmd'],
  ClientReply: ['request', 'status', 'leader', 'value'],
};

/** Fields that are only there when they say something. */
const OPTIONAL = new Set(['conflictTerm', 'conflictIndex', 'leader', 'value']);

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
  const names = FIELDS[message.kind ?? ''] ?? [];
  /** @type {Field[]} */
  const fields = names
    .filter((name) => !OPTIONAL.has(name) || message[name])
    .map((name) => ({ name: nameOf(name, message.kind ?? ''), value: name === 'ok' ? String(message.ok ?? false) : String(message[name] ?? 0) }));
  return [...fields, { name: say('why.message.travels'), value: say('why.message.times', { sent: instant(message.sent ?? 0), arrives: instant(message.arrives ?? 0) }) }];
}

/** The paper's name of a field. @param {keyof wire.Message} name @param {string} kind */
function nameOf(name, kind) {
  if (name === 'ok') return kind === 'AppendEntriesReply' ? 'success' : 'voteGranted';
  return name === 'cmd' ? 'command' : name;
}

/** What it asks or answers, and what has become of it. @param {Context} context @param {wire.Message} message @returns {Card} */
function meaning({ state, found }, message) {
  const { from, to, kind, term = 0, ok = false, entries = 0, prevLogIndex = 0, prevLogTerm = 0, lastLogIndex = 0, lastLogTerm = 0, matchIndex = 0, leaderCommit = 0, nextTerm = 0, cmd = '', status = '', leader = '', duplicate = 0 } = message;
  const variant =
    kind === 'AppendEntries' && message.routine ? '.heartbeat'
    : kind === 'AppendEntriesReply' || kind === 'RequestVoteReply' || kind === 'PreVoteReply' ? (ok ? '.yes' : '.no')
    : kind === 'ClientReply' ? `.${status || 'ok'}`
    : '';
  const values = { from, to, term, entries, prevLogIndex, prevLogTerm, lastLogIndex, lastLogTerm, matchIndex, leaderCommit, nextTerm, cmd, leader: leader || '?', first: prevLogIndex + 1, last: prevLogIndex + entries };
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
  const kinds = LED_TO[kind ?? ''];
  if (!kinds) return null;
  /** @type {import('./search.js').Found | undefined} */
  let found;
  let read = 0;
  context.history.lookBack(sent, (event, seq) => {
    if (decides(event, from, kinds, /** @type {Partial<wire.Decision>} */ ({ peer: to }))) found = { event, seq };
    return found !== undefined || ++read > 4_000;
  });
  return found ? decided(context, found, 'plain', say('why.message.because')) : null;
}
