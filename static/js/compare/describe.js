// How a cluster differs from another, in words: what was changed about it, and what
// happened first in one and not in the other.

/** @import * as wire from '../wire.js' */
/** @import { App } from '../app.js' */
/** @import { Place } from '../run/clusters.js' */
/** @import { Translate } from '../ui/i18n.js' */
import { milliseconds, shortMilliseconds } from '../ui/format.js';
import { Narrator, sentenceText } from '../narration/narrator.js';

/** A time or a range of times as a person writes it. @param {wire.Span} span */
function ranged({ min, max }) {
  const [least, most] = [min, max].map(shortMilliseconds);
  return `${least === most ? least : `${least}–${most}`}\u00a0ms`;
}

/** An instant in ms, without superfluous zeros. @param {number} us */
export const instant = (us) => milliseconds(us).replace(/\.0$/, '');

/** One thing that was changed, in words; one that has none, as the language has it. @param {Translate} t @param {wire.Change} change */
function oneChange(t, change) {
  const { setting, server = '', value, span } = change;
  const values = { server, rule: value, count: value, seed: value, range: span ? ranged(span) : value };
  const name = `change.${setting.replaceAll(' ', '-')}`;
  for (const key of server ? [`${name}-of`] : [`${name}-${value}`, name]) {
    const words = t(key, values);
    if (words !== key) return words;
  }
  return t('change.other', { change: changeText(change) });
}

/** What was changed, in words. @param {Translate} t @param {wire.Change[]} changes */
export function changeWords(t, changes) {
  return changes.map((change) => oneChange(t, change)).join(t('change.and'));
}

/** A change as the language has it. @param {wire.Change} change */
export function changeText({ setting, server, value }) {
  return [setting, server, value].filter(Boolean).join(' ');
}

/** A name that a fork was given by a person, and not for want of one. @param {string} [name] */
const given = (name = '') => !/^([a-h](-\d+)?)?$/.test(name);

/** What a cluster is among the others: "without PreVote", "a fork of A at 350 ms". @param {App} app @param {wire.Cluster} cluster */
export function titleOf({ t, lesson }, { origin, title, name }) {
  // A lesson's title is told in the reader's language elsewhere.
  if (!origin) return (!lesson && title) || t('clusters.as-it-was');
  if (origin.changes) return given(name) ? `${name} · ${changeWords(t, origin.changes)}` : changeWords(t, origin.changes);
  if (given(name)) return name ?? '';
  return t('clusters.forked', { from: origin.cluster, at: instant(origin.fork ?? 0) });
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
