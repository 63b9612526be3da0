// A log entry: where it is, whether it is committed, and why or why not. The
// engine's decisions give the reason; which servers hold a copy is counted from
// what their events said.

/** @import { Server, State } from '../run/reducer.js' */
/** @import { Card, Field, Report, Context, Text } from './card.js' */
/** @import { Found, Wants } from './search.js' */

/**
 * A card about an entry: whether it is committed and a running server knows it, or
 * none does; whether it is safe, though nobody has counted it; or neither.
 * @typedef {Card & {standing: 'committed' | 'forgotten' | 'safe' | 'waiting'}} EntryCard
 */

import { entryState } from '../stage/log-row.js';
import { configurationOf, countingServer, inSnapshot, isCut, leaderOf, serverOf, votes } from '../run/state-queries.js';
import { decided, instant, listed, say } from './card.js';
import { RULE_OF } from './decision-lines.js';
import { decides, decisionOf } from './search.js';
import { firstCommit, storedInTerm } from './commits.js';
import { holds } from './holding.js';
import { decidedHalves, enough, halves, tallied } from './enough.js';

const HELD = /** @type {const} */ (['commit-held-majority', 'commit-held-old-term']);

/** @param {string} id "S1 5 2": server, index, term */
export function parse(id) {
  const [server, index, term] = id.split(' ');
  return { server, index: Number(index), term: Number(term) };
}

/** @param {string} id @returns {Wants} */
export function wants(id) {
  const { server, index, term } = parse(id);
  return {
    taken: (e) => e.decision?.kind === 'proposal-accepted' && e.decision.index === index && e.decision.term === term,
    led: (e) => e.decision?.kind === 'became-leader' && e.decision.term === term,
    held: (e) => decides(e, '', HELD),
    removed: (e) => decides(e, server, ['conflict-truncated'], (d) => d.first <= index),
    crashed: (e) => e.server?.id === server && e.server.down === true,
  };
}

/** @param {string} id @param {Context} context @returns {Report} */
export function explain(id, context) {
  const { server, index, term } = parse(id);
  const { state } = context;
  const holder = serverOf(state, server);
  const entry = holder?.log.entry(index);
  const there = entry?.term === term;
  const cmd = there ? entry.cmd : (state.servers.map((s) => s.log.entry(index)).find((e) => e?.term === term)?.cmd ?? '…');
  const coming = state.servers.some((s) => s.log.lacks(index));
  /** @type {Card[]} */
  const cards = !holder ? [] : inSnapshot(holder, index) ? [{ tone: 'yes', title: say('why.copy.snapshot'), lines: [] }] : coming ? [{ tone: 'wait', title: say('why.entry.coming'), lines: [] }] : there ? [status(context, holder, index, term)] : [gone(context, holder, index, term)];
  const origin = coming ? null : from(context, cmd);
  return { title: say('why.entry', { index, cmd, term }), fields: copies(context, index, term), cards: origin ? [...cards, origin] : cards };
}

/** Where it comes from: a client, whose request a leader took, or a new leader itself. @param {Context} context @param {string} cmd @returns {Card | null} */
function from(context, cmd) {
  const { found } = context;
  const taken = found.get('taken') ?? (cmd === 'no-op' ? found.get('led') : undefined);
  return taken ? decided(context, taken, 'plain', say('why.entry.origin')) : null;
}

/** Where it is: the servers that hold it alike, together. @param {Context} context @param {number} index @param {number} term @returns {Field[]} */
function copies(context, index, term) {
  const { state } = context;
  const committed = isCommitted(context, index, term);
  /** @type {Map<string, {name: Text, servers: string[]}>} */
  const alike = new Map();
  for (const s of state.servers) {
    const entry = s.log.entry(index);
    const name = inSnapshot(s, index) ? say(`why.copy.${holds(state, s, index, term, committed) ? 'snapshot' : 'before'}`) : s.log.lacks(index) ? say('why.copy.coming') : !entry ? say('why.copy.none') : entry.term !== term ? say('why.copy.another', { term: entry.term }) : say(`stage.entry.${s.down ? 'durable' : entryState(s, index)}`);
    const key = JSON.stringify(name);
    const group = alike.get(key);
    if (group) group.servers.push(s.id);
    else alike.set(key, { name, servers: [s.id] });
  }
  // Who has it comes before who has not.
  const rank = (/** @type {Text} */ name) => ['why.copy.another', 'why.copy.none'].indexOf(name.key);
  return [...alike.values()].sort((a, b) => rank(a.name) - rank(b.name)).map(({ name, servers }) => ({ name, value: say('why.row', { list: listed(servers) }) }));
}

