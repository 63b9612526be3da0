// The dialogs that hand a run on. Each is made when it is first asked for.

/** @import { App } from '../app.js' */
/** @import { Dialog } from '../ui/dialog.js' */
import { RunText } from './run-text.js';
import { ShareDialog } from './share-links.js';
import { WatchDialog } from './watch.js';

const KINDS = { 'run-text': RunText, share: ShareDialog, watch: WatchDialog };

/** @typedef {keyof typeof KINDS} ShareDialogName */

/** @type {Map<ShareDialogName, Dialog>} */
const made = new Map();

/** @param {App} app @param {ShareDialogName} name */
export function openShareDialog(app, name) {
  let dialog = made.get(name);
  if (!dialog) made.set(name, (dialog = new KINDS[name](app)));
  dialog.open();
}

/** Shows a text that somebody brought along, to be run. @param {App} app @param {File} file */
export function openFile(app, file) {
  openShareDialog(app, 'run-text');
  const dialog = made.get('run-text');
  if (dialog instanceof RunText) void dialog.take(file);
}
