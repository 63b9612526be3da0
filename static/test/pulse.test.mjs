import assert from 'node:assert/strict';
import { test } from 'node:test';
import { clock } from './clock.mjs';
import { begin, frame, open, pass } from './fake-line.mjs';

const beats = (socket) => socket.sent.filter((q) => q.t === 'beat').length;

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
