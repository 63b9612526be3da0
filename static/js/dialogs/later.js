// What is fetched only when it is asked for, in one piece: the dialogs, the legend,
// the menus on things in the picture. In several pieces, what they share with the
// page would be cut up into as many as there are ways to share it.

export { openDialog } from './dialogs.js';
export { Dialog } from '../ui/dialog.js';
export { openFloating } from '../ui/context-menu.js';
export { makeLegend } from '../stage/legend.js';
export { openMessageList, openMessageMenu } from '../controls/message-menu.js';
export { openServerMenu } from '../controls/server-menu.js';
export { openTerm } from '../inspector/glossary.js';
