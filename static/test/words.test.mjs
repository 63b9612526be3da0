import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { compose } from '../js/scenario/actions.js';
import { milliseconds, percent, shortMilliseconds, speed } from '../js/ui/format.js';
import { Words, flat } from '../js/ui/i18n.js';
import { refusalText } from '../js/connection/refusals.js';

const words = new Words();
const read = (name, lang = 'en') => JSON.parse(readFileSync(new URL(`../i18n/${name}.${lang}.json`, import.meta.url), 'utf8'));
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

test('every error is told in the words in which the command line tells it', () => {
  const errors = JSON.parse(readFileSync(new URL('errors.json', import.meta.url), 'utf8'));
  assert.ok(errors.length > 200);
  for (const lang of Object.keys(errors[0].said)) {
    const own = new Words();
    own.use(lang, { ...read('shell', lang), ...read('scenario', lang) });
    for (const { what, code, values, said } of errors) assert.equal(refusalText(own.t, { code, values }), said[lang], what);
  }
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
  assert.equal(compose('power-off', { server: 'S1' }), 'crash S1 losing unsynced writes');
  assert.equal(compose('cut', { from: 'S1', to: ['S3', 'S4'], bothWays: false }), 'cut S1 -> S3 S4');
  assert.equal(compose('heal', { from: 'S1', to: ['S3'], bothWays: true }), 'heal S1 <-> S3');
  assert.equal(compose('cut-client', { client: 'c1', to: ['S1', 'S2'] }), 'cut c1 <-> S1 S2');
  assert.equal(compose('heal-all', {}), 'heal all');
  assert.equal(compose('partition', { groups: [['S1', 'S2'], ['S3']] }), 'partition S1 S2 | S3');
  assert.equal(compose('latency', { span: { min: 400, max: 12_500 } }), 'latency 400us to 12.5ms');
  assert.equal(compose('loss', { percent: 0.5 }), 'loss 0.5%');
  assert.equal(compose('loss', { from: 'S1', to: ['S2'], percent: 0 }), 'loss S1 -> S2 0%');
  assert.equal(compose('drift', { server: 'S2', percent: 20 }), 'drift S2 +20%');
  assert.equal(compose('disk-sync', { time: 2_000, server: '' }), 'disk sync 2ms');
  assert.equal(compose('disk-sync', { time: 0, server: 'S1' }), 'disk sync S1 0ms');
  assert.equal(compose('election-timeout', { server: 'S1', span: { min: 150_000, max: 300_000 } }), 'election timeout S1 150ms to 300ms');
  assert.equal(compose('delay-message', { message: 7, time: 50_000 }), 'delay message 7 by 50ms');
  const request = { client: 'c1', key: 'x', value: '-3', server: 'S2' };
  assert.equal(compose('write', request), 'c1 write x=-3 to S2');
  assert.equal(compose('write', { ...request, value: 0, server: '' }), 'c1 write x=0');
  assert.equal(compose('add', { ...request, server: '' }), 'c1 add x -3');
  assert.equal(compose('read', { ...request, server: '' }), 'c1 read x');
  assert.equal(compose('writes-and-reads', { client: 'c2', time: 100_000 }), 'c2 writes and reads every 100ms');
});
