import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refused, Stream } from '../js/stream.js';
import { cluster } from './run.mjs';

class Storage {
  #map = new Map();
  get length() { return this.#map.size; }
  key(i) { return [...this.#map.keys()][i] ?? null; }
  getItem(key) { return this.#map.get(key) ?? null; }
  setItem(key, value) { this.#map.set(key, value); }
  removeItem(key) { this.#map.delete(key); }
}

/** A stream with fake sockets, of which `sockets` has every one that was opened. */
function open({ pathname = '/', hash = '', search = '', storage = new Storage() } = {}) {
  const sockets = [];
  class Socket {
    sent = [];
    closed = false;
    constructor(url) { this.url = url; sockets.push(this); }
    send(text) { this.sent.push(JSON.parse(text)); }
    close() { this.closed = true; }
    say(message) { this.onmessage?.({ data: JSON.stringify(message) }); }
    end(code = 1006) { this.onclose?.({ code }); }
  }
  const location = { protocol: 'http:', host: 'raft.test', pathname, hash, search };
  const history = { replaceState: (_state, _title, path) => { location.pathname = path; } };
  const stream = new Stream({ location, history, storage, Socket, random: () => 0.5 });
  const heard = [];
  for (const type of ['status', 'welcome', 'snapshot', 'frame', 'refused']) stream.addEventListener(type, (e) => heard.push([type, e.detail]));
  stream.start();
  const last = () => sockets.at(-1);
  /** Answers what was asked last of a kind. */
  const answer = (kind, more) => last().say({ t: kind, re: last().sent.findLast((q) => q.t === kind).id, ...more });
  return { stream, sockets, heard, location, storage, last, answer };
}
const welcome = (more) => ({ t: 'welcome', session: 'ab12', commands: true, epoch: 'e1', resumed: false, engine: '1', assets: '', ...more });
const snapshot = (seq, more) => ({ t: 'snapshot', epoch: 'e1', seq, clusters: [cluster()], pace: { playing: true, speed: 0, rate: 1 }, watching: 1, ...more });
const frame = (seq, more) => ({ t: 'frame', seq, ...more });
function begin(page) {
  page.last().onopen();
  page.last().say(welcome({ secret: 's3cret' }));
  page.last().say(snapshot(10));
}

test('a newcomer is given a session, whose address shows and whose secret does not', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const page = open();
  assert.equal(page.last().url, 'ws://raft.test/ws');
  page.last().onopen();
  assert.deepEqual(page.last().sent, [{ t: 'hello' }]);
  page.last().say(welcome({ secret: 's3cret' }));
  page.last().say(snapshot(10));
  assert.equal(page.location.pathname, '/s/ab12');
  assert.deepEqual([page.stream.session, page.stream.commands, page.stream.status.state], ['ab12', true, 'live']);
  assert.deepEqual(page.heard.map(([type]) => type), ['welcome', 'status', 'snapshot']);
});

test('a reload takes the session up again, with its secret, its text, and how it was played', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
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
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const page = open({ pathname: '/s/ab12' });
  page.last().onopen();
  assert.deepEqual(page.last().sent, [{ t: 'hello', session: 'ab12' }]);
  page.last().say(welcome({ commands: false }));
  page.last().say(snapshot(3));
  assert.equal(page.storage.length, 0);
});

test('when the line breaks it goes on where it stopped, and the rest is handed on once', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const page = open();
  begin(page);
  page.last().say(frame(11));
  page.last().end();
  assert.equal(page.stream.status.state, 'reconnecting');
  assert.ok(page.stream.status.retryAt > Date.now() - 1000);
  t.mock.timers.tick(250);
  assert.equal(page.sockets.length, 2);
  page.last().onopen();
  assert.deepEqual(page.last().sent[0].have, { epoch: 'e1', seq: 11 });
  page.last().say(welcome({ resumed: true }));
  assert.equal(page.stream.status.state, 'live');
  page.last().say(frame(11));
  page.last().say(frame(12));
  assert.deepEqual(page.heard.filter(([type]) => type === 'frame').map(([, f]) => f.seq), [11, 12]);
});

test('frames that went missing are asked for again', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const page = open();
  begin(page);
  page.last().say(frame(11));
  page.last().say(frame(14));
  assert.equal(page.sockets.length, 2);
  assert.equal(page.sockets[0].closed, true);
  page.last().onopen();
  assert.deepEqual(page.last().sent[0].have, { epoch: 'e1', seq: 11 });
  assert.deepEqual(page.heard.filter(([type]) => type === 'frame').map(([, f]) => f.seq), [11]);
});

test('attempts become rarer, with jitter, up to a bound', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  const page = open();
  const pauses = [];
  for (let i = 0; i < 9; i++) {
    page.last().end();
    const pause = page.stream.status.retryAt - Date.now();
    pauses.push(pause);
    t.mock.timers.tick(pause);
  }
  assert.deepEqual(pauses, [250, 500, 1000, 2000, 4000, 8000, 15000, 15000, 15000]);
});

test('each goodbye leads to its own state, and only some to another attempt', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const after = (code, close) => {
    const page = open();
    begin(page);
    if (code) page.last().say({ t: 'bye', code });
    page.last().end(close);
    return [page.stream.status.state, page.stream.status.retryAt !== null];
  };
  assert.deepEqual(after('restart', 4001), ['restarting', true]);
  assert.deepEqual(after('slow', 4002), ['reconnecting', true]);
  assert.deepEqual(after('gone', 4003), ['gone', false]);
  assert.deepEqual(after('fault', 4004), ['fault', false]);
  assert.deepEqual(after('full', 4005), ['full', true]);
  assert.deepEqual(after('bad', 4006), ['bad', false]);
  assert.deepEqual(after('', 4003), ['gone', false]);
});

