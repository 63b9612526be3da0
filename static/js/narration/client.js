// The sentence for a client's new state: what it asked for, asked again, was told.

/** @import * as wire from '../wire.js' */
/** @import { Sentence, Value } from './narrator.js' */

/**
 * @param {wire.ClientState | undefined} before
 * @param {wire.ClientState} now
 * @returns {Sentence | null}
 */
export function narrateClient(before, now) {
  const { id: client, asks, key = '', cmd = '', request = 0, target: server = '', attempt = 0, attempts = 0, queued = 0, value = 0 } = now;
  /** @param {string} key @param {Record<string, Value>} values @param {Sentence['level']} [level] @returns {Sentence} */
  const sentence = (key, values, level = 'plain') => ({
    key,
    values: { client, cmd, ...values },
    topic: 'clients',
    level,
    about: server ? [client, server] : [client],
  });
  const isNew = (before?.request ?? 0) !== request;
  if (now.phase === 'sent' && (isNew || attempt !== (before?.attempt ?? 0))) {
    if (attempt <= 1) return sentence('event.request', { server, request });
    return sentence(`event.retry.${now.retry || 'timeout'}`, { server, attempt, attempts });
  }
  if (now.phase === 'answered' && (isNew || before?.phase !== 'answered')) {
    if (asks === 'read') return sentence(now.found ? 'event.answered-read' : 'event.answered-missing', { key, value }, 'key');
    return sentence(asks === 'add' ? 'event.answered-add' : 'event.answered', { value }, 'key');
  }
  if (now.phase === 'gave-up' && before?.phase !== 'gave-up') return { ...sentence('event.gave-up', { attempts }, 'key'), bad: true };
  if (queued > (before?.queued ?? 0)) return sentence('event.queued', { count: queued });
  return null;
}
