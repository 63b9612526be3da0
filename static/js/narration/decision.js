// The sentence for a server's decision: the engine's reasons and the values that
// decided.

/** @import * as wire from '../wire.js' */
/** @import { Narrator, Sentence, Topic, Value } from './narrator.js' */

/** What each decision belongs to, and how much it matters. @type {Record<string, [Topic, Sentence['level']]>} */
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
  'append-reply-ignored': ['replication', 'detail'],
  'append-reply-outdated': ['replication', 'detail'],
  'backed-up': ['replication', 'plain'],
  'match-advanced': ['replication', 'detail'],
  committed: ['replication', 'key'],
  'commit-held-majority': ['replication', 'detail'],
  'commit-held-old-term': ['replication', 'plain'],
  'commit-learned': ['replication', 'detail'],
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

/** The end of a log, or an entry. @param {wire.LogPosition | undefined} at @returns {Value} */
function position(at) {
  if (!at?.index) return { key: 'word.nothing' };
  return { key: 'word.entry', values: { index: at.index, term: at.term ?? 0 } };
}

/**
 * @param {string} by the server that decided
 * @param {wire.Decision} decision
 * @param {Narrator} memory
 * @returns {Sentence | null}
 */
export function narrateDecision(by, decision, memory) {
  const { kind, peer = '', other = '', term = 0, index = 0, ours, theirs, count = 0, have = 0, need = 0, client = '', request = 0 } = decision;
  const [topic, usual] = PLACE[kind] ?? ['replication', 'detail'];
  let level = usual;
  let key = `decision.${kind}`;
  /** @type {Record<string, Value>} */
  const values = {
    by, peer, term, index, count, have, need, client, request,
    other: other === by ? { key: 'word.itself' } : other,
    ours: position(ours),
    theirs: position(theirs),
    ourTerm: ours?.term ?? 0,
    ourIndex: ours?.index ?? 0,
    theirTerm: theirs?.term ?? 0,
    theirIndex: theirs?.index ?? 0,
  };
  switch (kind) {
    case 'election-started':
      memory.votes.set(by, new Set());
      if (peer) key += '.told';
      break;
    case 'vote-granted':
      if (!ours?.index && !theirs?.index) key += '.empty';
      else if (ours?.index === theirs?.index && ours?.term === theirs?.term) key += '.alike';
      break;
    case 'vote-counted':
      memory.votes.get(by)?.add(peer);
      if (peer === by) key += '.own';
      break;
    case 'pre-vote-refused-leader':
    case 'vote-withheld':
      if (other === by) key += '.own';
      break;
    case 'pre-vote-counted':
      if (peer === by) key += '.own';
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
      if (count === 0) {
        key += '.known';
        level = 'detail';
      }
      break;
    case 'conflict-truncated':
      if (ours?.term === theirs?.term) key += '.alike';
      break;
    case 'append-refused-prev':
      if ((ours?.index ?? 0) < (theirs?.index ?? 0)) key += '.short';
      break;
    case 'committed': {
      const cmd = memory.logs.get(by)?.entry(index)?.cmd;
      values.cmd = cmd ? { key: 'word.command', values: { cmd } } : '';
      break;
    }
    case 'commit-held-old-term': {
      // The reason is told once for an entry, however many more store it.
      const held = `${by} ${index} ${ours?.term}`;
      if (memory.held === held) level = 'detail';
      memory.held = held;
      break;
    }
    case 'proposal-refused':
      if (!other) key += '.unknown';
      break;
  }
  const about = [by, peer, other, client].filter((id, i, all) => id !== '' && all.indexOf(id) === i);
  return { key, values, topic, level, about };
}
