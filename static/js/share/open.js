// Opening what hands the run on: its text, links to it, the address at which others
// watch. It is fetched when the first of these is asked for.

/** @import { App } from '../app.js' */
/** @import { ShareDialogName } from './dialogs.js' */
import { byId } from '../ui/dom.js';
import { lazy, withLoaded } from '../ui/lazy.js';
import { styleSheet } from '../ui/style-sheet.js';

/** Which button opens which. @type {Record<string, ShareDialogName>} */
const BUTTONS = { 'run-text': 'run-text', share: 'share', watching: 'watch' };

const fetchDialogs = lazy(async (/** @type {App} */ app) => {
  const [dialogs] = await Promise.all([import('./dialogs.js'), app.moreWords(), app.moreWords('text'), styleSheet('dialogs'), styleSheet('share')]);
  return dialogs;
});

/** Has buttons open the dialogs, and a file that is dropped on the page, which is a text to be run. @param {App} app */
export function connectShare(app) {
  for (const [id, name] of Object.entries(BUTTONS)) {
    byId(id).addEventListener('click', () => void withLoaded(app, fetchDialogs(app), ({ openShareDialog }) => openShareDialog(app, name)));
  }
  const hasFile = (/** @type {DragEvent} */ { dataTransfer }) => dataTransfer?.types.includes('Files');
  document.addEventListener('dragover', (event) => {
    if (hasFile(event)) event.preventDefault();
  });
  document.addEventListener('drop', (event) => {
    if (!hasFile(event)) return;
    event.preventDefault();
    const file = event.dataTransfer?.files[0];
    if (file) void withLoaded(app, fetchDialogs(app), ({ openFile }) => openFile(app, file));
  });
}
