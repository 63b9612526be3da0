// The keyboard: everything can be done with it. Keys that mean something to the
// control that has the focus are left to it.

/** @import { App } from '../app.js' */
import { closest } from '../ui/dom.js';
import { open } from '../dialogs/open.js';
import { shortcutOf } from '../ui/shortcut.js';
import { resize } from '../ui/size.js';
import { jumpBack, jumpForward, playOrPause, stepBack, stepForward } from '../timeline/stepping.js';

/** Whether a key belongs to the control that has the focus. @param {KeyboardEvent} event */
export function isTaken({ target, key }) {
  if (!(target instanceof Element)) return false;
  if (target.closest('dialog, [role="menu"]')) return true;
  if (target.matches('textarea, select, input:not([type="range"], [type="checkbox"], [type="radio"])')) return true;
  if (target.matches('input')) return key.startsWith('Arrow') || key === ' ';
  const control = target.closest('button, a, summary');
  // What a pointer pressed keeps the focus, but space is for playing then.
  return control !== null && (key === 'Enter' || (key === ' ' && control !== pressed));
}

/** What a pointer pressed last, while it has the focus. @type {Element | null} */
let pressed = null;

function trackPresses() {
  const control = (/** @type {globalThis.Event} */ event) => closest(event, 'button, a, summary');
  document.addEventListener('pointerdown', (event) => (pressed = control(event)), true);
  document.addEventListener('focusin', (event) => {
    if (control(event) !== pressed) pressed = null;
  });
  // A button is pressed by space when the key is let go.
  document.addEventListener('keyup', (event) => {
    if (event.key === ' ' && pressed && control(event) === pressed) event.preventDefault();
  });
}

/** @param {App} app */
export function connectKeys(app) {
  trackPresses();
  /** Presses a button of the control panel, which knows whether it would do anything. @param {string} what */
  const press = (what) => document.getElementById(`do-${what}`)?.click();
  /** @type {Record<string, (event: KeyboardEvent) => void>} */
  const keys = {
    ' ': () => void playOrPause(app),
    ArrowLeft: ({ shiftKey }) => (shiftKey ? void jumpBack(app) : void stepBack(app)),
    ArrowRight: ({ shiftKey }) => (shiftKey ? jumpForward(app) : void stepForward(app)),
    l: () => app.goLive(),
    c: () => press('crash'),
    r: () => press('restart'),
    t: () => press('time-out'),
    z: () => press('pause'),
    m: () => press('message'),
    i: () => press('isolate'),
    h: () => press('heal-all'),
    p: () => press('partition'),
    w: () => press('write'),
    '+': () => resize(app, 1),
    '=': () => resize(app, 1),
    '-': () => resize(app, -1),
    '?': () => void open(app, 'help'),
  };
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTaken(event)) return;
    const key = shortcutOf(event);
    const act = /^[1-9]$/.test(key) ? () => pick(`S${key}`) : keys[key];
    if (!act) return;
    event.preventDefault();
    act(event);
  });
  /** @param {string} id */
  const pick = (id) => {
    if (app.state.servers.some((s) => s.id === id)) app.select({ kind: 'server', id });
  };
}
