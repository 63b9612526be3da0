// All dialogs, and the buttons that open them.

/** @import { App } from '../app.js' */
import { byId } from '../element.js';
import { reasonOf } from '../reasons.js';
import { CutDialog } from './cut.js';
import { Dialog } from './dialog.js';
import { NewRunDialog } from './new-run.js';
import { PartitionDialog } from './partition.js';
import { RunTextDialog } from './run-text.js';

/** @typedef {ReturnType<typeof wireDialogs>} Dialogs */

/** @param {App} app */
export function wireDialogs(app) {
  const dialogs = {
    newRun: new NewRunDialog(app),
    runText: new RunTextDialog(app),
    partition: new PartitionDialog(app),
    cut: new CutDialog(app),
    help: new Dialog('help'),
  };
  /** @param {string} id @param {{open: () => unknown}} dialog */
  const opens = (id, dialog) => {
    const button = byId(id);
    button.setAttribute('aria-haspopup', 'dialog');
    button.addEventListener('click', () => {
      if (!reasonOf(button)) dialog.open();
    });
  };
  opens('new-run', dialogs.newRun);
  opens('run-text', dialogs.runText);
  opens('do-partition', dialogs.partition);
  opens('do-cut', dialogs.cut);
  opens('help', dialogs.help);
  return dialogs;
}
