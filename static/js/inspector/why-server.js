// A server: what it waits for, why it is what it is, and what it decided last that
// people ask about: its vote, its stepping down, entries that it gave up.

/** @import { Server } from '../run/reducer.js' */
/** @import { Card, Report, Context } from './card.js' */
/** @import { Wants } from './search.js' */
import { configurationOf, configurationText, countingServer, isCut, serverOf, votes } from '../run/state-queries.js';
import { has } from '../run/reducer.js';
import { decided, instant, say, sentence } from './card.js';
import { RULE_OF } from './decision-lines.js';
import { decides, decisionOf } from './search.js';
import { answers, voteLines } from './why-vote.js';
import { statusOf } from './why-entry.js';

/** @param {string} id @param {readonly Server[]} servers @returns {Wants} */
export function wants(id, servers) {
  /** @type {Wants} */
  const wanted = {
    voted: (e) => decides(e, id, ['vote-granted', 'vote-granted-again', 'vote-refused-stale-term', 'vote-refused-already-voted', 'vote-refused-log']),
    stood: (e) => decides(e, id, ['election-started', 'pre-vote-started']),
    led: (e) => decides(e, id, ['became-leader']),
    handing: (e) => decides(e, id, ['transfer-begun', 'target-told-to-stand']),
    counted: (e) => decides(e, id, ['vote-counted', 'pre-vote-counted']),
    stepped: (e) => decides(e, id, ['stepped-down', 'yielded', 'quorum-lost']),
    cutBack: (e) => decides(e, id, ['conflict-truncated']),
    refusedAppend: (e) => decides(e, id, ['append-refused-prev', 'append-refused-stale-term']),
    held: (e) => decides(e, id, ['commit-held-majority', 'commit-held-old-term']),
    read: (e) => decides(e, id, ['read-waits-for-own-commit', 'read-waits-for-quorum', 'read-waits-for-apply']),
  };
  for (const s of servers) {
    if (s.id === id) continue;
    wanted[`vote ${s.id}`] = answers(id, s.id);
    wanted[`pre ${s.id}`] = answers(id, s.id, true);
  }
  return wanted;
}

/** @param {string} id @param {Context} context @returns {Report} */
export function explain(id, context) {
  const server = serverOf(context.state, id);
  if (!server) return { title: say('why.nothing'), fields: [], cards: [] };
  return { title: say('why.server', { server: id }), fields: [], cards: [now(context, server), ...belonging(context, server), ...earlier(context, server)] };
}

/** What it waits for. @param {Context} context @param {Server} server @returns {Card} */
function now(context, server) {
  const { id, term } = server;
  if (server.down) return { tone: 'no', title: say('why.is-down'), lines: [say('why.is-down-line', { server: id, term, count: server.lastIndex ?? 0 })], section: 'Figure 2' };
  if (server.paused) return { tone: 'no', title: say('why.is-paused'), lines: [say('why.is-paused-line', { server: id, count: server.inbox ?? 0 })] };
  if (server.role === 'leader') return leads(context, server);
  if (server.role === 'candidate' || server.role === 'pre-candidate') return stands(context, server);
  return follows(context, server);
}

/** @param {Context} context @param {Server} server @returns {Card} */
function follows({ state, time, found }, server) {
  const { id, term, leader = '', timerSet = 0, deadline = 0 } = server;
  const left = Math.max(0, deadline - time);
  const heard = serverOf(state, leader);
  if (!deadline && !votes(configurationOf(state, server), id)) return { tone: 'plain', title: say('why.no-vote'), lines: [say('why.no-vote-line', { server: id, configuration: configurationText(configurationOf(state, server)) })], section: 'D4.2.2' };
  const values = { server: id, leader, term, left: instant(Math.ceil(left / 10_000) * 10_000).replace(/\.0$/, ''), set: instant(timerSet) };
  if (!leader) {
    const led = decisionOf(found.get('led')?.event, ['became-leader'])?.term === term; // before it crashed, or heard no majority
    return { tone: 'wait', title: say('why.no-leader'), lines: [say(led ? 'why.no-leader-led' : 'why.no-leader-line', values)], section: '§5.2' };
  }
  if (heard && (heard.down || heard.role !== 'leader' || heard.paused || isCut(state, leader, id))) {
    const key = heard.down ? 'why.leader-down' : isCut(state, leader, id) ? 'why.leader-cut' : heard.paused ? 'why.leader-paused' : 'why.leader-gone';
    return { tone: 'wait', title: say('why.soon-election'), lines: [say(key, values), say('why.patience', values)], section: '§5.2' };
  }
  return { tone: 'yes', title: say('why.no-election'), lines: [say('why.hears', values)], section: '§5.2' };
}

