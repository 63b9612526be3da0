// A client's request: how far it has come, what it waits for, and why it was asked
// again. And a link: what holds on it.

/** @import * as wire from '../wire.js' */
/** @import { Card, Report, Context, Text } from './card.js' */
/** @import { Wants } from './search.js' */
import { percent, shortMilliseconds } from '../ui/format.js';
import { isCut, leaderOf, serverOf } from '../run/state-queries.js';
import { decided, instant, listed, say } from './card.js';
import { decides } from './search.js';
import { statusOf } from './why-entry.js';

const ABOUT = ['proposal-refused', 'request-deduplicated', 'outcome-unknown', 'read-failed', 'read-waits-for-own-commit', 'read-waits-for-quorum', 'read-waits-for-apply'];
const READ_WAITS = { 'own-commit': 'read-after-own-commit', quorum: 'quorum-reads', apply: '' };

/** @param {string} id @returns {Wants} */
export function wants(id) {
  return {
    held: (e) => decides(e, '', ['commit-held-majority', 'commit-held-old-term']),
    about: (e) => decides(e, '', ABOUT, { client: /** @type {wire.ClientID} */ (id) }),
  };
}

/** @param {string} id @param {Context} context @returns {Report} */
export function explain(id, context) {
  const client = context.state.clients.find((c) => c.id === id);
  if (!client || client.phase === 'idle') return { title: say('why.client.none', { client: id }), fields: [], cards: [] };
  const { cmd = '', request = 0 } = client;
  const cards = [waits(context, client)];
  const about = context.found.get('about');
  if (about && client.phase !== 'answered' && (about.event.decision?.request ?? 0) === request && !/read-waits/.test(about.event.decision?.kind ?? '')) cards.push(decided(context, about, 'plain', say('why.request.last-word')));
  return { title: say('why.request', { client: id, cmd, request }), fields: [], cards };
}

/** @param {Context} context @param {wire.ClientState} client @returns {Card} */
function waits(context, client) {
  const { state } = context;
  const { id, phase, target = '', attempt = 1, attempts = 1, retry = '', index = 0, copies = 0, need = 0, deadline = 0, waits: read, cmd = '' } = client;
  const leader = leaderOf(state);
  const values = { client: id, cmd, server: target, attempt, attempts, index, have: copies, need, at: instant(deadline), leader: leader?.id ?? '?' };
  /** @type {Text[]} */
  const again = attempt > 1 && retry ? [say(`why.retried.${retry}`, values)] : [];
  const later = say('why.request.deadline', values);
  if (phase === 'answered') return { tone: 'yes', title: say('why.request.answered'), lines: [say('why.request.answered-line', values), ...again], section: '§8' };
  if (phase === 'gave-up') return { tone: 'no', title: say('why.request.gave-up'), lines: [say('why.request.gave-up-line', values), ...again], section: '§8' };
  if (read) {
    const line = say(`why.read.${read}`, { ...values, applied: serverOf(state, target)?.lastApplied ?? 0 });
    return { tone: 'wait', title: say('why.read'), lines: [line, later], rule: READ_WAITS[read], section: '§8' };
  }
  if (phase === 'sent') return { tone: 'wait', title: say('why.request.sent'), lines: [unanswered(context, client, values), later, ...again], section: '§8' };
  if (phase === 'committed') return { tone: 'yes', title: say('why.request.committed'), lines: [say('why.request.committed-line', values), later], section: '§5.3' };
  const holder = leader ?? serverOf(state, target);
  const entry = holder && index > 0 ? statusOf(context, holder, index) : null;
  if (entry && holder) {
    const select = /** @type {const} */ ({ kind: 'entry', id: `${holder.id} ${index} ${holder.log.entry(index)?.term ?? 0}` });
    return { ...entry, title: say('why.request.entry', { index }), lines: [...entry.lines, later, ...again], links: [{ text: say('why.look', { index }), select }] };
  }
  return { tone: 'wait', title: say('why.request.entry', { index }), lines: [say('why.request.stored', values), later, ...again], section: '§5.3' };
}

/** Why a server has not answered. @param {Context} context @param {wire.ClientState} client @param {Text['values']} values */
function unanswered({ state }, { id, target = '' }, values) {
  const server = serverOf(state, target);
  if (!server || server.down) return say('why.request.down', values);
  if (state.flights.some((m) => m.from === id && m.to === target)) return say('why.request.flying', values);
  if (state.flights.some((m) => m.from === target && m.to === id)) return say('why.request.coming', values);
  if (server.paused) return say('why.request.paused', values);
  return say('why.request.silent', values);
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
