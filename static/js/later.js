// What is fetched only when it is asked for, in one piece: the dialogs, the legend,
// the menus on things in the picture. In several pieces, what they share with the
// page would be cut up into as many as there are ways to share it.

export { openDialog } from './dialogs/dialogs.js';
export { Dialog } from './dialogs/dialog.js';
export { openFloating } from './floating-menu.js';
export { makeLegend } from './legend.js';
export { openMessageList, openMessageMenu } from './message-menu.js';
export { openServerMenu } from './server-items.js';
export { openTerm } from './term.js';
