// The sentence for a server's decision: the engine's reasons and the values that
// decided.

/** @import * as wire from '../wire.js' */
/** @import { Narrator, Sentence, Topic, Value } from './narrator.js' */
import { configurationText, members } from '../run/state-queries.js';

/** What each decision belongs to, and how much it matters. @type {Partial<Record<wire.DecisionKind, [Topic, Sentence['level']]>>} */
const PLACE = {
  'election-started': ['elections', 'key'],
  'vote-granted': ['elections', 'plain'],
  'vote-granted-again': ['elections', 'detail'],
  'vote-refused-stale-term': ['elections', 'plain'],
  'vote-refused-already-voted': ['elections', 'plain'],
  'vote-refused-log': ['elections', 'plain'],
  'vote-counted': ['elections', 'detail'],
  'vote-counted-before': ['elections', 'detail'],
  'vote-missed': ['elections', 'detail'],
  'vote-reply-ignored': ['elections', 'detail'],
  'became-leader': ['elections', 'key'],
  'stepped-down': ['elections', 'key'],
  'quorum-lost': ['elections', 'key'],
  'vote-withheld': ['elections', 'plain'],
  'transfer-begun': ['elections', 'key'],
  'configuration-in-force': ['elections', 'detail'],
  'configuration-taken-back': ['elections', 'key'],
  'configuration-appended': ['elections', 'key'],
  'change-accepted': ['clients', 'plain'],
  'change-refused-under-way': ['clients', 'plain'],
  'change-refused-too-early': ['clients', 'plain'],
  'change-refused-no-voter': ['clients', 'plain'],
  'caught-up': ['elections', 'plain'],
  'removed-leader-stepped-down': ['elections', 'key'],
  'no-voter': ['elections', 'plain'],
  'target-told-to-stand': ['elections', 'plain'],
  'transfer-given-up': ['elections', 'key'],
  'request-turned-away': ['clients', 'plain'],
  'timeout-now-ignored': ['elections', 'plain'],
  'snapshot-taken': ['replication', 'key'],
  'snapshot-sent': ['replication', 'key'],
  'snapshot-kept-tail': ['replication', 'key'],
  'snapshot-replaced-log': ['replication', 'key'],
  yielded: ['elections', 'plain'],
  'append-accepted': ['replication', 'plain'],
  'append-refused-stale-term': ['replication', 'plain'],
  'append-refused-prev': ['replication', 'plain'],
  'conflict-truncated': ['replication', 'key'],
  'backed-up': ['replication', 'plain'],
  committed: ['replication', 'key'],
  'commit-held-old-term': ['replication', 'plain'],
  'proposal-accepted': ['clients', 'plain'],
  'proposal-refused': ['clients', 'plain'],
  'request-deduplicated': ['clients', 'plain'],
  'outcome-unknown': ['clients', 'plain'],
  'pre-vote-started': ['elections', 'key'],
  'pre-vote-granted': ['elections', 'plain'],
  'pre-vote-refused-term': ['elections', 'plain'],
  'pre-vote-refused-leader': ['elections', 'plain'],
  'pre-vote-refused-log': ['elections', 'plain'],
  'pre-vote-reply-ignored': ['elections', 'detail'],
  'pre-vote-counted': ['elections', 'detail'],
  'read-accepted': ['clients', 'plain'],
  'read-waits-for-own-commit': ['clients', 'plain'],
  'read-waits-for-quorum': ['clients', 'detail'],
  'read-waits-for-apply': ['clients', 'detail'],
  'read-served': ['clients', 'plain'],
  'read-failed': ['clients', 'plain'],
};

/** @type {Value} */
const NOTHING = { key: 'word.nothing' };

/** The end of a log, or an entry. @param {wire.LogPosition} at @returns {Value} */
const position = ({ index, term = 0 }) => (index ? { key: 'word.entry', values: { index, term } } : NOTHING);

/** In a joint configuration each half is counted by itself: "1 + 2". @param {Record<string, Value>} values */
function countHalves(values) {
  for (const of of ['votes', 'stored', 'heard', 'confirmed', 'need']) if (of in values) values[of] = `${values[of]} + ${values[`${of}Next`] ?? 0}`;
}

/**
 * @param {string} by the server that decided
 * @param {wire.Decision} decision
 * @param {Narrator} memory
 * @returns {Sentence | null}
 */
export function narrateDecision(by, decision, memory) {
  const { kind, ...said } = decision;
  const [topic, usual] = PLACE[kind] ?? ['replication', 'detail'];
  let level = usual;
  let key = `decision.${kind}`;
  /** @type {Record<string, Value>} */
  const values = { by, ours: NOTHING, theirs: NOTHING, added: 0 };
  const about = [by];
  for (const [name, value] of Object.entries(said)) {
    values[name] = name === 'configuration' ? configurationText(value) : typeof value === 'object' ? position(value) : value;
    if (typeof value === 'string' && !about.includes(value)) about.push(value);
  }
  if ('needNext' in said) countHalves(values);
  switch (decision.kind) {
    case 'election-started':
      memory.votes.set(by, new Set());
      if (decision.toldBy) key += '.told';
      break;
    case 'configuration-appended':
      if (decision.configuration.next) key += '.joint';
      break;
    case 'caught-up':
      values.servers = { list: members(decision.servers) };
      break;
    case 'vote-granted': {
      const { ours, theirs } = decision;
      if (!ours && !theirs) key += '.empty';
      else if (ours?.index === theirs?.index && ours?.term === theirs?.term) key += '.alike';
      break;
    }
    case 'vote-refused-already-voted':
      if (decision.votedFor === by) values.votedFor = { key: 'word.itself' };
      break;
    case 'vote-counted':
      memory.votes.get(by)?.add(decision.voter);
      if (decision.voter === by) key += '.own';
      break;
    case 'pre-vote-refused-leader':
    case 'vote-withheld':
      if (decision.leader !== by) break;
      values.leader = { key: 'word.itself' };
      key += '.own';
      break;
    case 'pre-vote-counted':
      if (decision.voter === by) key += '.own';
      break;
    case 'became-leader':
      values.voters = { list: [...(memory.votes.get(by) ?? [])].sort() };
      break;
    case 'stepped-down':
      if (memory.servers.get(by)?.role === 'follower') {
        key += '.follower';
        level = 'detail';
      }
      break;
    case 'append-accepted':
      if (!decision.added) {
        key += '.known';
        level = 'detail';
      }
      break;
    case 'conflict-truncated':
      values.ourTerm = decision.ours.term ?? 0;
      values.theirTerm = decision.theirs.term ?? 0;
      if (decision.ours.term === decision.theirs.term) key += '.alike';
      break;
    case 'append-refused-prev': {
      const last = decision.ours?.index ?? 0;
      if (last >= decision.theirs.index) break;
      values.last = last;
      values.ours = NOTHING;
      key += '.short';
      break;
    }
    case 'committed': {
      const cmd = memory.logs.get(by)?.entry(decision.index)?.cmd;
      values.cmd = cmd ? { key: 'word.command', values: { cmd } } : '';
      break;
    }
    case 'commit-held-old-term': {
      // The reason is told once for an entry, however many more store it.
      const held = `${by} ${decision.index} ${decision.leaderTerm}`;
      if (memory.held === held) level = 'detail';
      memory.held = held;
      break;
    }
    case 'proposal-refused':
      if (!decision.leader) key += '.unknown';
      break;
  }
  return { key, values, topic, level, about };
}
