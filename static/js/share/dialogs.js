// What hands a run on, in one piece: its text, links to it, and the address at
// which others watch. Fetched when the first of these is asked for.

/** @import { App } from '../app.js' */
/** @import { Dialog } from '../ui/dialog.js' */
import { RunText } from './run-text.js';
import { ShareDialog } from './share-links.js';
import { WatchDialog } from './watch.js';

const KINDS = { 'run-text': RunText, share: ShareDialog, watch: WatchDialog };

/** @typedef {keyof typeof KINDS} TextName */

/** @type {Map<TextName, Dialog>} */
const made = new Map();

/** @param {App} app @param {TextName} name */
export function openText(app, name) {
  let dialog = made.get(name);
  if (!dialog) made.set(name, (dialog = new KINDS[name](app)));
  dialog.open();
}

/** Shows a text that somebody brought along, to be run. @param {App} app @param {File} file */
export function openFile(app, file) {
  openText(app, 'run-text');
  const dialog = made.get('run-text');
  if (dialog instanceof RunText) void dialog.take(file);
}
