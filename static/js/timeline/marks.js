// Drawing the marks on the timeline: a sign for each kind of thing that happened, and
// a few words on it where there is room.

/** @import { Mark } from '../run/timeline-index.js' */
/** @import { Translate } from '../ui/i18n.js' */
/** @import { Viewport } from './viewport.js' */
import { shortAction } from '../narration/action.js';
import { sentenceText } from '../narration/narrator.js';

/** How far marks are apart at least, in px. */
const CLEAR = 12;

/** The marks that are drawn, the more important last: it is drawn over the others. */
const ORDER = ['client', 'setting', 'repair', 'commit', 'fault', 'leader', 'finding'];

/**
 * @param {OffscreenCanvasRenderingContext2D} c
 * @param {readonly Mark[]} marks
 * @param {object} how
 * @param {Viewport} how.window
 * @param {number} how.width of the canvas, in px
 * @param {number} how.free how much of it nothing lies on, at this height
 * @param {number} how.y the height at which they stand
 * @param {number} how.high and at which they do where something lies on them
 * @param {number} how.top where the lanes begin
 * @param {Translate | null} how.t null where there is no room for words
 * @param {string} how.font
 * @param {Record<string, string>} how.colours
 */
export function drawMarks(c, marks, { window, width, free, y: low, high, top, t, font, colours }) {
  const seen = marks.filter((m) => m.at >= window.from && m.at <= window.to && ORDER.includes(m.kind));
  /** @type {{x: number, mark: Mark}[]} */
  const placed = [];
  // The more important mark wins the place.
  const byWeight = seen.map((mark, i) => ({ mark, i })).sort((a, b) => ORDER.indexOf(b.mark.kind) - ORDER.indexOf(a.mark.kind) || a.i - b.i);
  /** @type {Map<number, number>} the place of the mark in each slot */
  const taken = new Map();
  for (const { mark } of byWeight) {
    const x = window.partAt(mark.at) * width;
    const slot = Math.floor(x / CLEAR);
    if ([slot - 1, slot, slot + 1].some((s) => Math.abs((taken.get(s) ?? Infinity) - x) < CLEAR)) continue;
    taken.set(slot, x);
    placed.push({ x, mark });
  }
  placed.sort((a, b) => a.x - b.x);
  c.font = `11.5px ${font}`;
  c.textAlign = 'left';
  c.textBaseline = 'middle';
  placed.forEach(({ x, mark }, i) => {
    const size = t ? 4.5 : 3.5;
    const y = x + size * 1.2 > free ? high : low;
    // Nobody misses what broke.
    if (mark.violation) {
      c.fillStyle = colours.bad;
      c.fillRect(x - 1, top, 2, y - top);
    }
    // The first is whole, too, at the very beginning.
    const colour = drawMark(c, mark.kind, Math.max(size * 1.2, x), y, size, colours);
    if (!t || !(mark.cluster || ((mark.kind === 'fault' || mark.kind === 'repair') && mark.text))) return;
    const next = Math.min(placed[i + 1]?.x ?? width, free);
    c.fillStyle = colour;
    const short = mark.action && shortAction(mark.action);
    const words = mark.cluster ?? (short ? sentenceText(t, short) : mark.text);
    if (x + 9 + c.measureText(words).width < next - 8) c.fillText(words, x + 8, y + 0.5);
  });
}

/**
 * Draws a mark around a point.
 * @param {OffscreenCanvasRenderingContext2D} c
 * @param {string} kind
 * @param {number} x @param {number} y @param {number} r
 * @param {Record<string, string>} colours
 * @returns {string} its colour
 */
function drawMark(c, kind, x, y, r, colours) {
  const colour = { leader: colours.accent, commit: colours.ok, repair: colours.ok, fault: colours.bad, finding: colours.bad }[kind] ?? colours.faint;
  c.fillStyle = c.strokeStyle = colour;
  c.lineWidth = 1.6;
  c.lineJoin = c.lineCap = 'round';
  c.beginPath();
  switch (kind) {
    case 'leader':
      for (let i = 0; i < 10; i++) {
        const a = -Math.PI / 2 + (i * Math.PI) / 5;
        const d = i % 2 ? r * 0.48 : r * 1.15;
        c.lineTo(x + d * Math.cos(a), y + d * Math.sin(a));
      }
      c.closePath();
      c.fill();
      break;
    case 'commit':
      c.moveTo(x - r * 0.85, y + r * 0.1);
      c.lineTo(x - r * 0.2, y + r * 0.75);
      c.lineTo(x + r * 0.9, y - r * 0.75);
      c.stroke();
      break;
    case 'fault':
      c.moveTo(x + r * 0.35, y - r * 1.2);
      c.lineTo(x - r * 0.7, y + r * 0.25);
      c.lineTo(x - r * 0.05, y + r * 0.25);
      c.lineTo(x - r * 0.35, y + r * 1.2);
      c.lineTo(x + r * 0.7, y - r * 0.3);
      c.lineTo(x + r * 0.05, y - r * 0.3);
      c.closePath();
      c.fill();
      break;
    case 'finding':
      c.moveTo(x, y - r * 1.1);
      c.lineTo(x + r * 1.15, y + r * 0.9);
      c.lineTo(x - r * 1.15, y + r * 0.9);
      c.closePath();
      c.fill();
      break;
    case 'repair':
      c.moveTo(x - r * 0.8, y);
      c.lineTo(x + r * 0.8, y);
      c.moveTo(x, y - r * 0.8);
      c.lineTo(x, y + r * 0.8);
      c.stroke();
      break;
    default:
      c.arc(x, y, r * 0.42, 0, 2 * Math.PI);
      c.fill();
  }
  return colour;
}