/** Whether it was committed, so that nothing else can be where it stood. @param {Context} context @param {number} index @param {number} term */
function isCommitted(context, index, term) {
  return context.without.length === 0 && firstCommit(context, index, term) !== undefined;
}

/** Which servers hold it durably. @param {State} state @param {number} index @param {number} term */
function holders(state, index, term) {
  return state.servers.filter((s) => holds(state, s, index, term) && (s.syncedIndex ?? 0) >= index);
}

/**
 * Whether it is committed, and why or why not.
 * @param {Context} context
 * @param {Server} holder
 * @param {number} index
 * @param {number} term
 * @returns {EntryCard}
 */
export function status(context, holder, index, term) {
  const { state } = context;
  const commit = firstCommit(context, index, term);
  const knows = state.servers.filter((s) => !s.down && (s.commitIndex ?? 0) >= index && holds(state, s, index, term, isCommitted(context, index, term)));
  if (knows.length > 0 || commit) return committed(context, index, term, knows, commit);
  const leader = leaderOf(state);
  const stored = holders(state, index, term);
  const safe = isSafe(context, stored, index, term);
  const tally = tallied(halves(state, countingServer(state), stored, context.copiesNeeded));
  const values = { index, term, server: holder.id, ...tally.values };
  const title = say(safe ? 'why.entry.safe' : 'why.entry.waiting');
  const standing = safe ? 'safe' : 'waiting';
  /** @type {Text[]} */
  const why = safe ? [say(`why.entry.safe-line${tally.form}`, values)] : [];
  if (!leader) return { standing, tone: 'wait', title, lines: [...why, say(safe ? 'why.entry.nobody-counts' : 'why.entry.no-leader', { ...values, have: stored.length, servers: state.servers.length })], section: safe ? '§5.4.3' : '§5.2' };
  const theirs = leader.log.entry(index);
  if (theirs?.term !== term) {
    const key = inSnapshot(leader, index) ? 'why.entry.snapshot' : theirs ? 'why.entry.conflict' : 'why.entry.beyond';
    const more = { leader: leader.id, leaderTerm: leader.term, theirTerm: theirs?.term ?? 0, last: leader.log.length };
    return { standing, tone: 'wait', title, lines: [...why, say(key, { ...values, ...more })], rule: 'conflict-removes-tail', section: '§5.3' };
  }
  return { standing, ...waiting(context, leader, index, term, stored, title, why) };
}

/**
 * Whether no later leader can lack it, although nobody has counted it: it is on a
 * majority, and got there in its leader's term, whichever server's configuration is to
 * decide. Nothing is safe where a rule is off.
 * @param {Context} context @param {Server[]} stored @param {number} index @param {number} term
 */
function isSafe(context, stored, index, term) {
  const { state, copiesNeeded, without } = context;
  if (without.length > 0 || !everywhere(stored)) return false;
  const inTerm = storedInTerm(context, stored, index, term);
  return everywhere(stored.filter((s) => inTerm.includes(s.id)));

  /** @param {Server[]} copies */
  function everywhere(copies) {
    return state.servers.every((s) => enough(halves(state, s, copies, copiesNeeded)));
  }
}

