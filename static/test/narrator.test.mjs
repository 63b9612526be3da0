import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { Words } from '../js/ui/i18n.js';
import { Narrator, sentenceText } from '../js/narration/narrator.js';
import { initial } from '../js/run/reducer.js';

const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const { snapshot, frames } = read('../../web/testdata/golden-frames.json');
const cluster = snapshot.clusters[0];
const golden = frames.flatMap((f) => f.clusters ?? []).filter((tick) => tick.id === cluster.id).flatMap((tick) => tick.events ?? []);

const languages = ['en', 'zh'].map((lang) => {
  const words = new Words();
  words.use(lang, { ...read(`../i18n/shell.${lang}.json`) });
  return words;
});
const [english] = languages;

/** A narrator of three servers and a client, before anything has happened. */
function narrator() {
  const servers = ['S1', 'S2', 'S3'].map((id) => ({ id, role: 'follower', term: 0 }));
  return new Narrator(initial({ at: 0, seq: 0, hash: '', servers, clients: [{ id: 'c1', phase: 'idle' }], network: { latency: { min: 1, max: 1 } } }));
}

/** What is told of events, in English. */
const told = (...events) => {
  const by = narrator();
  return events.map((event) => by.narrate(event)).map((sentence) => sentence && sentenceText(english.t, sentence));
};
const decides = (by, decision) => ({ at: 1, kind: 'decision', by, decision });

