// The presenter's size: larger text and strokes, panels folded away.

/** @import { App } from '../app.js' */
import { byId } from './dom.js';

/** @typedef {'normal' | 'large' | 'larger'} Size */
/** @type {Size[]} */
const SIZES = ['normal', 'large', 'larger'];
const root = document.documentElement;

/** @returns {Size} */
function size() {
  const now = /** @type {Size} */ (root.dataset.size ?? 'normal');
  return SIZES.includes(now) ? now : 'normal';
}

/** Makes the page larger (1) or smaller (-1). @param {App} app @param {number} by */
export function resize(app, by) {
  root.dataset.size = SIZES[Math.max(0, Math.min(SIZES.length - 1, SIZES.indexOf(size()) + by))];
  app.resized();
}

/** @param {App} app */
export function connectSize(app) {
  const asked = new URLSearchParams(location.search).get('size');
  if (asked === 'large' || asked === 'larger') root.dataset.size = asked;
  const panels = byId('panels');
  panels.addEventListener('click', () => {
    const open = root.dataset.panels !== 'open';
    root.dataset.panels = open ? 'open' : 'closed';
    panels.setAttribute('aria-pressed', String(open));
    app.resized();
  });
}
