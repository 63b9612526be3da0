// All dialogs. They are fetched when the first of them is asked for, and each is
// made when it is.

/** @import { App } from '../app.js' */
/** @import { Dialog } from '../ui/dialog.js' */
import { CutDialog } from './cut.js';
import { HelpDialog } from './help.js';
import { MembersDialog } from './members.js';
import { NewRunDialog } from './new-run.js';
import { PartitionDialog } from './partition.js';
import { RulesDialog } from './rules.js';

const KINDS = { 'new-run': NewRunDialog, partition: PartitionDialog, cut: CutDialog, members: MembersDialog, help: HelpDialog, rules: RulesDialog };

/** @typedef {keyof typeof KINDS} DialogName */

/** @type {Map<DialogName, Dialog>} */
const made = new Map();

/** @param {App} app @param {DialogName} name */
export function openDialog(app, name) {
  let dialog = made.get(name);
  if (!dialog) made.set(name, (dialog = new KINDS[name](app)));
  dialog.open();
}