/** Why a leader that has it does not commit it yet. @param {Context} context @param {Server} leader @param {number} index @param {number} term @param {Server[]} stored @param {Text} title @param {Text[]} why what has been said @returns {Card} */
function waiting(context, leader, index, term, stored, title, why) {
  const { state, found, without, copiesNeeded } = context;
  const held = found.get('held');
  const decision = held?.event.by === leader.id ? decisionOf(held.event, HELD) : undefined;
  const counts = halves(state, leader, stored, copiesNeeded);
  const tally = tallied(counts);
  const at = decision?.index === index ? held?.event.at : undefined;
  const next = (leader.commitIndex ?? 0) + 1;
  const values = { index, term, ...tally.values, leader: leader.id, leaderTerm: leader.term, next };
  const older = term < leader.term && !without.includes('commit-only-current-term');
  if (older && enough(counts)) {
    return { tone: 'wait', title, lines: [...why, say(`why.entry.old-term${tally.form}`, values)], rule: 'commit-only-current-term', section: '§5.4.2', at };
  }
  const rest = missing(state, leader, index, term, stored);
  const voting = stored.filter((s) => votes(configurationOf(state, leader), s.id));
  const counted = countedBy(state, leader, index).length;
  const lines = why.length > 0 ? why : [say(`why.entry.stored${tally.form}`, { ...values, needed: say('why.entry.needed', { need: values.need }) })];
  // What is stored on enough servers waits for the leader to hear of it, and for no rule.
  if (counted < voting.length) lines.push(say('why.entry.known', { leader: leader.id, counted }));
  if (older) lines.push(say('why.entry.old-term-too', values));
  return { tone: 'wait', title, lines: [...lines, ...rest], rule: !enough(counts) && !without.includes('commit-majority') ? 'commit-majority' : undefined, section: '§5.3', at };
}

/** Which voters a leader knows to store an entry of its log. @param {State} state @param {Server} leader @param {number} index */
function countedBy(state, leader, index) {
  const configuration = configurationOf(state, leader);
  return state.servers.filter((s, i) => votes(configuration, s.id) && (s === leader ? (s.syncedIndex ?? 0) : (leader.match[i] ?? 0)) >= index);
}

/** Why the others have it not, or not yet. @param {State} state @param {Server} leader @param {number} index @param {number} term @param {Server[]} stored @returns {Text[]} */
function missing(state, leader, index, term, stored) {
  /** @type {Map<string, string[]>} the servers for which a reason holds */
  const reasons = new Map();
  const add = (/** @type {string} */ reason, /** @type {Server} */ s) => reasons.set(reason, [...(reasons.get(reason) ?? []), s.id]);
  for (const s of state.servers) {
    if (stored.includes(s)) {
      const acks = s !== leader && state.flights.some((m) => m.kind === 'AppendEntriesReply' && m.from === s.id && m.to === leader.id && m.appendEntriesReply.success && m.appendEntriesReply.matchIndex >= index);
      if (acks && (leader.match[state.servers.indexOf(s)] ?? 0) < index) add('why.lacks.ack', s);
      continue;
    }
    const sent = state.flights.some((m) => m.kind === 'AppendEntries' && m.to === s.id && m.term === leader.term && m.appendEntries.prevLogIndex < index && m.appendEntries.prevLogIndex + m.appendEntries.entries >= index);
    const next = leader.next[state.servers.indexOf(s)] ?? 0;
    const reason =
      s.down ? 'down'
      : isCut(state, leader.id, s.id) || isCut(state, s.id, leader.id) ? 'cut'
      : s.paused ? 'paused'
      : holds(state, s, index, term) ? 'sync'
      : sent ? 'flight'
      : s.log.entry(index) ? 'another'
      : next > index ? 'unanswered'
      : 'unsent';
    add(`why.lacks.${reason}`, s);
  }
  const texts = [...reasons].map(([key, servers]) => say(key, { server: listed(servers), count: servers.length, leader: leader.id }));
  const [first, ...rest] = texts;
  return first ? [say('why.sentence', { text: rest.reduce((a, b) => say('why.then', { a, b }), first) })] : [];
}

