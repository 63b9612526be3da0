// The help: what this is, what the keys do, and what the words mean.

/** @import { App } from '../app.js' */
import { element } from '../ui/dom.js';
import { Dialog, say } from '../ui/dialog.js';
import { AMOUNTS, announce, announced } from '../narration/announcing.js';

/** The keys, and the key of the text that says what each does. @type {[string[], string][]} */
const KEYS = [
  [['Space'], 'play'],
  [['←', '→'], 'step'],
  [['Shift ←', 'Shift →'], 'jump'],
  [['L'], 'live'],
  [['N'], 'lesson'],
  [['1', '…', '9'], 'select'],
  [['C'], 'crash'],
  [['R'], 'restart'],
  [['T'], 'time-out'],
  [['Z'], 'pause'],
  [['I'], 'isolate'],
  [['P'], 'partition'],
  [['H'], 'heal'],
  [['M'], 'message'],
  [['W'], 'write'],
  [['+', '−'], 'size'],
  [['?'], 'help'],
];

/** What is done to a server, and does something to its memory and its disk. */
const FAULTS = ['crash', 'power-off', 'pause', 'time-out', 'wipe', 'restart'];

const GLOSSARY = ['server', 'leader', 'follower', 'candidate', 'term', 'entry', 'committed', 'applied', 'majority', 'heartbeat', 'timeout', 'partition', 'prevote', 'quorum', 'transfer', 'snapshot', 'install', 'configuration', 'joint', 'learner'];

/** What a screen reader is told. @param {App} app */
function choiceOfAmount(app) {
  const choice = element('select', { id: 'announced' }, ...AMOUNTS.map((amount) => say(app, 'option', `announced.${amount}`, { value: amount, selected: amount === announced() })));
  choice.addEventListener('change', () => announce(AMOUNTS[choice.selectedIndex]));
  return choice;
}

export class HelpDialog extends Dialog {
  /** @param {App} app */
  constructor(app) {
    super(app, 'help');
    const rows = KEYS.map(([keys, does]) =>
      element('tr', {}, element('th', { scope: 'row' }, ...keys.flatMap((key) => [element('kbd', {}, key), ' '])), say(app, 'td', `key.${does}`)),
    );
    const words = GLOSSARY.flatMap((term) => [say(app, 'dt', `glossary.${term}.name`), say(app, 'dd', `glossary.${term}.text`)]);
    const faults = FAULTS.flatMap((what) => [say(app, 'dt', `do.${what}`), say(app, 'dd', `about.${what}`)]);
    this.add(
      element(
        'div',
        { class: 'help' },
        element(
          'section',
          {},
          say(app, 'h3', 'help.idea'),
          say(app, 'p', 'help.idea-text'),
          element('p', {}, say(app, 'a', 'help.language', { class: 'link', href: '/language', target: '_blank' })),
          say(app, 'h3', 'help.keys'),
          element('table', { class: 'keys' }, element('tbody', {}, ...rows)),
          say(app, 'p', 'help.keys-about'),
          say(app, 'h3', 'help.announced'),
          element('p', {}, say(app, 'label', 'help.announced-about', { for: 'announced' }), ' ', choiceOfAmount(app)),
        ),
        element('section', {}, say(app, 'h3', 'help.glossary'), element('dl', { class: 'glossary' }, ...words), say(app, 'h3', 'help.faults'), element('dl', { class: 'glossary' }, ...faults)),
      ),
    );
  }
}
