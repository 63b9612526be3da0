// A client's new state as a telling: what it asked for, asked again, was told.

/** @import * as wire from '../wire.js' */
/** @import { Telling, Value } from './narrator.js' */

/**
 * @param {wire.ClientState | undefined} before
 * @param {wire.ClientState} now
 * @returns {Telling | null}
 */
export function tellClient(before, now) {
  const { id: client, cmd = '', request = 0, target: server = '', attempt = 0, attempts = 0, queued = 0, value = 0 } = now;
  /** @param {string} key @param {Record<string, Value>} values @param {Telling['level']} [level] @returns {Telling} */
  const telling = (key, values, level = 'plain') => ({
    key,
    values: { client, cmd, ...values },
    topic: 'clients',
    level,
    about: server ? [client, server] : [client],
  });
  const isNew = (before?.request ?? 0) !== request;
  if (now.phase === 'sent' && (isNew || attempt !== (before?.attempt ?? 0))) {
    if (attempt <= 1) return telling('event.request', { server, request });
    return telling(`event.retry.${now.retry || 'timeout'}`, { server, attempt, attempts });
  }
  if (now.phase === 'answered' && (isNew || before?.phase !== 'answered')) {
    const [verb, name] = cmd.split(' ');
    if (verb === 'read') return telling(now.found ? 'event.answered-read' : 'event.answered-missing', { key: name ?? '', value }, 'key');
    return telling(verb === 'add' ? 'event.answered-add' : 'event.answered', { value }, 'key');
  }
  if (now.phase === 'gave-up' && before?.phase !== 'gave-up') return { ...telling('event.gave-up', { attempts }, 'key'), bad: true };
  if (queued > (before?.queued ?? 0)) return telling('event.queued', { count: queued });
  return null;
}
