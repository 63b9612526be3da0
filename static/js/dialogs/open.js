// The doors to what is fetched only when it is asked for: the dialogs, the
// legend, and their words.

/** @import { App } from '../app.js' */
/** @import { DialogName } from './dialogs.js' */
/** @import { TextName } from '../share/dialogs.js' */
// What several of them share comes with the page: a file of its own would cost more.
import '../ui/dialog.js';
import { assets } from '../ui/assets.js';
import { byId, element } from '../ui/dom.js';
import { reasonOf } from '../ui/disabled-reason.js';
import '../scenario/rules.js';
import { toast } from '../ui/toasts.js';

/** Which button opens what. @type {Record<string, DialogName>} */
const OPENS = { 'new-run': 'new-run', 'do-partition': 'partition', 'do-cut': 'cut', help: 'help', 'do-rules': 'rules' };

/** And which opens what hands the run on. @type {Record<string, TextName>} */
const HANDS_ON = { 'run-text': 'run-text', share: 'share', watching: 'watch' };

/** What looks how, once its style sheet is here. @type {Map<string, Promise<void>>} */
const looks = new Map();

/** Has a style sheet at hand that is not needed from the start. @param {'dialogs' | 'beside' | 'text' | 'lesson' | 'notice'} sheet */
export function dressed(sheet = 'dialogs') {
  let dressing = looks.get(sheet);
  if (!dressing) {
    dressing = new Promise((resolve, reject) => {
      const link = element('link', { rel: 'stylesheet', href: `${assets}/css/${sheet}.css` });
      link.onload = () => resolve();
      link.onerror = () => {
        looks.delete(sheet);
        link.remove();
        reject(new Error(`the style sheet ${sheet} could not be fetched`));
      };
      document.head.append(link);
    });
    looks.set(sheet, dressing);
  }
  return dressing;
}

/** @param {App} app @param {() => Promise<void>} enter */
async function fetching(app, enter) {
  try {
    await Promise.all([app.moreWords(), dressed()]);
    await enter();
  } catch (why) {
    toast(app.t('request.offline'));
    throw why;
  }
}

/** @param {App} app @param {(text: typeof import('../share/dialogs.js')) => void} act with what hands the run on */
function withText(app, act) {
  return fetching(app, async () => {
    const [text] = await Promise.all([import('../share/dialogs.js'), app.moreWords('text'), dressed('text')]);
    act(text);
  });
}

/** A file that is dropped on the page is a text to be run. @param {App} app */
function watchDrops(app) {
  const file = (/** @type {DragEvent} */ { dataTransfer }) => dataTransfer?.types.includes('Files');
  document.addEventListener('dragover', (event) => {
    if (file(event)) event.preventDefault();
  });
  document.addEventListener('drop', (event) => {
    if (!file(event)) return;
    event.preventDefault();
    const dropped = event.dataTransfer?.files[0];
    if (dropped) void withText(app, ({ openFile }) => openFile(app, dropped));
  });
}

/** Opens a dialog. @param {App} app @param {DialogName} name */
export function open(app, name) {
  return fetching(app, async () => (await import('./later.js')).openDialog(app, name));
}

/** @param {App} app */
export function watchDoors(app) {
  for (const [id, name] of Object.entries(OPENS)) {
    const button = byId(id);
    button.setAttribute('aria-haspopup', 'dialog');
    button.addEventListener('click', () => {
      if (!reasonOf(button)) void open(app, name);
    });
  }
  for (const [id, name] of Object.entries(HANDS_ON)) {
    byId(id).addEventListener('click', () => void withText(app, ({ openText }) => openText(app, name)));
  }
  watchDrops(app);
  const button = byId('legend-button');
  /** @type {HTMLElement | undefined} */
  let card;
  /** @param {boolean} wanted */
  const show = (wanted) => {
    if (card) card.hidden = !wanted;
    button.setAttribute('aria-expanded', String(wanted && card !== undefined));
  };
  button.addEventListener('click', () => {
    if (card) show(card.hidden);
    else void fetching(app, async () => {
      card = (await import('./later.js')).makeLegend(app);
      button.after(card);
      show(true);
    });
  });
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') show(false);
  });
}