/** @param {Context} context @param {number} index @param {number} term @param {Server[]} knows the running servers that do @param {Found} [found] the decision @returns {EntryCard} */
function committed(context, index, term, knows, found) {
  const { state, history } = context;
  const known = say('why.entry.known-by', { list: listed(knows.map((s) => s.id)) });
  if (!found) return { standing: 'committed', tone: 'yes', title: say('why.entry.committed'), lines: [known], section: '§5.3' };
  const { by = '', at } = found.event;
  const { stored = 0, need = 0, storedNext, needNext, index: later = 0 } = decisionOf(found.event, ['committed']) ?? {};
  const then = history.glance(at - 0.5); // committing a joint configuration puts the next one in force
  const leader = serverOf(then, by);
  const leaderTerm = leader?.term ?? 0;
  const tally = tallied(decidedHalves(then, leader, { stored, need, storedNext, needNext }));
  const values = { by, ...tally.values, later, index, term, leaderTerm, at: instant(at) };
  const lines = [say(`${later > index ? 'why.entry.with-later' : 'why.entry.by-counting'}${tally.form}`, values)];
  if (term < leaderTerm && later > index) lines.push(say('why.entry.of-old-term', values));
  const more = { rule: term < leaderTerm && later > index ? 'commit-only-current-term' : RULE_OF.committed, section: '§5.3', at };
  if (knows.length > 0) return { standing: 'committed', tone: 'yes', title: say('why.entry.committed'), lines: [...lines, known], ...more };
  const leads = leaderOf(state);
  const learns = leads && holds(state, leads, index, term) ? say('why.entry.learns', { leader: leads.id, leaderTerm: leads.term }) : null;
  return { standing: 'forgotten', tone: 'yes', title: say('why.entry.committed-by', values), lines: [say('why.entry.nobody-knows'), ...lines, ...(learns ? [learns] : [])], ...more };
}

/** Not there, or not any more. @param {Context} context @param {Server} holder @param {number} index @param {number} term @returns {Card} */
function gone(context, holder, index, term) {
  const card = missingHere(context, holder, index, term);
  const commit = firstCommit(context, index, term);
  if (commit) card.lines.push(say('why.entry.had-committed', { by: commit.event.by ?? '', at: instant(commit.event.at) }));
  return card;
}

/** @param {Context} context @param {Server} holder @param {number} index @param {number} term @returns {Card} */
function missingHere({ found, time, history }, holder, index, term) {
  const removed = found.get('removed');
  const crashed = found.get('crashed');
  const values = { server: holder.id, index, term };
  const had = (/** @type {number} */ at) => serverOf(history.glance(at - 0.5), holder.id)?.log.entry(index)?.term === term;
  if (removed && had(removed.event.at)) {
    const { leader = '', ours, theirs, removed: count = 0, first = 0 } = decisionOf(removed.event, ['conflict-truncated']) ?? {};
    const more = { leader, ourTerm: ours?.term ?? 0, theirTerm: theirs?.term ?? 0, count, first, at: instant(removed.event.at) };
    return { tone: 'no', title: say('why.entry.overwritten'), lines: [say('why.entry.removed', { ...values, ...more })], rule: RULE_OF['conflict-truncated'], section: '§5.3', at: removed.event.at };
  }
  if (crashed && had(crashed.event.at)) {
    const { at, server } = crashed.event;
    const wiped = (server?.wipes ?? 0) > (serverOf(history.glance(at - 0.5), holder.id)?.wipes ?? 0);
    const [title, line] = wiped ? ['why.entry.wiped', 'why.entry.wiped-line'] : ['why.entry.lost', 'why.entry.unsynced'];
    return { tone: 'no', title: say(title), lines: [say(line, { ...values, at: instant(at) })], section: 'Figure 2', at };
  }
  return { tone: 'plain', title: say('why.entry.absent'), lines: [say('why.entry.not-here', { ...values, at: instant(time) })] };
}

/** A card about one entry, for somebody who explains something else. @param {Context} context @param {Server} holder @param {number} index */
export function statusOf(context, holder, index) {
  const entry = holder.log.entry(index);
  return entry ? status(context, holder, index, entry.term) : null;
}
