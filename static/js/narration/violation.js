// The sentence for a property that broke.

/** @import * as wire from '../wire.js' */
/** @import { Sentence } from './narrator.js' */

/** Of these a server can break with what it did itself, before. */
const OWN = ['log-matching', 'leader-completeness', 'state-machine-safety', 'one-vote'];

/** @param {wire.Violation} violation @returns {Sentence} */
export function narrateViolation(violation) {
  const { property, server = '', other = '', term = 0, in: committedIn = 0, index = 0, was = 0, now = 0, client = '', request = 0, key: name = '', wiped = '' } = violation;
  const about = [server, other === server ? '' : other, client].filter((id) => id !== '');
  let key = `violation.${property}`;
  if (property === 'persist-before-reply' && index > 0) key += '.entries';
  if (property === 'leader-completeness' && !index) key += '.some';
  if (other === server && OWN.includes(property)) key += '.own';
  const values = { server, other, term, in: committedIn, index, was, now, client, request, key: name, wiped };
  const plain = { key, values };
  if (!wiped) return { ...plain, topic: 'faults', level: 'key', about, bad: true };
  return { key: 'violation.after-wipe', values: { wiped, sentence: plain }, topic: 'faults', level: 'key', about, bad: true };
}
