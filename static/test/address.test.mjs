import assert from 'node:assert/strict';
import { test } from 'node:test';
import { linkIn, linkOfAddress } from '../js/connection/fragment.js';
import { clock } from './clock.mjs';
import { begin, open, snapshot, welcome } from './fake-line.mjs';

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