test('everything a session told can be said in both languages, with every value filled in', () => {
  const by = new Narrator(initial(cluster.state));
  const sentences = golden.map((event) => by.narrate(event)).filter((sentence) => sentence !== null);
  assert.ok(sentences.length > 20, `only ${sentences.length} sentences`);
  for (const sentence of sentences) {
    for (const { t, lang } of languages) {
      const words = sentenceText(t, sentence);
      assert.ok(words !== sentence.key, `${sentence.key} has no words in ${lang}`);
      assert.doesNotMatch(words, /[{}]|undefined|null|NaN|\[object/, `${lang}: ${words}`);
    }
  }
});

test('a refused vote is told with the two logs that decided', () => {
  const decision = { kind: 'vote-refused-log', candidate: 'S3', term: 4, ours: { term: 3, index: 7 }, theirs: { term: 2, index: 9 } };
  assert.deepEqual(told(decides('S1', decision)), [
    "S1 refuses S3 its vote: S3's log ends with entry 9 of term 2, its own is newer and ends with entry 7 of term 3.",
  ]);
});

test('a vote that went to the voter itself is told so', () => {
  const decision = { kind: 'vote-refused-already-voted', candidate: 'S3', term: 4, votedFor: 'S1' };
  assert.deepEqual(told(decides('S1', decision)), ['S1 refuses S3 its vote: in term 4 it has voted for itself.']);
});

test('a new leader is told with the votes that it has counted in this election', () => {
  const counted = (term, voter, votes) => decides('S2', { kind: 'vote-counted', voter, term, votes, need: 2 });
  const sentences = told(
    decides('S2', { kind: 'election-started', term: 1 }),
    counted(1, 'S2', 1),
    counted(1, 'S1', 2),
    decides('S2', { kind: 'election-started', term: 2 }),
    counted(2, 'S2', 1),
    counted(2, 'S3', 2),
    decides('S2', { kind: 'became-leader', term: 2, votes: 2, need: 2 }),
  );
  assert.equal(sentences.at(-1), 'S2 becomes leader of term 2 with the votes of S2, S3; 2 were needed.');
});

test('in a joint configuration each half is counted by itself', () => {
  const [leads] = told(decides('S2', { kind: 'became-leader', term: 2, votes: 2, need: 2, votesNext: 3, needNext: 2 }));
  assert.match(leads ?? '', /; 2 \+ 2 were needed\.$/);
  const [held] = told(decides('S2', { kind: 'commit-held-majority', index: 5, stored: 2, need: 2, needNext: 2 }));
  assert.match(held ?? '', /stored on 2 \+ 0, 2 \+ 2 needed/);
});

test('a commit names the command of the entry, also after the log was cut back', () => {
  const log = (from, ...cmds) => ({ at: 1, kind: 'log', log: { server: 'S1', from, entries: cmds.map((cmd) => ({ term: 1, cmd })) } });
  const sentences = told(log(1, 'no-op', 'x=1'), log(2, 'y=2'), decides('S1', { kind: 'committed', index: 2, stored: 2, need: 2 }));
  assert.deepEqual(sentences, [null, null, 'S1 commits entry 2 (y=2): stored on 2 servers, 2 needed.']);
});

test('a crash is told once, with what is on the disk', () => {
  const log = { at: 1, kind: 'log', log: { server: 'S1', from: 1, entries: [{ term: 1, cmd: 'x=1' }] } };
  const server = (state) => ({ at: 2, kind: 'server', server: { id: 'S1', role: 'follower', term: 1, lastIndex: 1, ...state } });
  assert.deepEqual(told(log, server({}), server({ down: true }), server({ down: true })), [null, null, 'S1 crashed. In the log on its disk: x=1.', null]);
  // One that crashes because its disk is wiped is not said to have something there.
  const wipe = { at: 2, kind: 'action', action: { name: 'wipe', text: 'wipe S1', impact: 'fault', server: 'S1' } };
  assert.equal(told(log, server({}), wipe, server({ down: true })).at(-1), 'S1 crashed, and its disk is empty.');
});

test('the reason why counting may not commit is a small step when it is told again', () => {
  const by = narrator();
  const held = (stored) => decides('S1', { kind: 'commit-held-old-term', index: 2, entryTerm: 2, leaderTerm: 4, stored, need: 2 });
  assert.deepEqual([held(2), held(3)].map((event) => by.narrate(event).level), ['plain', 'detail']);
});

test('a client is told to ask, to ask again and why, and to have its answer', () => {
  const client = (state) => ({ at: 1, kind: 'client', client: { id: 'c1', request: 1, asks: 'read', key: 'x', cmd: 'read x', attempts: 11, ...state } });
  assert.deepEqual(
    told(
      client({ phase: 'sent', attempt: 1, target: 'S1' }),
      client({ phase: 'sent', attempt: 2, target: 'S3', retry: 'not-leader' }),
      client({ phase: 'received', attempt: 2, target: 'S3' }),
      client({ phase: 'answered', attempt: 2, target: 'S3', found: true, value: 5 }),
    ),
    [
      'c1 sends S1 its request 1: read x.',
      'c1 was turned away and asks S3: attempt 2 of 11 for read x.',
      null,
      'c1 has its answer: x is 5.',
    ],
  );
});

test('lost heartbeats are not worth a word, a lost request for a vote is', () => {
  const sent = (id, kind, routine) => ({ at: 1, kind: 'send', message: { id, from: 'S1', to: 'S2', kind, term: 1, routine } });
  const lost = (id) => ({ at: 2, kind: 'drop', why: 'cut', message: { id, from: 'S1', to: 'S2' } });
  assert.deepEqual(told(sent(1, 'AppendEntries', true), lost(1), sent(2, 'RequestVote'), lost(2)), [
    null,
    null,
    null,
    'A message from S1 to S2 was lost at the cut: RequestVote.',
  ]);
});

test('what is done to the network is told as it was done', () => {
  const action = (text, name, impact, args) => ({ at: 1, kind: 'action', action: { name, text, impact, ...args } });
  assert.deepEqual(
    told(
      action('cut S1 -> S2 S3', 'cut', 'fault', { from: 'S1', to: 0b1100 }),
      action('cut S1 <-> S2', 'cut', 'fault', { from: 'S1', to: 0b100, bothWays: true }),
      action('cut c1 <-> S2', 'cut-client', 'fault', { client: 'c1', to: 0b100 }),
      action('latency S1 -> S2 5ms to 20ms', 'latency', 'setting', { from: 'S1', to: 0b100, span: { min: 5_000, max: 20_000 } }),
      action('loss 0%', 'loss', 'setting', {}),
      action('partition S1 | S2', 'partition', 'fault', { groups: [0b10, 0b100] }),
      action('delay next PreVote S1 -> S2 by 50ms', 'delay-next', 'fault', { messageKind: 'PreVote', from: 'S1', to: 0b100, time: 50_000 }),
      action('drift S1 +5%', 'drift', 'fault', { server: 'S1', percent: 5 }),
      action('crash S1', 'crash', 'fault', { server: 'S1' }),
      action('c1 write x=1', 'write', 'client', { client: 'c1', key: 'x', value: 1 }),
    ),
    [
      'Cut: S1 → S2 S3.',
      'Cut: S1 ↔ S2.',
      'Cut: c1 ↔ S2.',
      'Latency from now on: S1 → S2 5–20\u00a0ms.',
      'Loss from now on: 0%.',
      'The network falls apart: S1 | S2.',
      'Done: delay message PreVote S1 → S2 +50\u00a0ms.',
      'Done: drift S1 +5%.',
      null,
      null,
    ],
  );
});

test('the page and the command line say the same', () => {
  const all = read('sentences.json');
  assert.ok(all.length > 100);
  for (const { by = '', decision, role, votes = [], entry, finding, violation, before, client, said } of all) {
    const memory = narrator();
    memory.servers.set(by, { ...memory.servers.get('S1'), id: by, role });
    memory.votes.set(by, new Set(votes));
    if (entry) memory.logs.set(by, { entry: () => ({ cmd: entry }) });
    if (before) memory.clients.set(before.id, before);
    const kind = decision ? 'decision' : finding ? 'finding' : violation ? 'violation' : 'client';
    const sentence = memory.narrate({ at: 1, seq: 1, kind, by, decision, finding, violation, client });
    for (const { t, lang } of languages) assert.equal(sentence ? sentenceText(t, sentence) : '', said[lang], JSON.stringify(decision ?? finding ?? violation ?? client));
  }
});

test('a read is told the same whether or not its leader asks the others, and a leader that is asked before an election hears itself', () => {
  assert.deepEqual(told(decides('S2', { kind: 'read-accepted', client: 'c1', request: 2 }), decides('S2', { kind: 'pre-vote-refused-leader', candidate: 'S3', leader: 'S2' })), [
    "S2 takes c1's read (request 2).",
    'S2 would not vote for S3: it leads itself.',
  ]);
});

test('a power cut is told with what it took, a crash of the process takes nothing', () => {
  const had = [
    { at: 1, kind: 'log', log: { server: 'S1', from: 1, entries: [{ term: 1, cmd: 'no-op' }, { term: 1, cmd: 'x=1' }] } },
    { at: 1, kind: 'server', server: { id: 'S1', role: 'leader', term: 1, votedFor: 'S1', lastIndex: 2, syncedIndex: 1 } },
  ];
  const power = { at: 2, kind: 'action', action: { name: 'power-off', server: 'S1', text: '', impact: 'fault' } };
  const down = (state) => ({ at: 2, kind: 'server', server: { id: 'S1', role: 'follower', down: true, term: 1, votedFor: 'S1', ...state } });
  const cut = { at: 2, kind: 'log', log: { server: 'S1', from: 2 } };
  assert.equal(told(...had, power, down({ lastIndex: 1, syncedIndex: 1 }), cut)[3], 'S1, leader of term 1, lost its power. In the log on its disk: no-op. Lost with the power: x=1.');
  assert.equal(told(...had, power, down({ lastIndex: 2, syncedIndex: 2 }))[3], 'S1, leader of term 1, lost its power. In the log on its disk: no-op, x=1. Nothing else was lost than its memory.');
  assert.equal(told(...had, down({ lastIndex: 2, syncedIndex: 1 }))[2], 'S1, leader of term 1, crashed. In the log on its disk: no-op, x=1.');
  assert.match(told(...had, power, down({ term: 0, votedFor: '', lastIndex: 1, syncedIndex: 1 }), cut)[3], /Lost with the power: x=1, its vote for S1 in term 1\./);
});

test('what is done to a server is told with what that does to its memory and its disk', () => {
  const act = (name) => told({ at: 1, kind: 'action', action: { name, server: 'S2', text: name, impact: 'fault' } })[0];
  assert.match(act('pause'), /keeps its memory/);
  assert.match(act('wipe'), /its log, its term and its vote are gone/);
});
