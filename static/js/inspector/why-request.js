// A client's request: how far it has come, what it waits for, and why it was asked
// again. And a link: what holds on it.

/** @import * as wire from '../wire.js' */
/** @import { Card, Report, Context, Text } from './card.js' */
/** @import { Wants } from './search.js' */
/** @import { Server } from '../run/reducer.js' */
/** @import { Loss } from '../run/event-index.js' */
import { percent, shortMilliseconds } from '../ui/format.js';
import { inSnapshot, isCut, leaderOf, serverOf } from '../run/state-queries.js';
import { decided, instant, listed, say } from './card.js';
import { firstCommit } from './commits.js';
import { decides, decisionOf } from './search.js';
import { status } from './why-entry.js';

const ABOUT = /** @type {const} */ (['proposal-refused', 'request-deduplicated', 'outcome-unknown', 'read-failed', 'read-waits-for-own-commit', 'read-waits-for-quorum', 'read-waits-for-apply']);
const READ_WAITS = { 'own-commit': 'read-after-own-commit', quorum: 'quorum-reads', apply: '' };

/** @param {string} id @returns {Wants} */
export function wants(id) {
  const client = /** @type {wire.ClientID} */ (id);
  return {
    held: (e) => decides(e, '', ['commit-held-majority', 'commit-held-old-term']),
    about: (e) => decides(e, '', ABOUT, (d) => d.client === client),
    accepted: (e) => decides(e, '', ['proposal-accepted'], (d) => d.client === client),
    asked: (e) => e.kind === 'send' && e.message?.from === client && e.message.kind === 'ClientRequest',
  };
}

/** @param {string} id @param {Context} context @returns {Report} */
export function explain(id, context) {
  const client = context.state.clients.find((c) => c.id === id);
  if (!client || client.phase === 'idle') return { title: say('why.client.none', { client: id }), fields: [], cards: [] };
  const { cmd = '', request = 0, phase } = client;
  const cards = [waits(context, client)];
  // What it asks again may be in a log since it asked before.
  if (phase === 'sent') cards.push(...entryCards(context, client, []));
  const about = context.found.get('about');
  if (about && phase !== 'answered' && decisionOf(about.event, ABOUT)?.request === request && !/read-waits/.test(about.event.decision?.kind ?? '')) {
    const earlier = about.event.at < (context.found.get('asked')?.event.at ?? 0);
    cards.push(decided(context, about, 'plain', say(earlier ? 'why.request.earlier-word' : 'why.request.last-word')));
  }
  return { title: say('why.request', { client: id, cmd, request }), fields: [], cards };
}

/** @param {Context} context @param {wire.ClientState} client @returns {Card} */
function waits(context, client) {
  const { state } = context;
  const { id, phase, target = '', attempt = 1, attempts = 1, retry = '', index = 0, copies = 0, deadline = 0, waits: read, pausing = false, cmd = '' } = client;
  const need = (read && client.need) || context.copiesNeeded;
  const leader = leaderOf(state);
  const values = { client: id, cmd, server: target, attempt, attempts, index, have: copies, need, at: instant(deadline), leader: leader?.id ?? '?' };
  /** @type {Text[]} */
  const again = attempt > 1 && retry ? [say(`why.retried.${retry}`, values)] : [];
  const later = say('why.request.deadline', values);
  if (phase === 'answered') return { tone: 'yes', title: say('why.request.answered'), lines: [say('why.request.answered-line', values), ...again], section: '§8' };
  if (phase === 'gave-up') return { tone: 'no', title: say('why.request.gave-up'), lines: [say('why.request.gave-up-line', values), ...again], section: '§8' };
  if (pausing) return { tone: 'wait', title: say('why.request.pausing'), lines: [say('why.request.pausing-line', values)], section: '§8' };
  const asked = serverOf(state, target);
  const back = answer(context, client);
  if (read && !back && asked && !asked.down && asked.role === 'leader') {
    const line = say(`why.read.${read}`, { ...values, applied: asked.lastApplied ?? 0 });
    return { tone: 'wait', title: say('why.read'), lines: [line, later], rule: READ_WAITS[read], section: '§8' };
  }
  if (phase === 'sent' || read) {
    const title = back?.lost || read ? 'why.request.open' : attempt > 1 ? 'why.request.sent-again' : 'why.request.sent';
    return { tone: 'wait', title: say(title), lines: [unanswered(context, client, values), later, ...again], section: '§8' };
  }
  if (phase === 'committed') return { tone: 'yes', title: say('why.request.committed'), lines: [replies(context, client, values), later, ...again], section: '§5.3' };
  const [entry] = entryCards(context, client, [later, ...again]);
  return entry ?? { tone: 'wait', title: say('why.request.entry', { index }), lines: [say('why.request.stored', values), later, ...again], section: '§5.3' };
}

/**
 * What has become of its entry: the one that a server made of it last, and not what
 * stands at that index elsewhere.
 * @param {Context} context @param {wire.ClientState} client @param {Text[]} more @returns {Card[]}
 */
