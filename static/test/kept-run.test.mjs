import assert from 'node:assert/strict';
import { test } from 'node:test';
import { SessionStore } from '../js/connection/session-store.js';
import { clock } from './clock.mjs';
import { begin, frame, open, snapshot, Storage, welcome } from './fake-line.mjs';

test('a reload takes the session up again, with its secret, its text, and how it was played', async (t) => {
  const time = clock(t);
  const first = open();
  begin(first);
  first.answer('text', { text: 'raft 1\nservers 3', edge: 40 });
  await null;
  first.last().say(frame(11, { clusters: [{ id: 'A', edge: 77 }], pace: { playing: false, speed: 0.25, rate: 0 } }));
  first.last().end();
  const second = open({ pathname: '/s/ab12', storage: first.storage });
  second.last().onopen();
  assert.deepEqual(second.last().sent, [{ t: 'hello', session: 'ab12', secret: 's3cret', run: { text: 'raft 1\nservers 3', edge: 77 }, playing: false, speed: 0.25 }]);
});

test('somebody else with the address brings neither secret nor run', (t) => {
  const time = clock(t);
  const page = open({ pathname: '/s/ab12' });
  page.last().onopen();
  assert.deepEqual(page.last().sent, [{ t: 'hello', session: 'ab12' }]);
  page.last().say(welcome({ commands: false }));
  page.last().say(snapshot(3));
  assert.equal(page.storage.length, 0);
});

test('what cannot be played ends in its own state, which says what was brought and what is wrong with it', (t) => {
  const time = clock(t);
  const unread = (page) => {
    page.last().onopen();
    page.last().say({ t: 'refused', re: 0, code: 'scenario.link-damaged', values: { found: 'x' } });
    page.last().say({ t: 'bye', code: 'unread' });
    page.last().end(4007);
    time.tick(60_000);
    assert.equal(page.heard.filter(([type]) => type === 'refused').length, 0, 'it is told once');
    assert.equal(page.sockets.length, 1);
    const { state, why, brought } = page.stream.status;
    return [state, brought, why.code, why.values.found];
  };
  assert.deepEqual(unread(open({ hash: '#1abcdefgh' })), ['unread', 'link', 'scenario.link-damaged', 'x']);
  assert.deepEqual(unread(open({ pathname: '/lesson/nowhere' })), ['unread', 'lesson', 'scenario.link-damaged', 'x']);
  const storage = new Storage();
  const kept = { secret: 's3cret', run: { text: 'raft 1\nonly here', edge: 7 }, played: { playing: true, speed: 0 } };
  storage.setItem('raft-playground/session/ab12', JSON.stringify(kept));
  const page = open({ pathname: '/s/ab12', storage });
  assert.deepEqual(unread(page), ['unread', 'run', 'scenario.link-damaged', 'x']);
  assert.deepEqual(page.stream.kept, { run: kept.run, lasts: true });
});

test('a text that could not be read is not overwritten, and not forgotten for newer ones, until it was read', async (t) => {
  const time = clock(t);
  const storage = new Storage();
  const key = 'raft-playground/session/ab12';
  const text = () => JSON.parse(storage.getItem(key)).run.text;
  storage.setItem(key, JSON.stringify({ secret: 's3cret', run: { text: 'raft 1\nonly here', edge: 7 } }));
  const page = open({ pathname: '/s/ab12', storage });
  page.last().onopen();
  page.last().say({ t: 'bye', code: 'unread' });
  page.last().end(4007);
  for (let i = 0; i < 20; i++) {
    time.tick(1);
    const other = open({ storage });
    other.last().onopen();
    other.last().say(welcome({ session: `new${i}`, secret: 's' }));
  }
  assert.equal(text(), 'raft 1\nonly here');
  new SessionStore(storage).keepRun('ab12', { text: 'raft 1\nsomething else', edge: 0 }, { playing: true, speed: 0 });
  assert.equal(text(), 'raft 1\nonly here', 'whoever plays something else there does not replace it');
  const restored = async () => {
    const again = open({ pathname: '/s/ab12', storage });
    again.last().onopen();
    assert.equal(again.last().sent[0].run.text, 'raft 1\nonly here', 'a reload brings it along again');
    return again;
  };
  await restored();
  const read = await restored();
  read.last().say(welcome());
  read.last().say(snapshot(3));
  read.answer('text', { text: 'raft 1\nonly here\nand more', edge: 9 });
  await null; await null;
  read.last().end();
  assert.equal(text(), 'raft 1\nonly here\nand more', 'once it was read it is a run like others');
});

