// Actions in the words of the scenario language: what the page sends, and what a
// run's text records. How each is written stands in a table that the server's own
// reader goes by.

/** @import { ActionName } from './action-table.js' */
import { FORMS } from './action-table.js';

/**
 * What an action is done to, and with which values: an action has some of them.
 * @typedef {object} Args
 * @property {string} [server]
 * @property {string} [from] of links
 * @property {string[]} [to] of links
 * @property {boolean} [bothWays]
 * @property {string[][]} [groups]
 * @property {string} [client]
 * @property {string} [key]
 * @property {string | number} [value]
 * @property {number} [message] its number
 * @property {number} [time] µs
 * @property {{min: number, max: number}} [span] µs
 * @property {number} [percent]
 */

/** How an argument is written, "" if it is not there. @type {Record<string, (args: Args) => string | number | undefined>} */
const SLOTS = {
  SERVER: (a) => a.server,
  SERVERS: (a) => a.to?.join(' '),
  GROUPS: (a) => a.groups?.map((g) => g.join(' ')).join(' | '),
  CLIENT: (a) => a.client,
  LINKS: (a) => `${a.from} ${a.bothWays ? '<->' : '->'} ${a.to?.join(' ')}`,
  LINK: (a) => a.from && `${a.from} -> ${a.to?.[0]}`,
  NUMBER: (a) => a.message,
  KEY: (a) => a.key,
  VALUE: (a) => a.value,
  TIME: (a) => time(a.time ?? 0),
  SPAN: ({ span: { min, max } = { min: 0, max: 0 } }) => `${time(min)} to ${time(max)}`,
  PERCENT: (a) => `${a.percent}%`,
  DRIFT: ({ percent = 0 }) => `${percent > 0 ? '+' : ''}${percent}%`,
};

/** An action as the language writes it. @param {ActionName} name @param {Args} args */
export function compose(name, args) {
  const form = FORMS[name].replace(/\[(.*?)\] ?/g, (all, part) => (SLOTS[part.split(' ').at(-1)](args) ? all.replace(/[[\]]/g, '') : ''));
  return form
    .split(' ')
    .map((word) => SLOTS[word]?.(args) ?? word)
    .join(' ')
    .replace(' = ', '=')
    .trim();
}

/** A time as the language writes it. @param {number} us */
export function time(us) {
  return us % 1000 === 0 || us >= 1000 ? `${Number((us / 1000).toFixed(3))}ms` : `${us}us`;
}
