// The legend: each thing drawn as the stage draws it, with its name.

/** @import { App } from '../app.js' */
/** @import { Shape } from './shapes.js' */
import { say } from '../ui/dialog.js';
import { element } from '../ui/dom.js';
import { drawClock } from './flights.js';
import { readPalette } from './palette.js';
import { Stamps } from './shapes.js';
import { SIGNS as BADGES } from './badges.js';
import { VOTES } from './servers.js';
import { svg } from './svg.js';

/** A sample's size in px. */
const WIDTH = 36;
const HEIGHT = 24;
/** The term whose colour the samples have. */
const HUE = 1;

/** @param {...SVGElement} inside */
const picture = (...inside) => svg('svg', { class: 'sample', viewBox: `0 0 ${WIDTH} ${HEIGHT}`, width: WIDTH, height: HEIGHT, 'aria-hidden': 'true' }, ...inside);
/** @param {string} look @param {number} x @param {number} y @param {number} r */
const circle = (look, x, y, r) => svg('circle', { class: look, cx: x, cy: y, r });
/** @param {string} look @param {string} d */
const path = (look, d) => svg('path', { class: look, d });

/** A badge as on a server's rim. @param {keyof typeof BADGES} name */
const badge = (name) =>
  picture(svg('g', { class: 'rim-badge is-shown', 'data-badge': name, transform: 'translate(18 12)' }, svg('rect', { x: -9, y: -9, width: 18, height: 18, rx: 9 }), svg('path', { d: BADGES[name], transform: 'scale(5.6)' })));

/** A vote as below a candidate. @param {keyof typeof VOTES} vote @param {number} x */
const pip = (vote, x) => svg('g', { class: 'pip', 'data-vote': vote, 'data-hue': HUE, transform: `translate(${x} 12) scale(4.8)` }, svg('circle', { r: 0.88 }), svg('path', { d: VOTES[vote] }));

/** @type {Record<string, () => Element>} */
const SIGNS = {
  leader: () => picture(circle('full', 18, 15, 7.5), path('full', 'm13.3 6.2-.8-4.3 3.1 2L18 .8l2.4 3.1 3.1-2-.8 4.300z')),
  follower: () => picture(circle('soft', 18, 12, 8)),
  candidate: () => picture(circle('soft dashed', 18, 12, 8)),
  'pre-candidate': () => picture(circle('hollow', 18, 12, 8)),
  crashed: () => picture(circle('gone', 18, 12, 8)),
  paused: () => badge('paused'),
  drift: () => badge('drift'),
  transfer: () => badge('transfer'),
  wiped: () => badge('wiped'),
  timer: () => picture(circle('ring', 18, 12, 8.5), path('arc', 'M18 3.500a8.5 8.5 0 0 1 7.4 12.7')),
  votes: () => picture(pip('granted', 7), pip('refused', 18), pip('silent', 29)),
  term: () => picture(...[1, 2, 3].map((n) => svg('rect', { class: `t${n}`, x: 12 * n - 11, y: 7, width: 10, height: 10, rx: 2 }))),
  cut: () => picture(path('wall', 'M18 2.500v19')),
};

/** What is drawn in addition to a shape: see flights.js. @typedef {Shape | 'twin' | 'delayed'} Sample */

/** @type {[string, Sample[]][]} */
const MESSAGES = [
  ['pre-vote', ['pre-vote']],
  ['pre-vote-answer', ['pre-vote-granted', 'pre-vote-refused']],
  ['request-vote', ['request-vote']],
  ['vote-granted', ['vote-granted']],
  ['vote-refused', ['vote-refused']],
  ['heartbeat', ['heartbeat', 'heartbeat-answer']],
  ['append', ['append']],
  ['append-ok', ['append-ok']],
  ['append-refused', ['append-refused']],
  ['install-snapshot', ['install-snapshot']],
  ['timeout-now', ['timeout-now']],
  ['client', ['client-request', 'client-answer']],
  ['twin', ['twin', 'delayed']],
];