test('a request is answered by what names it, or refused with a code', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const page = open();
  await assert.rejects(page.stream.request({ t: 'step' }), new Refused('offline'));
  begin(page);
  const first = page.stream.request({ t: 'do', cluster: 'A', action: 'crash S1' });
  const second = page.stream.request({ t: 'text', cluster: 'A' });
  const third = page.stream.request({ t: 'step' });
  const fourth = page.stream.request({ t: 'step' });
  const ids = page.last().sent.slice(2).map((q) => q.id);
  assert.equal(new Set(ids).size, 4);
  page.last().say({ t: 'text', re: ids[1], text: 'raft 1', hash: 'f' });
  page.last().say({ t: 'refused', re: ids[0], code: 'already-crashed', values: { server: 'S1' } });
  assert.equal((await second).text, 'raft 1');
  await assert.rejects(first, (e) => e instanceof Refused && e.code === 'already-crashed' && e.values.server === 'S1');
  page.last().end();
  await assert.rejects(third, new Refused('offline'));
  await assert.rejects(fourth, new Refused('offline'));
});

test('a request that nobody answers is given up', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const page = open();
  begin(page);
  const asked = page.stream.request({ t: 'step' });
  t.mock.timers.tick(15_000);
  await assert.rejects(asked, new Refused('timeout'));
});

test('a refusal that nobody asked for is handed on', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const page = open();
  begin(page);
  page.last().say({ t: 'refused', re: 0, code: 'cannot-restore' });
  assert.equal(page.heard.at(-1)[1].code, 'cannot-restore');
});

test('a browser that forbids storage costs nothing but the way back', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const broken = { get length() { throw new Error('no'); }, getItem() { throw new Error('no'); }, setItem() { throw new Error('no'); } };
  for (const storage of [null, broken]) {
    const page = open({ storage });
    begin(page);
    assert.equal(page.stream.status.state, 'live');
  }
});

test('the text is asked for when the session is new, and again once something was done, at most once a second', async (t) => {
  t.mock.timers.enable({ apis: ['setTimeout', 'Date'] });
  const page = open();
  begin(page);
  const asked = () => page.last().sent.filter((q) => q.t === 'text').length;
  const acted = { clusters: [{ id: 'A', edge: 5, first: 1, events: [{ at: 5, kind: 'action', text: 'crash S1' }] }] };
  assert.equal(asked(), 1);
  page.answer('text', { text: 'raft 1', edge: 0 });
  await null; await null;
  page.last().say(frame(11, { clusters: [{ id: 'A', edge: 3, first: 1, events: [{ at: 3, kind: 'server' }] }] }));
  t.mock.timers.tick(2_000);
  assert.equal(asked(), 1, 'what only happens changes no text');
  page.last().say(frame(12, acted));
  assert.equal(asked(), 2);
  page.last().say(frame(13, acted));
  page.last().say(frame(14, { closed: ['B'] }));
  assert.equal(asked(), 2, 'one question at a time');
  page.answer('text', { text: 'raft 1\nat 5us: crash S1', edge: 5 });
  await null; await null;
  assert.equal(asked(), 2, 'not more often than once a second');
  t.mock.timers.tick(1_000);
  assert.equal(asked(), 3, 'what was done meanwhile is asked for in the end');
  page.last().end();
  assert.deepEqual(JSON.parse(page.storage.getItem('raft-playground/session/ab12')).run, { text: 'raft 1\nat 5us: crash S1', edge: 5 });
});

test('who only watches asks for no text and keeps none', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const page = open({ pathname: '/s/ab12' });
  page.last().onopen();
  page.last().say(welcome({ commands: false }));
  page.last().say(snapshot(3));
  page.last().say(frame(4, { closed: ['B'] }));
  assert.deepEqual(page.last().sent.map((q) => q.t), ['hello']);
});

test('a shared link is said hello with, once, and leaves the address', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const page = open({ hash: '#1abc-_9', search: '?size=large' });
  page.last().onopen();
  assert.deepEqual(page.last().sent, [{ t: 'hello', link: '1abc-_9' }]);
  page.last().end();
  t.mock.timers.tick(250);
  page.last().onopen();
  assert.deepEqual(page.last().sent, [{ t: 'hello', link: '1abc-_9' }], 'the link is not lost with the line');
  page.last().say(welcome({ secret: 's3cret' }));
  page.last().say(snapshot(1));
  assert.equal(page.location.pathname, '/s/ab12?size=large');
  page.last().end();
  t.mock.timers.tick(250);
  page.last().onopen();
  assert.deepEqual(Object.keys(page.last().sent[0]), ['t', 'session', 'secret', 'have']);
});

test('in another page the address stays what it was', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const page = open({ hash: '#1abc', search: '?embed=1', storage: null });
  begin(page);
  assert.equal(page.location.pathname, '/');
  assert.equal(page.stream.status.state, 'live');
});

test('news that want no answer have no number, and go nowhere while the line is down', (t) => {
  t.mock.timers.enable({ apis: ['setTimeout'] });
  const page = open();
  page.stream.tell({ t: 'look', at: 5 });
  begin(page);
  page.stream.tell({ t: 'look', at: 7 });
  assert.deepEqual(page.last().sent.filter((q) => q.t === 'look'), [{ t: 'look', at: 7 }]);
});
