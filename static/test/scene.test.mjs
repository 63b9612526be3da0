import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { isTold } from '../js/narration/announcing.js';
import { sceneOf } from '../js/narration/scene.js';
import { Words } from '../js/ui/i18n.js';

const speak = (lang) => {
  const words = new Words();
  words.use(lang, JSON.parse(readFileSync(new URL(`../i18n/shell.${lang}.json`, import.meta.url), 'utf8')));
  return words.t;
};

const state = ({ servers = [], links = [], clients = [] } = {}) => ({
  servers: ['S1', 'S2', 'S3', 'S4', 'S5'].map((id, i) => ({ id, role: i === 0 ? 'leader' : 'follower', term: 1, ...servers[i] })),
  links,
  clients,
});

test('the scene is one sentence', () => {
  assert.equal(sceneOf(speak('en'), state()), '5 servers; S1 leads term 1; all links work');
  assert.equal(sceneOf(speak('zh'), state()), '5 个服务器；S1 是任期 1 的领导者；所有链路畅通');
});

test('what does not work is said, and not that all does', () => {
  const broken = state({
    servers: [{ down: true }, { paused: true }, { down: true }],
    links: [{ from: 'S1', to: 'S2', cut: true }, { from: 'S2', to: 'S1', cut: true }, { from: 'S4', to: 'S5', cut: true }, { from: 'S3', to: 'S4' }],
    clients: [{ id: 'c1', cut: 2 }, { id: 'c2' }],
  });
  assert.equal(sceneOf(speak('en'), broken), '5 servers; nobody leads; S1, S3 are down; S2 is paused; 2 links are cut; c1 does not reach every server');
});

test('how much is announced is a choice', () => {
  const told = [
    { key: 'decision.became-leader', level: 'key', topic: 'elections' },
    { key: 'event.crashed', level: 'key', topic: 'faults' },
    { key: 'decision.committed', level: 'key', topic: 'replication' },
    { key: 'event.synced', level: 'detail', topic: 'replication' },
  ];
  assert.deepEqual(['all', 'main', 'none'].map((amount) => told.filter((sentence) => isTold(sentence, amount)).length), [3, 2, 0]);
});

test('that a property broke is told by what interrupts, and not once more in its turn', () => {
  const broke = { key: 'violation.one-vote', level: 'key', topic: 'faults' };
  assert.deepEqual(['all', 'main', 'none'].map((amount) => isTold(broke, amount)), [false, false, false]);
});
