// What messages look like. The kind is the shape, the term is the colour, and the
// number of entries stands in the shape. What asks is filled, what answers is an
// outline. Each look is painted once and stamped from then on.

/** @import { Message } from '../wire.js' */
/** @import { Palette } from './palette.js' */
import { hue } from '../ui/hue.js';

/**
 * @typedef {'pre-vote'|'pre-vote-granted'|'pre-vote-refused'|'request-vote'|'vote-granted'|'vote-refused'|'heartbeat'|'heartbeat-answer'|'append'|'append-ok'|'append-refused'|'install-snapshot'|'timeout-now'|'client-request'|'client-answer'} Shape
 * @typedef {{shape: Shape, hue: number, text: string}} Look
 * @typedef {{image: ImageBitmap, width: number, height: number}} Stamp
 */

/** The longest text in a shape. */
const LONGEST = 12;

/** How a message looks. @param {Message} m @returns {Look} */
export function lookOf(m) {
  const look = (/** @type {Shape} */ shape, text = '') => ({ shape, hue: hue(m.term), text });
  switch (m.kind) {
    case 'PreVote':
      return look('pre-vote');
    case 'PreVoteReply':
      return look(m.preVoteReply.voteGranted ? 'pre-vote-granted' : 'pre-vote-refused');
    case 'RequestVote':
      return look('request-vote');
    case 'RequestVoteReply':
      return look(m.requestVoteReply.voteGranted ? 'vote-granted' : 'vote-refused');
    case 'AppendEntries':
      return m.routine ? look('heartbeat') : look('append', String(m.appendEntries.entries));
    case 'AppendEntriesReply':
      return look(m.routine ? 'heartbeat-answer' : m.appendEntriesReply.success ? 'append-ok' : 'append-refused');
    case 'InstallSnapshot':
      return look('install-snapshot', `1–${m.installSnapshot.lastIncludedIndex}`);
    case 'InstallSnapshotReply':
      return look(m.installSnapshotReply.success ? 'append-ok' : 'append-refused');
    case 'TimeoutNow':
      return look('timeout-now');
    case 'ClientRequest':
      return look('client-request', shortened(m.clientRequest.cmd));
    case 'ClientReply': {
      const { status, leader } = m.clientReply;
      return look('client-answer', status === 'ok' ? '✓' : status === 'unknown' ? '?' : leader ? `→ ${leader}` : '✕');
    }
    default:
      return look('client-answer', '?');
  }
}

/** @param {string} text */
export function shortened(text) {
  return text.length > LONGEST ? `${text.slice(0, LONGEST - 1)}…` : text;
}

export class Stamps {
  /** @type {Map<string, Stamp>} */
  #stamps = new Map();
  #palette;
  #scale;
  #ratio;

  /**
   * @param {Palette} palette
   * @param {number} scale of the shapes
   * @param {number} ratio device pixels for each px
   */
  constructor(palette, scale, ratio) {
    this.#palette = palette;
    this.#scale = scale;
    this.#ratio = ratio;
  }

