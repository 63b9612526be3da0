// The sentence for what was done from outside. What is done to a server's process,
// and what clients ask for, is told by what comes of it.

/** @import { Acted } from '../wire.js' */
/** @import { Sentence, Value } from './narrator.js' */
import { members, serversOf } from '../run/state-queries.js';

/** What is told by what comes of it. */
const SILENT = new Set(['crash', 'power-off', 'restart']);

/** What has a sentence of its own, with what is in it. @type {Record<string, (a: Acted) => Record<string, Value>>} */
const OWN = {
  'time-out': ({ server = '' }) => ({ server }),
  transfer: ({ server = '' }) => ({ server }),
  pause: ({ server = '' }) => ({ server }),
  wipe: ({ server = '' }) => ({ server }),
  cut: (a) => ({ links: links(a) }),
  heal: (a) => ({ links: links(a) }),
  'heal-all': () => ({}),
  partition: (a) => ({ groups: groups(a) }),
  isolate: ({ server = '' }) => ({ server }),
  latency: (a) => ({ what: what(a) }),
  loss: (a) => ({ what: what(a) }),
  'disk-sync': (a) => ({ what: what(a) }),
};

/** What has a short name: see the catalogue's act. */
const SHORT = new Set(['crash', 'power-off', 'restart', 'pause', 'resume', 'wipe', 'isolate', 'partition', 'cut', 'heal', 'heal-all', 'drop', 'delay', 'duplicate']);

/** @param {Acted} a @returns {Sentence | null} */
export function narrateAction(a) {
  if (SILENT.has(a.name) || a.impact === 'client') return null;
  const about = serversOf(a);
  const name = kindOf(a);
  const values = OWN[name]?.(a);
  if (values) return { key: `event.${name}`, values, topic: 'faults', level: 'key', about, bad: a.impact === 'fault' && name !== 'time-out' };
  return { key: 'event.action', values: { text: shortAction(a) ?? a.text }, topic: 'faults', level: name === 'step' ? 'detail' : 'plain', about };
}

/** An action in few words, for where there is no room for a sentence. @param {Acted} a @returns {{key: string, values: Record<string, Value>} | null} */
export function shortAction(a) {
  const name = kindOf(a);
  return SHORT.has(name) ? { key: `act.${name}`, values: { what: what(a) } } : null;
}

/** Its name, where several are told alike. @param {Acted} a */
function kindOf({ name }) {
  return name.replace(/-(client|message|next)$/, '');
}

/** What it is done to, and how much. @param {Acted} a */
function what(a) {
  if (a.groups) return groups(a);
  const to = a.server ?? (a.from || a.to ? links(a) : a.message);
  return [a.messageKind, to, amount(a)].filter((part) => part !== undefined && part !== '').join(' ');
}

/** @param {Acted} a */
function amount({ name, time, span, chance }) {
  if (span) return span.min === span.max ? ms(span.min) : `${span.min / 1000}–${ms(span.max)}`;
  if (time) return `${name.startsWith('delay') ? '+' : ''}${ms(time)}`;
  if (name === 'disk-sync') return ms(0);
  return chance !== undefined || name === 'loss' ? `${(chance ?? 0) / 10_000}%` : '';
}

/** @param {number} us */
const ms = (us) => `${us / 1000}\u00a0ms`;

/** @param {Acted} a */
const links = ({ client, from, to = 0, bothWays }) => `${client ?? from} ${client || bothWays ? '↔' : '→'} ${members(to).join(' ')}`;

/** @param {Acted} a */
const groups = (a) => (a.groups ?? []).map((g) => members(g).join(' ')).join(' | ');
