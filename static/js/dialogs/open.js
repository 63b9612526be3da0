// Opening dialogs: they and their words are fetched when the first is asked for.

/** @import { App } from '../app.js' */
/** @import { DialogName } from './dialogs.js' */
import { reasonOf } from '../ui/disabled-reason.js';
import { byId } from '../ui/dom.js';
import { lazy, withLoaded } from '../ui/lazy.js';
import { styleSheet } from '../ui/style-sheet.js';

/** Which button opens which. @type {Record<string, DialogName>} */
const BUTTONS = { 'new-run': 'new-run', 'do-partition': 'partition', 'do-cut': 'cut', 'do-members': 'members', help: 'help', 'do-rules': 'rules' };

const fetchDialogs = lazy(async (/** @type {App} */ app) => {
  const [dialogs] = await Promise.all([import('./dialogs.js'), app.moreWords(), styleSheet('dialogs')]);
  return dialogs;
});

/** Opens a dialog. @param {App} app @param {DialogName} name */
export function open(app, name) {
  return withLoaded(app, fetchDialogs(app), ({ openDialog }) => openDialog(app, name));
}

/** Has buttons open dialogs. @param {App} app */
export function connectDialogs(app) {
  for (const [id, name] of Object.entries(BUTTONS)) {
    const button = byId(id);
    button.setAttribute('aria-haspopup', 'dialog');
    button.addEventListener('click', () => {
      if (!reasonOf(button)) void open(app, name);
    });
  }
}
