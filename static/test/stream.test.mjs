import assert from 'node:assert/strict';
import { test } from 'node:test';
import { Refused } from '../js/connection/requests.js';
import { clock } from './clock.mjs';
import { begin, frame, open, pass, snapshot, welcome } from './fake-line.mjs';

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

test('news that want no answer have no number, and go nowhere while the line is down', (t) => {
  const time = clock(t);
  const page = open();
  page.stream.send({ t: 'look', at: 5 });
  begin(page);
  page.stream.send({ t: 'look', at: 7 });
  assert.deepEqual(page.last().sent.filter((q) => q.t === 'look'), [{ t: 'look', at: 7 }]);
});
