import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clock } from './clock.mjs';
import { begin, frame, open, pass, snapshot, welcome } from './fake-line.mjs';

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