/** What the glossary tells more about, and under which term. @type {Record<string, string>} */
const TERMS = { leader: 'leader', follower: 'follower', candidate: 'candidate', timer: 'timeout', term: 'term', heartbeat: 'heartbeat', 'entry-committed': 'committed', 'entry-applied': 'applied' };

const ENTRIES = ['memory', 'durable', 'committed', 'applied'];

/** @param {App} app @returns {HTMLElement} */
export function makeLegend(app) {
  const card = element('section', { class: 'legend-card', tabindex: 0, 'aria-label': app.t('legend.title'), 'data-t-label': 'legend.title' });
  /** @param {string} name */
  const label = (name) => (TERMS[name] ? say(app, 'button', `legend.${name}`, { type: 'button', class: 'gloss', 'data-glossary': TERMS[name], 'aria-haspopup': 'dialog' }) : say(app, 'span', `legend.${name}`));
  /** @param {string} key @param {[string, Element][]} items */
  const group = (key, items) => {
    card.append(
      say(app, 'h3', key),
      element('ul', {}, ...items.map(([name, sample]) => element('li', {}, sample, label(name)))),
    );
  };
  const sign = (/** @type {string} */ name) => /** @type {[string, Element]} */ ([name, SIGNS[name]()]);
  const messages = MESSAGES.map(([name, shapes]) => /** @type {const} */ ([name, shapes, element('canvas', { class: 'sample', 'aria-hidden': 'true' })]));
  group('legend.servers', ['leader', 'follower', 'candidate', 'pre-candidate', 'crashed'].map(sign));
  group('legend.signs', ['timer', 'votes', 'term', 'cut', 'paused', 'drift', 'transfer', 'wiped'].map(sign));
  group('legend.messages', messages.map(([name, , canvas]) => [name, canvas]));
  group('legend.entries', ENTRIES.map((state) => [`entry-${state}`, element('span', { class: 'sample-entry', 'data-state': state, 'aria-hidden': 'true' }, 'x=1')]));
  const paint = () => messages.forEach(([, shapes, canvas]) => stamp(canvas, shapes));
  app.on('theme', paint);
  requestAnimationFrame(paint);
  return card;
}

/** Draws messages as the stage does. @param {HTMLCanvasElement} canvas @param {Sample[]} shapes */
function stamp(canvas, shapes) {
  const ratio = globalThis.devicePixelRatio || 1;
  const stamps = new Stamps(readPalette(canvas), shapes.length > 1 ? 0.72 : 0.85, ratio);
  canvas.width = WIDTH * ratio;
  canvas.height = HEIGHT * ratio;
  const pen = canvas.getContext('2d');
  if (!pen) return;
  pen.scale(ratio, ratio);
  const plain = (/** @type {Sample} */ sample) => (sample === 'twin' || sample === 'delayed' ? 'heartbeat' : sample);
  const images = shapes.map(plain).map((shape) => stamps.of({ shape, hue: HUE, text: { append: '2', 'install-snapshot': '1–8', 'client-answer': '✓', 'client-request': '' }[/** @type {string} */ (shape)] ?? '' }));
  let x = (WIDTH - images.reduce((sum, image) => sum + image.width, 0)) / 2;
  const palette = readPalette(canvas);
  images.forEach(({ image, width, height }, i) => {
    const y = (HEIGHT - height) / 2;
    if (shapes[i] === 'twin') {
      pen.globalAlpha = 0.45;
      pen.drawImage(image, x - 1, y - 3, width, height);
      pen.globalAlpha = 1;
      pen.drawImage(image, x - 4, y, width, height);
    } else {
      pen.drawImage(image, x, y, width, height);
    }
    if (shapes[i] === 'delayed') drawClock(pen, { x: x + width - 1, y: HEIGHT / 2 - 5 }, 4.5, palette);
    x += width;
  });
}
