import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import * as actions from '../js/scenario/actions.js';
import { milliseconds, percent, shortMilliseconds, speed } from '../js/ui/format.js';
import { Words, flat } from '../js/ui/i18n.js';
import { refusalText } from '../js/connection/refusals.js';

const words = new Words();
const read = (name) => JSON.parse(readFileSync(new URL(`../i18n/${name}.en.json`, import.meta.url), 'utf8'));
words.use('en', { ...read('shell'), ...read('dialogs'), ...read('scenario') });
const { t } = words;

test('a text is filled in, and says one or many', () => {
  const own = new Words();
  own.use('en', { entries: '{count} {count|entry|entries} of {who}' });
  assert.equal(own.t('entries', { count: 1, who: 'S1' }), '1 entry of S1');
  assert.equal(own.t('entries', { count: 0, who: 'S1' }), '0 entries of S1');
  assert.equal(own.t('missing.key', { count: 1 }), 'missing.key');
});

test('a catalogue is read as it is committed and as it is packed', () => {
  const texts = { 'a.b': '1', a: '2', 'c.d.e': '3' };
  assert.deepEqual(flat(texts), texts);
  assert.deepEqual(flat({ a: { '': '2', b: '1' }, c: { d: { e: '3' } } }), texts);
});

test('a refusal says where, what, and what was most likely meant', () => {
  const values = { line: '5', column: '11', found: 'crsh', suggestion: 'crash' };
  assert.equal(refusalText(t, { code: 'scenario.unknown-action', values }), 'Line 5, column 11: Unknown action “crsh”. Did you mean “crash”?');
  assert.equal(refusalText(t, { code: 'action.already-crashed', values: { server: 'S1' } }), 'S1 has crashed already.');
  assert.equal(refusalText(t, { code: 'offline', values: {} }), 'There is no connection to the server right now.');
  assert.equal(refusalText(t, { code: 'request.from-the-future', values: {} }), 'The server refused that (request.from-the-future).');
});

test('what could stand there is told once', () => {
  const values = { line: '2', column: '9', found: 'S9', expected: 'S1, S2, S3' };
  assert.equal(refusalText(t, { code: 'scenario.unknown-server', values }).split('S1, S2, S3').length, 2);
  assert.equal(refusalText(t, { code: 'scenario.expected-server', values }), 'Line 2, column 9: “S9” is no server. Possible here: S1, S2, S3.');
});

test('times are grouped and never rounded up to what has not come yet', () => {
  assert.equal(milliseconds(1_846_299), '1\u202f846.2');
  assert.equal(milliseconds(999_999, 0), '999');
  assert.equal(milliseconds(-0), '0.0');
  assert.equal(shortMilliseconds(500), '0.5');
  assert.equal(percent(5_000), '0.5');
});

test('speeds are said as people say them', () => {
  assert.deepEqual([0.0125, 0.001, 0.25, 1, 10, 0.0121, 1.25].map(speed), ['1/80×', '1/1000×', '1/4×', '1×', '10×', '1/85×', '1.3×']);
});

test('actions are in the canonical form of the scenario language', () => {
  assert.equal(actions.powerOff('S1'), 'crash S1 losing unsynced writes');
  assert.equal(actions.cut('S1', ['S3', 'S4'], false), 'cut S1 -> S3 S4');
  assert.equal(actions.heal('S1', ['S3'], true), 'heal S1 <-> S3');
  assert.equal(actions.partition([['S1', 'S2'], ['S3']]), 'partition S1 S2 | S3');
  assert.equal(actions.latency(400, 12_500), 'latency 400us to 12.5ms');
  assert.equal(actions.loss(0.5), 'loss 0.5%');
  assert.equal(actions.diskSync(2_000, ''), 'disk sync 2ms');
  assert.equal(actions.diskSync(0, 'S1'), 'disk sync S1 0ms');
  const request = { client: 'c1', name: 'x', value: '-3', to: 'S2' };
  assert.equal(actions.request('write', request), 'c1 write x=-3 to S2');
  assert.equal(actions.request('add', { ...request, to: '' }), 'c1 add x -3');
  assert.equal(actions.request('read', { ...request, to: '' }), 'c1 read x');
});
