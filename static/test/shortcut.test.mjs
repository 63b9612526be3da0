import assert from 'node:assert/strict';
import { test } from 'node:test';
import { shortcutOf } from '../js/ui/shortcut.js';

/** What keys mean, typed one after the other: each "key code", with "shift" behind it or not. */
const typed = (...keys) => keys.map((each) => {
  const [key, code, shift] = each.split('|');
  return shortcutOf({ key, code, shiftKey: shift === 'shift' });
}).join('');

test('a Latin letter is the one that is printed on the key', () => {
  assert.equal(typed('c|KeyC', 'W|KeyW|shift', 'h|KeyH'), 'cwh');
  assert.equal(typed('z|KeyW', 'w|KeyZ', 'm|Semicolon', 'q|KeyA'), 'zwmq', 'AZERTY');
  assert.equal(typed('z|KeyY', 'ö|Semicolon'), 'zö', 'QWERTZ');
  assert.equal(typed('c|KeyI', 'l|KeyP', ',|KeyW', 'r|KeyO'), 'cl,r', 'Dvorak');
  assert.equal(typed('é|KeyW', 'w|BracketRight', 'é|KeyW'), 'éwé', 'BÉPO');
  assert.equal(typed('ı|KeyI', 'I|KeyI|shift', 'i|Quote'), 'iii', 'Turkish');
});

test('where there are no Latin letters it is the one that stands there on most keyboards', () => {
  assert.equal(typed('с|KeyC', 'Ц|KeyW|shift', 'ь|KeyM', 'з|KeyP'), 'cwmp', 'Russian');
  assert.equal(typed('ψ|KeyC', 'ς|KeyW', 'ρ|KeyR', 'Η|KeyH|shift'), 'cwrh', 'Greek');
  assert.equal(typed('ב|KeyC', "'|KeyW", 'ר|KeyR'), 'cwr', 'Hebrew has a sign on a key of letters');
  assert.equal(typed('ؤ|KeyC', 'لا|KeyB', 'ق|KeyR'), 'cbr', 'Arabic has a key of two letters');
  assert.equal(typed('แ|KeyC', 'ะ|KeyT', '้|KeyH'), 'cth', 'Thai has vowels and tones');
  assert.equal(typed('ㅊ|KeyC', 'ㅈ|KeyW'), 'cw', 'Korean');
  assert.equal(typed('Process|KeyC', 'ｃ|KeyC'), 'cc', 'an input method');
  assert.equal(typed('c|KeyC', ',|KeyW'), 'c,', 'and back');
});

test('digits are those of the upper row, whatever is printed there', () => {
  assert.equal(typed('1|Digit1', '3|Numpad3', '９|Digit9'), '139');
  assert.equal(typed('&|Digit1', 'é|Digit2', '"|Digit3', 'ç|Digit9', '4|Digit4|shift'), '12394', 'AZERTY');
  assert.equal(typed('ě|Digit2', 'š|Digit3'), '23', 'Czech');
  assert.equal(typed('١|Digit1', '۲|Digit2'), '12', 'Arabic, Persian');
  assert.equal(typed('-|Digit6'), '-', 'a sign that has a meaning is that');
  assert.equal(typed('!|Digit1|shift'), '!');
});

test('signs, and keys with a name, are what they are', () => {
  assert.equal(typed('?|Slash|shift', '?|Digit7|shift', '？|Slash|shift', '؟|Slash|shift', '+|Equal|shift', '＋|Equal|shift', '=|Equal', '-|Minus'), '?' .repeat(4) + '++=-');
  for (const key of ['ArrowLeft', 'Enter', 'Escape', 'Dead', 'F1']) assert.equal(typed(`${key}|${key}`), key);
  assert.equal(typed(' |Space', '　|Space'), '  ');
});
