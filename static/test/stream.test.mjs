import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkIn, linkOfAddress } from '../js/connection/fragment.js';
import { SessionStore } from '../js/connection/session-store.js';
import { Refused } from '../js/connection/requests.js';
import { Stream } from '../js/connection/stream.js';
import { clock } from './clock.mjs';
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
  class WebSocket {
    sent = [];
    closed = false;
    constructor(url) { this.url = url; sockets.push(this); }
    send(text) { this.sent.push(JSON.parse(text)); }
    close() { this.closed = true; }
    say(...messages) { this.onmessage?.({ data: messages.map((m) => JSON.stringify(m)).join('\n') }); }
    end(code = 1006) { this.onclose?.({ code }); }
  }
  const location = { protocol: 'http:', host: 'raft.test', pathname, hash, search };
  const history = { replaceState: (_state, _title, path) => { location.pathname = path; } };
  const stream = new Stream({ location, history, storage, WebSocket, random: () => 0.5 });
  const heard = [];
  for (const type of ['status', 'welcome', 'snapshot', 'frame', 'refused', 'unkept']) stream.addEventListener(type, (e) => heard.push([type, e.detail]));
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
  const time = clock(t);
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

test('what comes in one piece is heard message by message, as of one time', (t) => {
  const time = clock(t);
  const page = open();
  page.last().onopen();
  page.last().say(welcome({ secret: 's3cret' }), snapshot(10), frame(11), frame(12));
  assert.deepEqual(page.heard.map(([type]) => type), ['welcome', 'status', 'snapshot', 'frame', 'frame']);
  const at = [];
  page.stream.addEventListener('frame', () => at.push(page.stream.heardAt));
  page.last().say(frame(13), frame(14));
  assert.equal(at.length, 2);
  assert.equal(at[0], at[1]);
  // One frame is missing: the page hangs up, and nothing that comes behind it counts.
  page.last().say(frame(16), frame(17));
  assert.equal(page.sockets.length, 2);
  assert.equal(page.stream.status.state, 'reconnecting');
});

test('the address of a lesson, or of a step of it, begins a session there', (t) => {
  const time = clock(t);
  for (const [pathname, wanted] of [['/lesson/roles', { lesson: 'roles' }], ['/lesson/dies-alone/in-memory', { lesson: 'dies-alone', step: 'in-memory' }]]) {
    const page = open({ pathname });
    page.last().onopen();
    assert.deepEqual(page.last().sent, [{ t: 'hello', ...wanted }]);
    page.last().say(welcome({ secret: 's3cret' }));
    page.last().say(snapshot(10));
    page.last().end();
    time.tick(250);
    page.last().onopen();
    assert.equal(page.last().sent[0].lesson, undefined, 'the session is there: the lesson is not begun again');
  }
});

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

