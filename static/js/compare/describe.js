// How a cluster differs from another, in words: what was changed about it, and what
// happened first in one and not in the other.

/** @import * as wire from '../wire.js' */
/** @import { App } from '../app.js' */
/** @import { Place } from '../run/clusters.js' */
/** @import { Translate } from '../ui/i18n.js' */
import { milliseconds } from '../ui/format.js';
import { Narrator, sentenceText } from '../narration/narrator.js';

/** The changes that have words of their own: the language's words, a key, and the values in them. @type {[RegExp, string, string[]][]} */
const CHANGES = [
  [/^without (\S+)$/, 'change.without', ['rule']],
  [/^with (\S+)$/, 'change.with', ['rule']],
  [/^pre-vote on$/, 'change.pre-vote-on', []],
  [/^pre-vote off$/, 'change.pre-vote-off', []],
  [/^noop on$/, 'change.noop-on', []],
  [/^noop off$/, 'change.noop-off', []],
  [/^reads index$/, 'change.reads-index', []],
  [/^reads log$/, 'change.reads-log', []],
  [/^batch (\d+)$/, 'change.batch', ['count']],
  [/^servers (\d+)$/, 'change.servers', ['count']],
  [/^clients (\d+)$/, 'change.clients', ['count']],
  [/^seed (\d+)$/, 'change.seed', ['seed']],
  [/^election timeout (S[1-9]) (.+)$/, 'change.timeout-of', ['server', 'range']],
  [/^election timeout (.+)$/, 'change.timeout', ['range']],
  [/^heartbeat (.+)$/, 'change.heartbeat', ['range']],
  [/^latency (.+)$/, 'change.latency', ['range']],
  [/^loss (.+)$/, 'change.loss', ['range']],
  [/^disk sync (.+)$/, 'change.disk-sync', ['range']],
  [/^start (S[1-9]) .+$/, 'change.start', ['server']],
];

/** "150ms to 300ms" as a person writes it. @param {string} text */
const ranged = (text) => text.replace(/([\d.]+)(us|ms|s) to ([\d.]+)\2/, '$1–$3$2').replace(/([\d.])(us|ms|s)\b/g, '$1\u00a0$2');

/** An instant in ms, without superfluous zeros. @param {number} us */
export const instant = (us) => milliseconds(us).replace(/\.0$/, '');

/** What was changed, as after "with" in the language, in words. @param {Translate} t @param {string} change */
export function changeWords(t, change) {
  const words = change.split(/,\s*/).map((one) => {
    for (const [form, key, names] of CHANGES) {
      const found = form.exec(one);
      if (found) return t(key, Object.fromEntries(names.map((name, i) => [name, name === 'range' ? ranged(found[i + 1]) : found[i + 1]])));
    }
    return t('change.other', { change: one });
  });
  return words.join(t('change.and'));
}

/** A name that a fork was given by a person, and not for want of one. @param {string} [name] */
const given = (name = '') => !/^([a-h](-\d+)?)?$/.test(name);

/** What a cluster is among the others: "without PreVote", "a fork of A at 350 ms". @param {App} app @param {wire.Cluster} cluster */
export function titleOf({ t, lesson }, { origin, title, name }) {
  // A lesson's title is told in the reader's language elsewhere.
  if (!origin) return (!lesson && title) || t('beside.as-it-was');
  if (origin.change) return given(name) ? `${name} · ${changeWords(t, origin.change)}` : changeWords(t, origin.change);
  if (given(name)) return name ?? '';
  return t('beside.forked', { from: origin.cluster, at: instant(origin.fork ?? 0) });
}

/**
 * What a cluster and another differ in, each from its own side.
 * @param {App} app
 * @param {Place} place
 * @param {wire.Difference} differs
 */
export function differenceWords(app, place, { cluster: other, at, here, there }) {
  const { t, clusters } = app;
  const since = at > 0 || here || there ? t('difference.since', { here: place.id, other, at: instant(at) }) : t('difference.start', { here: place.id, other });
  const sides = [[place, place.id, here], [clusters.get(other), other, there]];
  if (!here && !there) return since;
  const told = sides.map(([where, id, event]) => t('difference.in', { cluster: id, what: eventWords(t, /** @type {Place | undefined} */ (where), at, /** @type {wire.Event | undefined} */ (event)) }));
  return [since, ...told].join(t('difference.and'));
}

/**
 * What happened, in words: as the feed would tell it, or else plainly.
 * @param {Translate} t
 * @param {Place | undefined} place
 * @param {number} at
 * @param {wire.Event | undefined} event
 */
function eventWords(t, place, at, event) {
  if (!event) return t('difference.nothing');
  if (place) {
    const sentence = new Narrator(place.history.glance(Math.max(0, Math.min(at, event.at) - 1))).narrate(event);
    if (sentence) return sentenceText(t, sentence);
  }
  const { by = '', action, message, server, log, apply, client, link } = event;
  const values = {
    by: by || server?.id || log?.server || apply?.server || client?.id || link?.from || '',
    from: message?.from ?? link?.from ?? '',
    to: message?.to ?? link?.to ?? '',
    kind: message?.kind ?? '',
    role: server ? t(`role.${server.role}`) : '',
    term: server?.term ?? 0,
    until: instant(server?.deadline ?? 0),
    index: log?.from ?? apply?.index ?? 0,
    text: action?.text ?? '',
    phase: client ? t(`stage.step.${client.phase}`) : '',
  };
  const key = event.kind === 'server' && server?.deadline ? 'difference.event.timer' : `difference.event.${event.kind}`;
  const words = t(key, values);
  return words === key ? t('difference.event.other', { kind: event.kind }) : words;
}
