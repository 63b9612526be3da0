// The colours and the font of the style sheet, for the canvas, which can't ask
// for them by itself. Read once for a theme.

import { HUES, colour } from '../ui/hue.js';

/**
 * @typedef {object} Palette
 * @property {string[]} term strokes and shapes, by hue
 * @property {string[]} soft fills behind ink, by hue
 * @property {string[]} deep text in a term's colour, and fills behind onTerm, by hue
 * @property {string} onTerm
 * @property {string} bg
 * @property {string} panel
 * @property {string} ink
 * @property {string} muted
 * @property {string} faint
 * @property {string} line
 * @property {string} accent
 * @property {string} ok
 * @property {string} bad
 * @property {string} font
 */

/** @param {HTMLElement} on @returns {Palette} */
export function readPalette(on) {
  const read = (/** @type {string} */ name) => colour(on, name);
  const hues = (/** @type {string} */ name) => Array.from({ length: HUES + 1 }, (_, hue) => read(`${name}-${hue}`));
  return {
    term: hues('term'),
    soft: hues('term-soft'),
    deep: hues('term-ink'),
    onTerm: read('on-term'),
    bg: read('bg'),
    panel: read('panel'),
    ink: read('ink'),
    muted: read('muted'),
    faint: read('faint'),
    line: read('line'),
    accent: read('accent'),
    ok: read('ok'),
    bad: read('bad'),
    font: getComputedStyle(on).getPropertyValue('--font').trim() || 'sans-serif',
  };
}
