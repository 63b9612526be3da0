// A log entry: where it is, whether it is committed, and why or why not. The
// engine's decisions give the reason; which servers hold a copy is counted from
// what their events said.

/** @import { Server, State } from '../run/reducer.js' */
/** @import { Card, Field, Report, Context, Text } from './card.js' */
/** @import { Wants } from './search.js' */
import { entryState } from '../stage/log-row.js';
import { isCut, leaderOf, serverOf } from '../run/state-queries.js';
import { instant, listed, say } from './card.js';
import { decides } from './search.js';

const HELD = ['commit-held-majority', 'commit-held-old-term'];

/** @param {string} id "S1 5 2": server, index, term */
export function parse(id) {
  const [server, index, term] = id.split(' ');
  return { server, index: Number(index), term: Number(term) };
}

/** @param {string} id @returns {Wants} */
export function wants(id) {
  const { server, index } = parse(id);
  return {
    held: (e) => decides(e, '', HELD),
    removed: (e) => decides(e, server, ['conflict-truncated']) && (e.decision?.index ?? 0) <= index,
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
  const cards = !holder ? [] : coming ? [{ tone: 'wait', title: say('why.entry.coming'), lines: [] }] : there ? [status(context, holder, index, term)] : [gone(context, holder, index, term)];
  return { title: say('why.entry', { index, cmd, term }), fields: copies(state, index, term), cards };
}

/** Where it is: the servers that hold it alike, together. @param {State} state @param {number} index @param {number} term @returns {Field[]} */
function copies(state, index, term) {
  /** @type {Map<string, {name: Text, servers: string[]}>} */
  const alike = new Map();
  for (const s of state.servers) {
    const entry = s.log.entry(index);
    const name = s.log.lacks(index) ? say('why.copy.coming') : !entry ? say('why.copy.none') : entry.term !== term ? say('why.copy.another', { term: entry.term }) : say(`stage.entry.${s.down ? 'durable' : entryState(s, index)}`);
    const key = JSON.stringify(name);
    const group = alike.get(key);
    if (group) group.servers.push(s.id);
    else alike.set(key, { name, servers: [s.id] });
  }
  // Who has it comes before who has not.
  const rank = (/** @type {Text} */ name) => ['why.copy.another', 'why.copy.none'].indexOf(name.key);
  return [...alike.values()].sort((a, b) => rank(a.name) - rank(b.name)).map(({ name, servers }) => ({ name, value: say('why.row', { list: listed(servers) }) }));
}

/** Which servers hold it durably. @param {State} state @param {number} index @param {number} term */
function holders(state, index, term) {
  return state.servers.filter((s) => s.log.entry(index)?.term === term && (s.syncedIndex ?? 0) >= index);
}

/**
 * Whether it is committed, and why or why not.
 * @param {Context} context
 * @param {Server} holder
 * @param {number} index
 * @param {number} term
 * @returns {Card}
 */
export function status(context, holder, index, term) {
  const { state } = context;
  const knows = state.servers.filter((s) => !s.down && (s.commitIndex ?? 0) >= index && s.log.entry(index)?.term === term);
  if (knows.length > 0) return committed(context, index, term, knows);
  const leader = leaderOf(state);
  const stored = holders(state, index, term);
  const values = { index, term, server: holder.id, have: stored.length, servers: state.servers.length };
  const title = say('why.entry.waiting');
  if (!leader) return { tone: 'wait', title, lines: [say('why.entry.no-leader', values)], section: '§5.2' };
  const theirs = leader.log.entry(index);
  if (theirs?.term !== term) {
    const key = theirs ? 'why.entry.conflict' : 'why.entry.beyond';
    const more = { leader: leader.id, leaderTerm: leader.term, theirTerm: theirs?.term ?? 0, last: leader.log.length };
    return { tone: 'wait', title, lines: [say(key, { ...values, ...more })], rule: 'conflict-removes-tail', section: '§5.3' };
  }
  return waiting(context, leader, index, term, stored, title);
}

/** @param {Context} context @param {Server} leader @param {number} index @param {number} term @param {Server[]} stored @param {Text} title @returns {Card} */
function waiting(context, leader, index, term, stored, title) {
  const { state, found } = context;
  const held = found.get('held');
  const decision = held?.event.by === leader.id ? held.event.decision : undefined;
  const { have = 0, need = 0, rule, kind = '' } = decision ?? {};
  const at = held?.event.at;
  const values = { index, term, have, need, servers: state.servers.length, leader: leader.id, leaderTerm: leader.term, next: decision?.index ?? 0 };
  if (decision && kind === 'commit-held-old-term' && (decision.index ?? 0) >= index && term < leader.term) {
    return { tone: 'wait', title, lines: [say('why.entry.old-term', values)], rule, section: '§5.4.2', at };
  }
  const rest = missing(state, leader, index, term, stored);
  const first = leader.commitIndex ?? 0;
  if (decision && decision.index === first + 1 && index > first + 1) {
    return { tone: 'wait', title, lines: [say('why.entry.after', { ...values, stored: stored.length }), ...rest], rule, section: '§5.3', at };
  }
  // The leader may not have heard yet from all who store it.
  const counted = decision?.index === index ? have : 0;
  const needed = need > 0 ? say('why.entry.needed', { need }) : '';
  const lines = [say('why.entry.stored', { have: stored.length, servers: state.servers.length, needed })];
  if (counted > 0 && counted < stored.length) lines.push(say('why.entry.known', { leader: leader.id, counted }));
  return { tone: 'wait', title, lines: [...lines, ...rest], rule: rule ?? 'commit-majority', section: '§5.3', at: decision?.index === index ? at : undefined };
}

/** Why the others have it not, or not yet. @param {State} state @param {Server} leader @param {number} index @param {number} term @param {Server[]} stored @returns {Text[]} */
function missing(state, leader, index, term, stored) {
  /** @type {Map<string, string[]>} the servers for which a reason holds */
  const reasons = new Map();
  const holds = (/** @type {string} */ reason, /** @type {Server} */ s) => reasons.set(reason, [...(reasons.get(reason) ?? []), s.id]);
  for (const s of state.servers) {
    if (stored.includes(s)) {
      const acks = s !== leader && state.flights.some((m) => m.kind === 'AppendEntriesReply' && m.from === s.id && m.to === leader.id && m.ok && (m.matchIndex ?? 0) >= index);
      if (acks && (leader.match[state.servers.indexOf(s)] ?? 0) < index) holds('why.lacks.ack', s);
      continue;
    }
    const sent = state.flights.some((m) => m.kind === 'AppendEntries' && m.to === s.id && m.term === leader.term && (m.prevLogIndex ?? 0) < index && (m.prevLogIndex ?? 0) + (m.entries ?? 0) >= index);
    const next = leader.next[state.servers.indexOf(s)] ?? 0;
    const reason =
      s.down ? 'down'
      : isCut(state, leader.id, s.id) || isCut(state, s.id, leader.id) ? 'cut'
      : s.paused ? 'paused'
      : s.log.entry(index)?.term === term ? 'sync'
      : sent ? 'flight'
      : s.log.entry(index) ? 'another'
      : next > index ? 'unanswered'
      : 'unsent';
    holds(`why.lacks.${reason}`, s);
  }
  const texts = [...reasons].map(([key, servers]) => say(key, { server: listed(servers), count: servers.length, leader: leader.id }));
  const [first, ...rest] = texts;
  return first ? [say('why.sentence', { text: rest.reduce((a, b) => say('why.then', { a, b }), first) })] : [];
}

/** @param {Context} context @param {number} index @param {number} term @param {Server[]} knows @returns {Card} */
function committed(context, index, term, knows) {
  const { state, history } = context;
  const found = firstCommit(context, index);
  const title = say('why.entry.committed');
  const known = say('why.entry.known-by', { list: listed(knows.map((s) => s.id)) });
  if (!found) return { tone: 'yes', title, lines: [known], section: '§5.3' };
  const { decision, by = '', at } = found.event;
  const { have = 0, need = 0, index: later = 0, rule } = decision ?? {};
  const leaderTerm = serverOf(history.glance(at), by)?.term ?? 0;
  const values = { by, have, need, later, index, term, leaderTerm, servers: state.servers.length, at: instant(at) };
  const lines = [say(later > index ? 'why.entry.with-later' : 'why.entry.by-counting', values)];
  if (term < leaderTerm && later > index) lines.push(say('why.entry.of-old-term', values));
  return { tone: 'yes', title, lines: [...lines, known], rule: term < leaderTerm && later > index ? 'commit-only-current-term' : rule, section: '§5.3', at };
}

/** The decision by which an index was first committed; undefined if it lies too far back. @param {Context} context @param {number} index */
function firstCommit({ history, time }, index) {
  /** @type {import('./search.js').Found | undefined} */
  let first;
  history.lookBack(time, (event, seq) => {
    if (event.decision?.kind !== 'committed') return false;
    // A leader that had committed less cannot have committed this one before.
    if ((event.decision.index ?? 0) < index) return true;
    first = { event, seq };
    return false;
  });
  return first;
}

/** Not there, or not any more. @param {Context} context @param {Server} holder @param {number} index @param {number} term @returns {Card} */
function gone({ found, time, history }, holder, index, term) {
  const removed = found.get('removed');
  const crashed = found.get('crashed');
  const values = { server: holder.id, index, term };
  const had = (/** @type {number} */ at) => serverOf(history.glance(at - 0.5), holder.id)?.log.entry(index)?.term === term;
  if (removed && had(removed.event.at)) {
    const { peer = '', ours, theirs, count = 0, index: first = 0, rule } = removed.event.decision ?? {};
    const more = { leader: peer, ourTerm: ours?.term ?? 0, theirTerm: theirs?.term ?? 0, count, first, at: instant(removed.event.at) };
    return { tone: 'no', title: say('why.entry.overwritten'), lines: [say('why.entry.removed', { ...values, ...more })], rule, section: '§5.3', at: removed.event.at };
  }
  if (crashed && had(crashed.event.at)) {
    return { tone: 'no', title: say('why.entry.lost'), lines: [say('why.entry.unsynced', { ...values, at: instant(crashed.event.at) })], section: '§5.3', at: crashed.event.at };
  }
  return { tone: 'plain', title: say('why.entry.absent'), lines: [say('why.entry.not-here', { ...values, at: instant(time) })] };
}

/** A card about one entry, for somebody who explains something else. @param {Context} context @param {Server} holder @param {number} index */
export function statusOf(context, holder, index) {
  const entry = holder.log.entry(index);
  return entry ? status(context, holder, index, entry.term) : null;
}
