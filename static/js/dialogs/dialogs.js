// All dialogs. They are fetched when the first of them is asked for, but for one that
// few ask for, and each is made when it is.

/** @import { App } from '../app.js' */
/** @import { Dialog } from '../ui/dialog.js' */
import { CutDialog } from './cut.js';
import { HelpDialog } from './help.js';
import { NewRunDialog } from './new-run.js';
import { PartitionDialog } from './partition.js';
import { RulesDialog } from './rules.js';

const KINDS = { 'new-run': NewRunDialog, partition: PartitionDialog, cut: CutDialog, help: HelpDialog, rules: RulesDialog };

/** @typedef {keyof typeof KINDS | 'members'} DialogName */

/** @type {Map<DialogName, Dialog>} */
const made = new Map();

/** @param {App} app @param {DialogName} name */
export async function openDialog(app, name) {
  let dialog = made.get(name);
  if (!dialog) {
    const Kind = name === 'members' ? (await import('./members.js')).MembersDialog : KINDS[name];
    made.set(name, (dialog = new Kind(app)));
  }
  dialog.open();
}
