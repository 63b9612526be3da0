// How wide the columns of the log table are, and what stands in their cells: commands
// with their terms, or, where all of a log can be seen only so, terms.

/** @import { Server } from '../run/reducer.js' */

/** The widths of a column, in px at the usual text size. */
const NARROWEST = 66;
const WIDEST = 136;
/** The width of a column without words; and of one in which only few have some. */
const BRIEF = 23;
const TERMS = 26;
/** What brief logs' words need of the usual width. */
const SMALLER = 0.8;
/** The width of a letter of a command, and what else a cell has. */
const LETTER = 7.8;
const CELL_PADDING = 34;
/** What a further digit of the term beside it needs, on both sides. */
const DIGIT = 14;
/** One command among so many entries is few; and the length of one that still has its word. */
const FEW = 6;
const SHORT = 5;

/** How many digits a number has. @param {number} n */
export const digits = (n) => String(n).length;

/**
 * @param {readonly Server[]} servers
 * @param {object} room
 * @param {number} room.room for the columns, in px
 * @param {number} room.scale of text
 * @param {boolean} room.brief
 * @param {boolean} room.narrow
 * @param {number} room.longest the length of the longest command
 * @param {number} room.term the highest
 * @param {number} room.last the highest index
 * @returns {{look: 'worded' | 'wordless' | 'terms', column: number}} the width of a column, in px
 */
export function lookOf(servers, { room, scale, brief, narrow, longest, term, last }) {
  const worded = (Math.max(NARROWEST, Math.min(WIDEST, longest * LETTER + CELL_PADDING)) + (digits(term) - 1) * DIGIT) * (brief ? SMALLER : 1);
  // Brief logs say what they hold as long as all of it can be seen.
  if (brief && (last + 1) * worded * scale > room) return { look: 'wordless', column: Math.round(BRIEF * scale) };
  // Where nearly all entries are no-ops, it is their terms that tell.
  const terms = Math.floor(room / last);
  if (narrow && !brief && last * worded * scale > room && terms >= TERMS * scale && longest <= SHORT && hasFewCommands(servers, last)) return { look: 'terms', column: terms };
  return { look: 'worded', column: Math.round(worded * scale) };
}

/** @param {readonly Server[]} servers @param {number} last */
function hasFewCommands(servers, last) {
  /** @type {Set<string | undefined>} */
  const commands = new Set(['no-op']);
  for (const { log } of servers) for (let index = 1; index <= log.length; index++) commands.add(log.entry(index)?.cmd);
  return (commands.size - 1) * FEW <= last;
}