  /** @param {Look} look @returns {Stamp} */
  of(look) {
    const name = `${look.shape} ${look.hue} ${look.text}`;
    let stamp = this.#stamps.get(name);
    if (!stamp) {
      // Commands differ without end; what is not in flight any more can be painted again.
      if (this.#stamps.size > 200) this.#stamps.clear();
      stamp = this.#paint(look);
      this.#stamps.set(name, stamp);
    }
    return stamp;
  }

  /** @param {Look} look @returns {Stamp} */
  #paint(look) {
    const scale = this.#scale;
    const [w, h] = size(look);
    const width = (w + 4) * scale;
    const height = (h + 4) * scale;
    const sheet = new OffscreenCanvas(Math.ceil(width * this.#ratio), Math.ceil(height * this.#ratio));
    const pen = /** @type {OffscreenCanvasRenderingContext2D} */ (sheet.getContext('2d'));
    pen.scale(sheet.width / width, sheet.height / height);
    pen.translate(width / 2, height / 2);
    pen.scale(scale, scale);
    draw(pen, look, this.#palette);
    // A canvas would be looked at anew each time that it is stamped.
    return { image: sheet.transferToImageBitmap(), width, height };
  }
}

/** @param {Look} look @returns {[number, number]} */
function size({ shape, text }) {
  switch (shape) {
    case 'heartbeat':
      return [12, 12];
    case 'heartbeat-answer':
      return [11, 11];
    case 'append':
      return [text.length > 1 ? 28 : 23, 20];
    case 'install-snapshot':
      return [40, 26];
    case 'append-ok':
    case 'append-refused':
      return [25, 18];
    case 'request-vote':
    case 'pre-vote':
      return [19, 22];
    case 'client-request':
    case 'client-answer':
      return [Math.max(22, 12 + text.length * 7.4), 20];
    default:
      return [20, 20];
  }
}

/** @param {OffscreenCanvasRenderingContext2D} pen @param {Look} look @param {Palette} palette */
function draw(pen, look, palette) {
  const { shape, text } = look;
  const colour = palette.term[look.hue];
  const deep = palette.deep[look.hue];
  const [w, h] = size(look);
  pen.lineWidth = 2;
  pen.lineCap = 'round';
  pen.lineJoin = 'round';
  switch (shape) {
    case 'heartbeat':
      disc(pen, 5.5, colour, null);
      break;
    case 'heartbeat-answer':
      disc(pen, 4, palette.bg, colour);
      break;
    case 'request-vote':
      ballot(pen, colour, colour, palette.onTerm);
      break;
    case 'pre-vote':
      ballot(pen, palette.panel, colour, deep);
      break;
    case 'pre-vote-granted':
      pen.setLineDash([3, 3.2]);
      disc(pen, 9, palette.panel, colour);
      pen.setLineDash([]);
      strokes(pen, deep, [[-4.5, 0, 4.5, 0], [0, -4.5, 0, 4.5]]);
      break;
    case 'pre-vote-refused':
      pen.setLineDash([3, 3.2]);
      disc(pen, 9, palette.panel, colour);
      pen.setLineDash([]);
      strokes(pen, deep, [[-4.5, 0, 4.5, 0]]);
      break;
    case 'vote-granted':
      disc(pen, 9, palette.panel, colour);
      strokes(pen, deep, [[-4.5, 0, 4.5, 0], [0, -4.5, 0, 4.5]]);
      break;
    case 'vote-refused':
      disc(pen, 9, palette.panel, colour);
      strokes(pen, deep, [[-4.5, 0, 4.5, 0]]);
      break;
    case 'append':
    case 'install-snapshot': // a crate: what many appends would have carried
      box(pen, w, h, 4, deep, shape === 'append' ? null : palette.ink);
      write(pen, text, palette.onTerm, palette.font);
      break;
    case 'append-ok':
      box(pen, w - 1, h - 1, 9, palette.panel, colour);
      strokes(pen, deep, [[-4.5, 0.5, -1.2, 3.6, 4.8, -3.4]]);
      break;
    case 'append-refused':
      box(pen, w - 1, h - 1, 9, palette.panel, colour);
      strokes(pen, deep, [[-3.6, -3.6, 3.6, 3.6], [-3.6, 3.6, 3.6, -3.6]]);
      break;
    case 'timeout-now':
      disc(pen, 9.5, colour, null);
      strokes(pen, palette.onTerm, [[-4.4, -3.6, -0.8, 0, -4.4, 3.6], [1, -3.6, 4.6, 0, 1, 3.6]]);
      break;
    case 'client-request':
      box(pen, w, h, 3, palette.ink, null);
      write(pen, text, palette.panel, palette.font);
      break;
    case 'client-answer':
      box(pen, w - 1, h - 1, 3, palette.panel, palette.ink);
      write(pen, text, palette.ink, palette.font);
      break;
  }
}

/** @param {OffscreenCanvasRenderingContext2D} pen @param {number} r @param {string} fill @param {string | null} stroke */
function disc(pen, r, fill, stroke) {
  pen.beginPath();
  pen.arc(0, 0, r, 0, 2 * Math.PI);
  finish(pen, fill, stroke);
}

/** @param {OffscreenCanvasRenderingContext2D} pen @param {number} w @param {number} h @param {number} r @param {string} fill @param {string | null} stroke */
function box(pen, w, h, r, fill, stroke) {
  pen.beginPath();
  pen.roundRect(-w / 2, -h / 2, w, h, r);
  finish(pen, fill, stroke);
}

/** A sheet of paper with a corner off, and a box to be ticked; hollow, it only asks whether. @param {OffscreenCanvasRenderingContext2D} pen @param {string} fill @param {string} rim @param {string} ink */
function ballot(pen, fill, rim, ink) {
  pen.beginPath();
  pen.moveTo(-8, -10);
  pen.lineTo(3.5, -10);
  pen.lineTo(8, -5.5);
  pen.lineTo(8, 10);
  pen.lineTo(-8, 10);
  pen.closePath();
  finish(pen, fill, rim);
  pen.lineWidth = 2;
  pen.strokeStyle = ink;
  pen.strokeRect(-3.9, -2.6, 7.8, 7.8);
}

/** @param {OffscreenCanvasRenderingContext2D} pen @param {string} fill @param {string | null} stroke */
function finish(pen, fill, stroke) {
  pen.fillStyle = fill;
  pen.fill();
  if (!stroke) return;
  pen.strokeStyle = stroke;
  pen.stroke();
}

/** @param {OffscreenCanvasRenderingContext2D} pen @param {string} colour @param {number[][]} lines each x, y, x, y, … */
function strokes(pen, colour, lines, width = 2.2) {
  pen.lineWidth = width;
  pen.strokeStyle = colour;
  pen.beginPath();
  for (const [x, y, ...rest] of lines) {
    pen.moveTo(x, y);
    for (let i = 0; i < rest.length; i += 2) pen.lineTo(rest[i], rest[i + 1]);
  }
  pen.stroke();
}

/** @param {OffscreenCanvasRenderingContext2D} pen @param {string} text @param {string} colour @param {string} font */
function write(pen, text, colour, font) {
  pen.font = `600 12.5px ${font}`;
  pen.textAlign = 'center';
  pen.textBaseline = 'middle';
  pen.fillStyle = colour;
  pen.fillText(text, 0, 0.8);
}