test('a browser that keeps nothing is told of, and still brings its run along while the page is open', async (t) => {
  const time = clock(t);
  const full = new Storage();
  full.setItem = () => { throw new Error('QuotaExceededError'); };
  for (const storage of [null, full]) {
    const page = open({ storage });
    begin(page);
    page.answer('text', { text: 'raft 1', edge: 40 });
    await null; await null;
    const unkept = () => page.heard.filter(([type]) => type === 'unkept').length;
    assert.equal(unkept(), 0, 'nothing is lost yet');
    page.last().say(frame(11, { clusters: [{ id: 'A', edge: 41, first: 1, events: [{ at: 41, kind: 'action', action: { name: 'crash', text: 'crash S1', impact: 'fault' } }] }] }));
    page.last().end();
    assert.equal(unkept(), 1);
    assert.deepEqual(page.stream.kept, { run: { text: 'raft 1', edge: 41 }, lasts: false });
    time.tick(250);
    page.last().onopen();
    assert.deepEqual([page.last().sent[0].secret, page.last().sent[0].run.text], ['s3cret', 'raft 1']);
  }
});

test('a full browser makes room for the newest run by forgetting the one used longest ago', async (t) => {
  const time = clock(t);
  const storage = new Storage();
  const roomy = storage.setItem.bind(storage);
  for (const [session, used] of [['old', 1], ['newer', 2]]) roomy(`raft-playground/session/${session}`, JSON.stringify({ secret: 's', used }));
  storage.setItem = (key, value) => {
    if (storage.length >= 2 && storage.getItem(key) === null) throw new Error('QuotaExceededError');
    roomy(key, value);
  };
  const page = open({ storage });
  begin(page);
  assert.equal(storage.getItem('raft-playground/session/old'), null);
  assert.ok(storage.getItem('raft-playground/session/newer') && storage.getItem('raft-playground/session/ab12'));
});

test('a browser that forbids storage costs nothing but the way back', (t) => {
  const time = clock(t);
  const broken = { get length() { throw new Error('no'); }, getItem() { throw new Error('no'); }, setItem() { throw new Error('no'); } };
  for (const storage of [null, broken]) {
    const page = open({ storage });
    begin(page);
    assert.equal(page.stream.status.state, 'live');
  }
});

test('the text is asked for when the session is new, and again once something was done, at most once a second', async (t) => {
  const time = clock(t);
  const page = open();
  begin(page);
  const asked = () => page.last().sent.filter((q) => q.t === 'text').length;
  const acted = { clusters: [{ id: 'A', edge: 5, first: 1, events: [{ at: 5, kind: 'action', action: { name: 'crash', text: 'crash S1', impact: 'fault' } }] }] };
  assert.equal(asked(), 1);
  page.answer('text', { text: 'raft 1', edge: 0 });
  await null; await null;
  page.last().say(frame(11, { clusters: [{ id: 'A', edge: 3, first: 1, events: [{ at: 3, kind: 'server' }] }] }));
  time.tick(2_000);
  assert.equal(asked(), 1, 'what only happens changes no text');
  page.last().say(frame(12, acted));
  assert.equal(asked(), 2);
  page.last().say(frame(13, acted));
  page.last().say(frame(14, { closed: ['B'] }));
  assert.equal(asked(), 2, 'one question at a time');
  page.answer('text', { text: 'raft 1\nat 5us: crash S1', edge: 5 });
  await null; await null;
  assert.equal(asked(), 2, 'not more often than once a second');
  time.tick(1_000);
  assert.equal(asked(), 3, 'what was done meanwhile is asked for in the end');
  page.last().end();
  assert.deepEqual(JSON.parse(page.storage.getItem('raft-playground/session/ab12')).run, { text: 'raft 1\nat 5us: crash S1', edge: 5 });
});

test('who only watches asks for no text and keeps none', (t) => {
  const time = clock(t);
  const page = open({ pathname: '/s/ab12' });
  page.last().onopen();
  page.last().say(welcome({ commands: false }));
  page.last().say(snapshot(3));
  page.last().say(frame(4, { closed: ['B'] }));
  assert.deepEqual(page.last().sent.map((q) => q.t), ['hello']);
});