function entryCards(context, client, more) {
  const { state, found } = context;
  const { event } = found.get('accepted') ?? {};
  const { by = '' } = event ?? {};
  const decision = decisionOf(event, ['proposal-accepted']);
  if (!decision || decision.request !== client.request) return [];
  const { index, term } = decision;
  const has = (/** @type {Server | undefined} */ s) => (s?.log.entry(index)?.term === term ? s : undefined);
  // Where the log of nobody has it any more, a snapshot may stand for it.
  const stands = (/** @type {Server} */ s) => inSnapshot(s, index) && firstCommit(context, index, term);
  const holder = has(leaderOf(state)) ?? has(serverOf(state, by)) ?? state.servers.find(has) ?? state.servers.find(stands);
  if (!holder) {
    const coming = state.servers.some((s) => s.log.lacks(index));
    return coming ? [] : [{ tone: 'no', title: say('why.request.entry-gone', { index, term }), lines: more, section: '§5.3' }];
  }
  const { standing, ...entry } = status(context, holder, index, term);
  const title = standing === 'waiting' ? say('why.request.entry', { index }) : say('why.request.entry-is', { index, what: /** @type {Text} */ (entry.title) });
  const select = /** @type {const} */ ({ kind: 'entry', id: `${holder.id} ${index} ${term}` });
  return [{ ...entry, title, lines: [...entry.lines, ...more], links: [{ text: say('why.look', { index }), select }] }];
}

/** The server's answer to what was asked last: on its way, or lost, and where. @param {Context} context @param {wire.ClientState} client */
function answer({ state, history, time, found }, { id, request }) {
  const fits = (/** @type {wire.Message} */ m) => m.to === id && m.kind === 'ClientReply' && m.clientReply.request === (request ?? 0);
  const flies = state.flights.find(fits);
  if (flies) return { from: flies.from, lost: undefined };
  const since = found.get('asked')?.event.at ?? time;
  const lost = history.lossesBetween(since - 1, time).findLast(({ message }) => fits(message));
  return lost && { from: lost.message.from, lost };
}

/** Why a server has not answered. @param {Context} context @param {wire.ClientState} client @param {Record<string, string | number>} values */
function unanswered(context, client, values) {
  const { state, history, time, found } = context;
  const { id, target = '' } = client;
  const server = serverOf(state, target);
  const back = answer(context, client);
  if (back?.lost) return lostOn('why.request.answer-lost', back.lost, back.from, id);
  if (back) return say('why.request.coming', { ...values, server: back.from });
  const asked = found.get('asked')?.event;
  if (state.flights.some((m) => m.from === id && m.to === target && m.kind === 'ClientRequest')) return say('why.request.flying', values);
  const lost = asked && history.lossesBetween(asked.at - 1, time).findLast(({ message }) => message.id === asked.message?.id);
  if (lost) return lostOn('why.request.lost', lost, id, target);
  if (!server || server.down) return say('why.request.down', values);
  if (server.paused) return say('why.request.paused', values);
  return say('why.request.silent', values);
}

/** @param {string} key @param {Loss} loss @param {string} from @param {string} to @returns {Text} */
const lostOn = (key, { at, why }, from, to) => say(key, { from, to, at: instant(at), why: say(`why.lost-at.${why || 'loss'}`, { to }) });

/** Who answers a request whose entry is committed, and what becomes of that. @param {Context} context @param {wire.ClientState} client @param {Record<string, string | number>} values */
function replies(context, client, values) {
  const { state, found } = context;
  const back = answer(context, client);
  if (back?.lost) return lostOn('why.request.answer-lost', back.lost, back.from, client.id);
  if (back) return say('why.request.coming', { ...values, server: back.from });
  const by = found.get('accepted')?.event.by ?? client.target ?? '';
  const server = serverOf(state, by);
  return say(!server || server.down ? 'why.request.answerer-down' : server.role === 'leader' ? 'why.request.committed-line' : 'why.request.answerer-silent', { ...values, server: by });
}

/** What holds on a link, each way. @param {string} id "S1-S2" @param {Context} context @returns {Report} */
export function explainLink(id, { state }) {
  const [a, b] = id.split('-');
  const ways = [[a, b], [b, a]].map(([from, to]) => {
    const own = state.links.find((l) => l.from === from && l.to === to);
    const latency = own?.latency ?? state.network.latency;
    const loss = own?.loss ?? state.network.loss ?? 0;
    const values = { from, to, min: shortMilliseconds(latency.min), max: shortMilliseconds(latency.max), loss: percent(loss) };
    return { name: say('why.link.way', { from, to }), value: isCut(state, from, to) ? say('why.link.cut') : say('why.link.open', values) };
  });
  const flying = state.flights.filter((m) => (m.from === a && m.to === b) || (m.from === b && m.to === a)).map((m) => m.kind ?? '');
  return { title: say('why.link', { a, b }), fields: [...ways, { name: say('why.link.flying'), value: flying.length > 0 ? say('why.row', { list: listed(flying) }) : say('why.link.nothing') }], cards: [] };
}