/** What it is to the cluster, where that is not everybody. @param {Context} context @param {Server} server @returns {Card[]} */
function belonging({ state }, server) {
  const { id, configurationIndex: index = 0, needs = {} } = server;
  const counting = countingServer(state);
  if ((!server.configuration && !counting.configuration) || server.down) return [];
  const [own, others] = [configurationOf(state, server), configurationOf(state, counting)];
  const [configuration, other] = [own, others].map(configurationText);
  const place = votes(own, id) ? 'voter' : has(own.learners, id) ? 'learner' : 'outside';
  const values = { server: id, configuration, index, votes: needs.votes ?? 0, next: needs.votesNext ?? 0, other };
  const lines = [say(index ? 'why.goes-by' : 'why.goes-by-first', values)];
  if (own.next) lines.push(say('why.both-halves', values));
  if (other !== configuration) lines.push(say('why.goes-by-other', values));
  return [{ tone: 'plain', title: say(`why.is-${place}`, values), lines, rule: 'configuration-when-appended', section: '§6' }];
}

/** @param {Context} context @param {Server} server @returns {Card} */
function stands(context, server) {
  const { found, state } = context;
  const counted = found.get('counted');
  const stood = found.get('stood');
  const pre = server.role === 'pre-candidate';
  const term = pre ? server.term + 1 : server.term;
  const decision = counted && counted.event.at >= (stood?.event.at ?? 0) ? decisionOf(counted.event, ['vote-counted', 'pre-vote-counted']) : undefined;
  const title = decision ? say('why.votes-so-far', { have: decision.votes, need: decision.need }) : say('why.votes-none');
  const renamed = pre ? new Map([...found].map(([name, what]) => [name.replace(/^pre /, 'vote '), what])) : found;
  const lines = voteLines({ ...context, found: renamed }, server.id, term, state.servers);
  return { tone: 'wait', title, lines, rule: 'election-majority', section: '§5.2', at: stood?.event.at };
}

/** What a leader's next entry waits for. @type {Record<import('./why-entry.js').EntryCard['standing'], string>} */
const WAITS = { waiting: 'why.entry-waits', safe: 'why.entry-safe', committed: 'why.entry-unheard', forgotten: 'why.entry-unheard' };

/** @param {Context} context @param {Server} server @returns {Card} */
function leads(context, server) {
  const { found, history } = context;
  const next = (server.commitIndex ?? 0) + 1;
  const handing = found.get('handing');
  if (server.transfer && handing) {
    return { tone: 'wait', title: say('why.transfers', { to: server.transfer }), lines: [sentence(history, handing), say('why.transfers-line', { server: server.id })], section: 'D3.10', at: handing.event.at };
  }
  const reading = found.get('read');
  if (server.reads && reading) return decided(context, reading, 'wait', say('why.reads', { count: server.reads }));
  const waiting = next <= server.log.length ? statusOf(context, server, next) : null;
  if (waiting) {
    const entry = server.log.entry(next);
    const select = /** @type {const} */ ({ kind: 'entry', id: `${server.id} ${next} ${entry?.term ?? 0}` });
    const { standing, ...card } = waiting;
    const title = say(WAITS[standing], { server: server.id, index: next, cmd: entry?.cmd ?? '' });
    return { ...card, title, links: [{ text: say('why.look', { index: next }), select }] };
  }
  const led = found.get('led');
  const lines = [say(server.log.length > 0 ? 'why.leads-line' : 'why.leads-empty', { server: server.id, index: server.commitIndex ?? 0 })];
  if (led) lines.unshift(sentence(history, led));
  return { tone: 'yes', title: say('why.leads'), lines, rule: led && RULE_OF['became-leader'], section: '§5.2', at: led?.event.at };
}

/** What it decided before that people ask about, the latest first. @param {Context} context @param {Server} server @returns {Card[]} */
function earlier(context, server) {
  const { found } = context;
  /** @type {[string, string][]} */
  const asked = [['stepped', 'why.why-stepped'], ['voted', 'why.why-voted'], ['cutBack', 'why.why-cut-back'], ['refusedAppend', 'why.why-refused']];
  return asked
    .flatMap(([name, title]) => {
      const what = found.get(name);
      if (!what || server.down) return [];
      const { decision } = what.event;
      const kind = decision?.kind ?? '';
      const learned = name === 'stepped' && wasFollower(context, what, server.id);
      // Nobody asks why somebody stepped down who leads or stands again, nor for a term that has passed.
      if (name === 'stepped' && (server.role !== 'follower' || (learned && decisionOf(what.event, ['stepped-down'])?.theirTerm !== server.term))) return [];
      const titled = name === 'voted' && /refused/.test(kind) ? 'why.why-not-voted' : learned ? 'why.why-new-term' : title;
      return [decided(context, what, 'plain', say(titled))];
    })
    .sort((a, b) => (b.at ?? 0) - (a.at ?? 0))
    .slice(0, 3);
}

/** @param {Context} context @param {import('./search.js').Found} found @param {string} id */
function wasFollower({ history }, { event }, id) {
  return event.decision?.kind === 'stepped-down' && serverOf(history.glance(event.at - 0.5), id)?.role === 'follower';
}