test('when the line breaks it goes on where it stopped, and the rest is handed on once', (t) => {
  const time = clock(t);
  const page = open();
  begin(page);
  page.last().say(frame(11));
  page.last().end();
  assert.equal(page.stream.status.state, 'reconnecting');
  assert.ok(page.stream.status.retryAt > Date.now() - 1000);
  time.tick(250);
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
  const time = clock(t);
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

/** The page's own time passes, and somebody answers its beats. @param {(turn: number) => void} [each] is done every second */
function pass(time, page, seconds, each = () => {}) {
  for (let i = 0; i < seconds; i++) {
    const { length } = page.last().sent;
    time.tick(1_000);
    each(i);
    if (page.last().sent.slice(length).some((q) => q.t === 'beat')) page.last().say({ t: 'beat' });
  }
}
const beats = (socket) => socket.sent.filter((q) => q.t === 'beat').length;

test('attempts become rarer, with jitter, up to a bound that lets a class be back within five seconds', (t) => {
  const time = clock(t);
  const page = open();
  const pauses = [];
  for (let i = 0; i < 7; i++) {
    page.last().end();
    const pause = page.stream.status.retryAt - Date.now();
    pauses.push(pause);
    time.tick(pause);
  }
  // Half of it is by chance, and the mean of that.
  assert.deepEqual(pauses, [250, 500, 1000, 2000, 3500, 3500, 3500].map((p) => p * 0.75));
});

test('each goodbye leads to its own state, and only some to another attempt', (t) => {
  const time = clock(t);
  const after = (code, close, commands = true) => {
    const page = open(commands ? {} : { pathname: '/s/ab12' });
    page.last().onopen();
    page.last().say(welcome({ commands, ...(commands && { secret: 's3cret' }) }));
    page.last().say(snapshot(10));
    if (code) page.last().say({ t: 'bye', code });
    page.last().end(close);
    return [page.stream.status.state, page.stream.status.retryAt !== null];
  };
  assert.deepEqual(after('restart', 4001), ['restarting', true]);
  assert.deepEqual(after('slow', 4002), ['reconnecting', true]);
  assert.deepEqual(after('gone', 4003), ['reconnecting', true]);
  assert.deepEqual(after('gone', 4003, false), ['waiting', true]);
  assert.deepEqual(after('fault', 4004), ['fault', false]);
  assert.deepEqual(after('fault', 4004, false), ['waiting', true]);
  assert.deepEqual(after('full', 4005), ['full', true]);
  assert.deepEqual(after('bad', 4006), ['reconnecting', true]);
  assert.deepEqual(after('', 4003, false), ['waiting', true]);
});

test('what is no session by its name is gone for good; one that was there is asked for again', (t) => {
  const time = clock(t);
  const page = open({ pathname: '/s/ab12' });
  page.last().onopen();
  page.last().say({ t: 'bye', code: 'gone' });
  page.last().end(4003);
  assert.deepEqual(page.stream.status, { state: 'gone', retryAt: null });
  page.stream.reconnect();
  page.last().onopen();
  page.last().say(welcome({ commands: false }));
  page.last().say(snapshot(3));
  for (let i = 0; i < 40; i++) {
    page.last().onopen?.();
    page.last().say({ t: 'bye', code: 'gone' });
    page.last().end(4003);
    assert.equal(page.stream.status.state, 'waiting');
    time.tick(4_000);
    assert.equal(page.stream.status.state, 'waiting', 'it does not flicker while it asks');
  }
});

test('a server that does not understand the page is asked once more before that is final', (t) => {
  const time = clock(t);
  const page = open();
  begin(page);
  const misunderstood = () => {
    page.last().say({ t: 'bye', code: 'bad' });
    page.last().end(4006);
    return page.stream.status.state;
  };
  assert.equal(misunderstood(), 'reconnecting');
  time.tick(250);
  page.last().onopen();
  assert.equal(misunderstood(), 'bad');
});

test('who waits for a session stays connected, and gets it when it is back', (t) => {
  const time = clock(t);
  const page = open({ pathname: '/s/ab12' });
  page.last().onopen();
  page.last().say({ t: 'waiting' });
  assert.deepEqual([page.stream.status, page.last().closed], [{ state: 'waiting', retryAt: null }, false]);
  pass(time, page, 600);
  assert.equal(page.sockets.length, 1, 'ten minutes later it still waits on the same line');
  page.last().say(welcome({ commands: false }));
  page.last().say(snapshot(3));
  assert.equal(page.stream.status.state, 'live');
});

test('the page asks every five seconds whether anybody is there, whatever else comes', (t) => {
  const time = clock(t);
  const page = open();
  begin(page);
  pass(time, page, 60, (i) => page.last().say(frame(11 + i)));
  assert.equal(beats(page.last()), 12);
  assert.equal(page.sockets.length, 1);
});

test('a line on which nothing is heard for ten seconds is dead, and is dropped without a word', (t) => {
  const time = clock(t);
  const page = open();
  begin(page);
  time.tick(9_900);
  assert.equal(page.stream.status.state, 'live');
  time.tick(200);
  assert.equal(page.stream.status.state, 'silent');
  assert.deepEqual([page.sockets[0].closed, page.sockets[0].onclose], [true, null]);
  time.tick(250);
  assert.equal(page.sockets.length, 2);
  page.last().onopen();
  assert.deepEqual(page.last().sent[0].have, { epoch: 'e1', seq: 10 }, 'it goes on where it stopped');
  assert.equal(page.stream.status.state, 'silent', 'that is said until it is live again');
});

test('a line that only carries what the server says is dead, too', (t) => {
  const time = clock(t);
  const page = open();
  begin(page);
  for (let i = 0; i < 16 && page.sockets.length < 2; i++) {
    time.tick(1_000);
    page.last().say(frame(11 + i));
  }
  assert.equal(page.stream.status.state, 'silent');
});

test('a page that has slept asks first, and waits some seconds for the answer', (t) => {
  const time = clock(t);
  const page = open();
  begin(page);
  pass(time, page, 3);
  const asked = beats(page.last());
  time.sleep(3_600_000);
  time.tick(1);
  assert.deepEqual([page.stream.status.state, beats(page.last())], ['live', asked + 1]);
  time.tick(2_000);
  page.last().say({ t: 'beat' });
  pass(time, page, 20);
  assert.equal(page.sockets.length, 1, 'the line has outlived it');
  time.sleep(3_600_000);
  time.tick(1);
  time.tick(4_000);
  assert.equal(page.stream.status.state, 'silent', 'nobody answers');
});

test('a hidden tab whose timer turns once a minute is not taken for a dead line', (t) => {
  const time = clock(t);
  const page = open();
  begin(page);
  for (let i = 0; i < 20; i++) {
    time.sleep(60_000);
    time.tick(1);
    page.last().say({ t: 'beat' });
  }
  assert.deepEqual([page.sockets.length, page.stream.status.state], [1, 'live']);
});

test('an attempt that neither opens nor fails is given up, and so is a hello that nobody answers', (t) => {
  const time = clock(t);
  const page = open();
  time.tick(6_000);
  assert.deepEqual([page.sockets[0].closed, page.stream.status.state], [true, 'silent']);
  time.tick(250);
  assert.equal(page.sockets.length, 2);
  page.last().onopen();
  time.tick(9_000);
  assert.equal(page.last().closed, false);
  time.tick(1_000);
  assert.equal(page.sockets[1].closed, true);
});

test('a server that is busy with a hello is waited for as long as it answers', (t) => {
  const time = clock(t);
  const page = open();
  page.last().onopen();
  pass(time, page, 40);
  assert.deepEqual([page.sockets.length, page.last().closed], [1, false]);
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

test('a request is answered by what names it, or refused with a code', async (t) => {
  const time = clock(t);
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
  const time = clock(t);
  const page = open();
  begin(page);
  const asked = page.stream.request({ t: 'step' });
  pass(time, page, 15);
  await assert.rejects(asked, new Refused('timeout'));
});

test('a refusal that nobody asked for is handed on', (t) => {
  const time = clock(t);
  const page = open();
  begin(page);
  page.last().say({ t: 'refused', re: 0, code: 'cannot-restore' });
  assert.equal(page.heard.at(-1)[1].code, 'cannot-restore');
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

test('a shared link is said hello with, once, and leaves the address', (t) => {
  const time = clock(t);
  const page = open({ hash: '#2abc-_9', search: '?size=large' });
  page.last().onopen();
  assert.deepEqual(page.last().sent, [{ t: 'hello', link: '2abc-_9' }]);
  page.last().end();
  time.tick(500);
  page.last().onopen();
  assert.deepEqual(page.last().sent, [{ t: 'hello', link: '2abc-_9' }], 'the link is not lost with the line');
  page.last().say(welcome({ secret: 's3cret' }));
  page.last().say(snapshot(1));
  assert.equal(page.location.pathname, '/s/ab12?size=large');
  page.last().end();
  time.tick(500);
  page.last().onopen();
  assert.deepEqual(Object.keys(page.last().sent[0]), ['t', 'session', 'secret', 'have']);
});

test('whatever could be meant as a link is handed on as it stands; an anchor of the page is not', () => {
  for (const fragment of ['1abc-_9xyz', '2abc-_9xyz.', '2abc-_9xyz%20', '%E2%80%9C2abc-_9xyz%E2%80%9D', '(2abc-_9xyz)', '2abc-_9xyz&utm_source=x', '2abc…', '2', '9newer', 'lost-its-head0beginning', '<2abc>', '%2abc%']) {
    assert.equal(linkIn(`#${fragment}`), fragment);
  }
  for (const anchor of ['', 'stage', 'run-text-area', 'tab-feed', 'page2', 'Übersicht']) assert.equal(linkIn(`#${anchor}`), '');
  assert.equal(linkIn(`#2${'x'.repeat(200_000)}`).length, 90_000, 'no message is too long for the server to answer');
});

test('an address that is pasted as a whole is opened as the link in it; a text is a text', () => {
  const link = '2abcdefghijklmnop-_9';
  for (const pasted of [link, ` ${link}.\n`, `https://raft.example/#${link}`, `raft.example:8080/?size=large#${link})`, `/#${link}`, `<https://raft.example/#${link}>`, `#${link}`]) {
    assert.match(linkOfAddress(pasted), /2abcdefghijklmnop-_9/, pasted);
  }
  for (const text of ['raft 1\nservers 3', 'raft 1 # 2abcdefghijkl', '# 1 a comment', '', 'https://raft.example/s/ab12', 'servers 3 #1']) assert.equal(linkOfAddress(text), '', text);
});

test('in another page the address stays what it was', (t) => {
  const time = clock(t);
  const page = open({ hash: '#1abc', search: '?embed=1', storage: null });
  begin(page);
  assert.equal(page.location.pathname, '/');
  assert.equal(page.stream.status.state, 'live');
});

test('news that want no answer have no number, and go nowhere while the line is down', (t) => {
  const time = clock(t);
  const page = open();
  page.stream.send({ t: 'look', at: 5 });
  begin(page);
  page.stream.send({ t: 'look', at: 7 });
  assert.deepEqual(page.last().sent.filter((q) => q.t === 'look'), [{ t: 'look', at: 7 }]);
});
