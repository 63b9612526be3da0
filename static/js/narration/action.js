// The sentence for what was done from outside. What is done to a server's process,
// and what clients ask for, is told by what comes of it.

/** @import { Sentence, Value } from './narrator.js' */

const SERVER = /S[1-9]/g;

/** The kinds of actions: how each begins, and how its rest is told. @type {[RegExp, string, (rest: string) => Record<string, Value>, boolean][]} */
const ACTIONS = [
  [/^time out /, 'event.time-out', (server) => ({ server }), false],
  [/^cut /, 'event.cut', (rest) => ({ links: arrows(rest) }), true],
  [/^heal all$/, 'event.heal-all', () => ({}), false],
  [/^heal /, 'event.heal', (rest) => ({ links: arrows(rest) }), false],
  [/^partition /, 'event.partition', (groups) => ({ groups }), true],
  [/^isolate /, 'event.isolate', (server) => ({ server }), true],
  [/^latency /, 'event.latency', (rest) => ({ what: range(rest) }), false],
  [/^loss /, 'event.loss', (rest) => ({ what: arrows(rest) }), false],
  [/^disk sync /, 'event.disk-sync', (rest) => ({ what: range(rest) }), false],
];

/** @param {string} text the action, as a statement has it @returns {Sentence | null} */
export function narrateAction(text) {
  if (/^(crash|restart|c[1-9]) /.test(text)) return null;
  const about = text.match(SERVER) ?? [];
  for (const [begins, key, values, bad] of ACTIONS) {
    if (begins.test(text)) return { key, values: values(text.replace(begins, '')), topic: 'faults', level: 'key', about, bad };
  }
  return { key: 'event.action', values: { text: shortAction(text) ?? text }, topic: 'faults', level: /^step /.test(text) ? 'detail' : 'plain', about };
}

/** What has a short name: see the catalogue's act. */
const SHORT = /^(crash|restart|pause|resume|wipe|isolate|partition|cut|heal|drop|delay|duplicate) (?:(?:message|next) )?(.*?)(?: losing unsynced writes)?$/;

/** An action in few words, for where there is no room for a sentence. @param {string} text @returns {{key: string, values: Record<string, Value>} | null} */
export function shortAction(text) {
  const [, verb, what] = SHORT.exec(text) ?? [];
  if (!verb) return null;
  return { key: what === 'all' ? 'act.heal-all' : `act.${verb}`, values: { what: arrows(what).replace(' by ', ' +') } };
}

/** @param {string} text */
const arrows = (text) => text.replaceAll('<->', '↔').replaceAll('->', '→');

/** @param {string} text */
const range = (text) => arrows(text).replace(/(\d)(m?s|us) to (\d[\d.]*)\2/, '$1–$3\u00a0$2').replace(/(\d)(m?s|us)\b/g, '$1\u00a0$2');
