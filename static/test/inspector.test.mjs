import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';
import { History } from '../js/run/history.js';
import { Words } from '../js/ui/i18n.js';
import { sentenceText } from '../js/narration/narrator.js';
import { breachesOf, tiersOf } from '../js/inspector/breaches.js';
import { figures } from '../js/inspector/figures.js';
import { identifierOf, sectionOf } from '../js/inspector/naming.js';
import { LINE_OF } from '../js/inspector/decision-lines.js';
import { PROCEDURES, lineOf } from '../js/inspector/procedures.js';
import { Search, decides } from '../js/inspector/search.js';
import * as entry from '../js/inspector/why-entry.js';
import * as message from '../js/inspector/why-message.js';
import * as request from '../js/inspector/why-request.js';
import * as server from '../js/inspector/why-server.js';
import * as vote from '../js/inspector/why-vote.js';
import { narrateViolation } from '../js/narration/violation.js';
import { cluster } from './run.mjs';

const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
const languages = ['en', 'zh'].map((lang) => {
  const words = new Words();
  words.use(lang, { ...read(`../i18n/shell.${lang}.json`), ...read(`../i18n/inspector.${lang}.json`) });
  return words;
});
const [english] = languages;

const golden = read('../../web/testdata/golden-frames.json');
/** The session that the server's test recorded, whole. */
function recorded() {
  const history = new History(golden.snapshot.clusters[0]);
  for (const frame of golden.frames) for (const tick of frame.clusters ?? []) if (tick.id === 'A') history.append(tick);
  return history;
}

/** A history of three servers in which some events happened. */
function after(...events) {
  const history = new History(cluster());
  history.append({ id: 'A', edge: events.at(-1)?.at ?? 0, first: 1, events });
  return history;
}

const SUBJECTS = { entry, vote, message, client: request, server };
/** What is said about a thing at an instant. */
function explain(history, kind, id, time = history.edge) {
  const state = history.stateAt(time);
  const found = new Search(history, SUBJECTS[kind].wants(id, state.servers)).at(time);
  return SUBJECTS[kind].explain(id, { state, time, history, found, without: [], copiesNeeded: (state.servers.length >> 1) + 1 });
}
const words = (t, report) => [report.title, ...report.fields.flatMap((f) => [f.name, f.value]), ...report.cards.flatMap((c) => [c.title, ...c.lines, ...(c.links ?? []).map((l) => l.text)])]
  .filter((text) => text && typeof text !== 'string')
  .map((text) => sentenceText(t, text));
const said = (report) => words(english.t, report).join(' ');

const decided = (at, by, decision) => ({ at, kind: 'decision', by, decision });
const is = (at, id, state) => ({ at, kind: 'server', server: { id, role: 'follower', term: 1, ...state } });
const logs = (at, id, from, ...entries) => ({ at, kind: 'log', log: { server: id, from, entries: entries.map(([term, cmd]) => ({ term, cmd })) } });

test('whatever is selected, at whatever instant, all that is said has words in both languages', () => {
  const history = recorded();
  let count = 0;
  for (let time = 0; time <= history.edge; time += 37_300) {
    const state = history.stateAt(time);
    const ids = [
      ...state.servers.map((s) => ['server', s.id]),
      ...state.servers.flatMap((s) => [...s.log].map((e, i) => ['entry', `${s.id} ${i + 1} ${e.term}`])),
      ...state.servers.filter((s) => s.role === 'candidate').flatMap((s) => state.servers.map((v) => ['vote', `${s.id} ${v.id} ${s.term}`])),
      ...state.flights.map((m) => ['message', String(m.id)]),
      ...state.clients.map((c) => ['client', c.id]),
    ];
    for (const [kind, id] of ids) {
      const report = explain(history, kind, id, time);
      for (const { t, lang } of languages) {
        for (const text of words(t, report)) {
          count++;
          assert.doesNotMatch(text, /[{}]|undefined|null|NaN|\[object|^why\.|(decision|why|stage)\.[a-z]/, `${lang}, ${kind} ${id} at ${time}: ${text}`);
        }
      }
    }
  }
  assert.ok(count > 2_000, `only ${count} texts`);
});

test('going back in time says what was known then, the same as when it was new', () => {
  const history = recorded();
  const wants = { committed: (e) => decides(e, '', ['committed']), stepped: (e) => decides(e, 'S1', ['stepped-down']) };
  const forwards = new Search(history, wants);
  const times = [200_000, 400_000, 900_000, 1_500_000, 700_000, 2_000_000];
  const seqs = (found) => Object.keys(wants).map((name) => found.get(name)?.seq);
  for (const time of times) assert.deepEqual(seqs(forwards.at(time)), seqs(new Search(history, wants).at(time)), `at ${time}`);
});

test('a search looks at each event once while time goes on', () => {
  let read = 0;
  const history = after(decided(1, 'S1', { kind: 'committed', index: 1 }), decided(2, 'S1', { kind: 'committed', index: 2 }), decided(3, 'S1', { kind: 'committed', index: 3 }));
  const search = new Search(history, { never: () => (read++, false) });
  search.at(1);
  search.at(2);
  search.at(3);
  assert.equal(read, 3);
});

/** S1 leads in a term with two entries; what stands where is told by the test. */
const leads = (term, ...more) => after(
  logs(1, 'S1', 1, [1, 'no-op'], [2, 'x=1']),
  logs(1, 'S2', 1, [1, 'no-op']),
  is(2, 'S1', { role: 'leader', term, commitIndex: 1, lastIndex: 2, syncedIndex: 2 }),
  is(2, 'S2', { term, syncedIndex: 1, lastIndex: 1 }),
  { at: 2, kind: 'progress', progress: { server: 'S1', next: [0, 3, 3], match: [0, 1, 0] } },
  ...more,
);

test('an entry that too few store says how many, how many are needed, and why the others have it not', () => {
  const history = leads(2,
    { at: 3, kind: 'send', message: { id: 1, from: 'S1', to: 'S2', kind: 'AppendEntries', term: 2, sent: 3, arrives: 9, appendEntries: { prevLogIndex: 1, prevLogTerm: 1, entries: 1, leaderCommit: 0 } } },
    is(3, 'S3', { down: true }),
    decided(4, 'S1', { kind: 'commit-held-majority', rule: 'commit-majority', index: 2, have: 1, need: 2 }),
  );
  const report = explain(history, 'entry', 'S1 2 2');
  assert.match(said(report), /Not committed yet\. It is stored on 1 of 3 servers; 2 are needed\. S2 has it in flight; S3 is down\./);
  assert.equal(report.cards[0].rule, 'commit-majority');
});

test('an entry of an earlier term says that counting may not commit it, with both terms', () => {
  const history = leads(4, logs(3, 'S2', 2, [2, 'x=1']), is(3, 'S2', { term: 4, syncedIndex: 2, lastIndex: 2 }), decided(4, 'S1', { kind: 'commit-held-old-term', rule: 'commit-only-current-term', index: 2, ours: { term: 4 }, theirs: { term: 2 }, have: 2, need: 2 }));
  const report = explain(history, 'entry', 'S1 2 2');
  assert.match(said(report), /2 of 3 servers store it and 2 would do, but it is of term 2 and the leader is in term 4/);
  assert.deepEqual([report.cards[0].rule, report.cards[0].section], ['commit-only-current-term', '§5.4.2']);
});

test('an entry that was overwritten says by whom and why, and before that it does not', () => {
  const history = after(
    logs(1, 'S2', 1, [1, 'x=1']),
    decided(5_000, 'S2', { kind: 'conflict-truncated', rule: 'conflict-removes-tail', peer: 'S3', index: 1, ours: { term: 1, index: 1 }, theirs: { term: 3, index: 1 }, count: 1 }),
    logs(5_000, 'S2', 1, [3, 'y=2']),
  );
  const report = explain(history, 'entry', 'S2 1 1');
  assert.match(said(report), /Overwritten\. At 5\.0 ms S3, leader, sent S2 an entry of term 3 for index 1, where S2 had one of term 1/);
  assert.doesNotMatch(said(explain(history, 'entry', 'S2 1 1', 4_000)), /Overwritten/);
});

test('an entry is committed by the first decision that reaches it, not by the newest', () => {
  const history = leads(2,
    decided(10, 'S1', { kind: 'committed', rule: 'commit-majority', index: 2, have: 2, need: 2 }),
    is(10, 'S1', { role: 'leader', term: 2, commitIndex: 2, lastIndex: 2, syncedIndex: 2 }),
    decided(20, 'S1', { kind: 'committed', rule: 'commit-majority', index: 3, have: 3, need: 2 }),
  );
  const [card] = explain(history, 'entry', 'S1 2 2').cards;
  assert.deepEqual([card.tone, card.at], ['yes', 10]);
});

test('a vote says why it was refused, and a silent voter why it is silent', () => {
  const history = after(
    decided(1, 'S1', { kind: 'election-started', term: 2 }),
    is(1, 'S1', { role: 'candidate', term: 2 }),
    is(2, 'S3', { down: true }),
    decided(3, 'S2', { kind: 'vote-refused-log', rule: 'election-restriction', peer: 'S1', term: 2, ours: { term: 1, index: 2 }, theirs: { term: 1, index: 1 } }),
  );
  assert.match(said(explain(history, 'vote', 'S1 S2 2')), /Refused\..*its own is newer and ends with entry 2 of term 1/);
  assert.match(said(explain(history, 'vote', 'S1 S3 2')), /No answer yet\. S3 is down\./);
  assert.match(said(explain(history, 'server', 'S1')), /S2 refuses S1 its vote.*S3 is down/);
});

test('a follower that hears its leader says so, with the time that is left', () => {
  const history = after(is(1, 'S1', { role: 'leader' }), is(50_000, 'S2', { leader: 'S1', timerSet: 50_000, deadline: 250_000 }));
  assert.match(said(explain(history, 'server', 'S2', 50_000)), /S2 hears its leader S1, last at 50\.0 ms.*200 ms left/);
});

test('a leader that hands over says to whom and what follows from it, until it leads no longer', () => {
  const history = after(
    is(1, 'S1', { role: 'leader', transfer: 'S3' }),
    decided(1, 'S1', { kind: 'transfer-begun', peer: 'S3', term: 2, index: 4 }),
    decided(20, 'S1', { kind: 'target-told-to-stand', peer: 'S3', term: 2, index: 4 }),
    is(40, 'S1', { role: 'follower', term: 3 }),
  );
  assert.match(said(explain(history, 'server', 'S1', 10)), /over to S3\. .*waits until S3 is known to store everything up to 4\. S1 takes no requests meanwhile/);
  assert.match(said(explain(history, 'server', 'S1', 30)), /over to S3\. S1 tells S3, which stores everything up to 4, to stand/);
  assert.doesNotMatch(said(explain(history, 'server', 'S1', 50)), /over to S3/);
});

test('a read says which of its three steps it waits for', () => {
  const history = after(is(1, 'S1', { role: 'leader' }), { at: 1, kind: 'client', client: { id: 'c1', request: 1, cmd: 'read x', phase: 'received', attempt: 1, attempts: 11, target: 'S1', waits: 'quorum', copies: 1, need: 2 } });
  const report = explain(history, 'client', 'c1');
  assert.match(said(report), /1 have confirmed|1 of 2 have confirmed/);
  assert.equal(report.cards[0].rule, 'quorum-reads');
});

test('every decision has a line of the procedures, and every line a decision but where it is said', () => {
  for (const [kind, id] of Object.entries(LINE_OF)) assert.ok(lineOf(kind), `${kind} is decided by ${id}, which is no line`);
  const decided = new Set(Object.values(LINE_OF));
  for (const { id, always } of PROCEDURES.flatMap((p) => p.lines)) assert.equal(decided.has(id), !always, id);
});

test('every line, and the condition of every decision, has words', () => {
  const keys = [...PROCEDURES.flatMap(({ name, lines }) => [name, ...lines.map(({ id }) => id)].map((id) => `code.${id}`)), ...Object.keys(LINE_OF).map((kind) => `decision.${kind}.condition`)];
  for (const key of keys) for (const { t, lang } of languages) assert.notEqual(t(key), key, `${key} in ${lang}`);
});

test('rules are named by their identifiers, with the section', () => {
  assert.deepEqual([identifierOf('commit-only-current-term'), sectionOf('commit-only-current-term')], ['CommitOnlyCurrentTerm', '§5.4.2']);
  for (const line of PROCEDURES.flatMap((p) => p.lines)) if (line.rule) assert.notEqual(sectionOf(line.rule), '', line.rule);
});

test('a breach that was told and heard counts once, and the tiers are set apart by their time', () => {
  const breach = (at, property, tier, bodies) => ({ at, violation: { property, tier, section: '§5.2', ...bodies } });
  const vote = breach(1_000, 'one-vote', 'rule', { oneVote: { voter: 'S1', term: 3, votedFor: 'S2' } });
  const leaders = breach(5_000, 'election-safety', 'consequence', { electionSafety: { term: 3, first: 'S2', second: 'S1' } });
  const all = breachesOf([vote], [{ ...vote, kind: 'finding' }, { ...leaders, kind: 'finding' }, { at: 7, kind: 'commit' }]);
  assert.equal(all.length, 2);
  assert.equal(tiersOf(all).gap, 4_000);
  assert.equal(tiersOf([leaders]).gap, null);
});

test('what follows a wiped disk says so', () => {
  const violation = { property: 'election-safety', tier: 'consequence', section: '§5.2', electionSafety: { term: 3, first: 'S1', second: 'S2' } };
  assert.equal(sentenceText(english.t, narrateViolation(violation)), 'Two leaders in term 3: S2 leads, and S1 has led in it, too.');
  assert.match(sentenceText(english.t, narrateViolation({ ...violation, wiped: 'S3' })), /^Two leaders.*S3's disk had been wiped/);
});

test('time without a leader is counted once, however many lead', () => {
  const interval = (from, to, role, term) => ({ from, to, role, term, down: false, paused: false });
  const timeline = {
    from: 0,
    servers: [
      { intervals: [interval(0, 10, 'candidate', 1), interval(10, 50, 'leader', 1), interval(50, null, 'follower', 2)] },
      { intervals: [interval(0, 40, 'follower', 1), interval(40, null, 'leader', 2)] },
    ],
    marks: [{ at: 5, kind: 'election' }, { at: 35, kind: 'election' }, { at: 90, kind: 'election' }],
  };
  assert.deepEqual(figures(timeline, 60), { without: 10, elections: 2, terms: 2 });
  assert.deepEqual(figures(timeline, 8), { without: 8, elections: 1, terms: 1 });
});

/** S1 leads term 2, and S2 has stored its entry 2, which S1 has not heard. */
const unheard = [
  logs(3, 'S2', 2, [2, 'x=1']),
  is(3, 'S1', { role: 'leader', term: 2, commitIndex: 1, lastIndex: 2, syncedIndex: 2 }),
  is(3, 'S2', { term: 2, lastIndex: 2, syncedIndex: 2 }),
];
const counts = [
  decided(10, 'S1', { kind: 'committed', rule: 'commit-majority', index: 2, have: 2, need: 2 }),
  is(10, 'S1', { role: 'leader', term: 2, commitIndex: 2, lastIndex: 2, syncedIndex: 2 }),
];
const dies = is(20, 'S1', { down: true, term: 2, lastIndex: 2, syncedIndex: 2 });

test('an entry that a majority stores in its own term is safe and not yet counted, and no rule holds it back', () => {
  const [card] = explain(leads(2, ...unheard), 'entry', 'S1 2 2').cards;
  assert.deepEqual([card.title.key, card.rule], ['why.entry.safe', undefined]);
  assert.match(said({ title: card.title, fields: [], cards: [card] }), /Safe, not yet counted\. It is stored on 2 of 3 servers.*no later leader can lack it.*S1 has heard of 1 so far/);
});

test('it stays safe when its leader is gone, even for servers that have moved on to a later term', () => {
  const history = leads(2, ...unheard, dies, is(30, 'S2', { term: 3, lastIndex: 2, syncedIndex: 2 }), is(30, 'S3', { term: 3 }));
  assert.match(said(explain(history, 'entry', 'S2 2 2')), /Safe, not yet counted\..*Nobody leads just now/);
});

test('an entry that got to a majority only in a later term is not safe', () => {
  const history = leads(4, logs(3, 'S2', 2, [2, 'x=1']), is(3, 'S2', { term: 4, syncedIndex: 2, lastIndex: 2 }));
  const [card] = explain(history, 'entry', 'S1 2 2').cards;
  assert.deepEqual([card.title.key, card.rule], ['why.entry.waiting', 'commit-only-current-term']);
});

test('where a rule is off, nothing is called safe', () => {
  const history = leads(2, ...unheard);
  const { state, time } = { state: history.stateAt(history.edge), time: history.edge };
  const [card] = entry.explain('S1 2 2', { state, time, history, found: new Map(), without: ['election-restriction'], copiesNeeded: 2 }).cards;
  assert.equal(card.title.key, 'why.entry.waiting');
});

test('what a leader committed that has crashed stays committed, and it is said who knows', () => {
  const history = leads(2, ...unheard, ...counts, dies);
  assert.match(said(explain(history, 'entry', 'S2 2 2')), /Committed by S1 at 0\.0 ms\. No running server knows it\./);
  assert.doesNotMatch(said(explain(history, 'entry', 'S2 2 2', 9)), /Committed by/, 'not before it was');
  assert.match(said(explain(leads(2, ...unheard, ...counts, dies, is(30, 'S2', { role: 'leader', term: 3, commitIndex: 1, lastIndex: 2, syncedIndex: 2 })), 'server', 'S2')), /S2 does not know yet that entry 2 \(x=1\) is committed/);
});

test("a client waits for its own entry, and not for what stands at that index elsewhere", () => {
  const history = after(
    decided(1, 'S1', { kind: 'proposal-accepted', client: 'c1', request: 1, index: 1, term: 1 }),
    logs(1, 'S1', 1, [1, 'x=1']),
    is(1, 'S1', { role: 'leader', term: 1, lastIndex: 1 }),
    { at: 1, kind: 'client', client: { id: 'c1', request: 1, cmd: 'x=1', phase: 'received', attempt: 1, attempts: 3, target: 'S1', index: 1, deadline: 500 } },
    logs(2, 'S2', 1, [2, 'y=2']),
    is(2, 'S2', { role: 'leader', term: 2, lastIndex: 1 }),
  );
  const report = explain(history, 'client', 'c1');
  assert.match(said(report), /S2, leader of term 2, has an entry of term 2 at 1\. When S2 sends it to S1, the one here gives way/);
  assert.equal(report.cards[0].links[0].select.id, 'S1 1 1');
  history.append({ id: 'A', edge: 3, first: history.lastSeq + 1, events: [logs(3, 'S1', 1, [2, 'y=2'])] });
  assert.match(said(explain(history, 'client', 'c1')), /Its entry 1 of term 1 is in no log any more/);
});

test('an answer that was lost is not on its way', () => {
  const reply = { id: 9, from: 'S1', to: 'c1', kind: 'ClientReply', sent: 5, arrives: 50, clientReply: { request: 1, status: 'ok' } };
  const asks = { at: 1, kind: 'client', client: { id: 'c1', request: 1, cmd: 'x=1', phase: 'committed', attempt: 1, attempts: 3, target: 'S1', index: 1, deadline: 500 } };
  const sent = [{ at: 1, kind: 'send', message: { id: 8, from: 'c1', to: 'S1', kind: 'ClientRequest', sent: 1, arrives: 2, clientRequest: { request: 1, cmd: 'x=1' } } }, asks, { at: 5, kind: 'send', message: reply }];
  assert.match(said(explain(after(...sent), 'client', 'c1')), /S1's answer is on its way to c1/);
  const lost = after(...sent, { at: 7, kind: 'drop', why: 'cut', message: { id: 9, from: 'S1', to: 'c1' } });
  assert.match(said(explain(lost, 'client', 'c1')), /S1's answer to c1 was lost, at 0\.0 ms: at a cut/);
  assert.doesNotMatch(said(explain(lost, 'client', 'c1')), /on its way/);
});

test('a power cut loses what was not synced, a wiped disk loses all, and each says so', () => {
  const had = [logs(1, 'S1', 1, [1, 'x=1']), is(1, 'S1', { lastIndex: 1 })];
  const gone = (down) => explain(after(...had, down, logs(2_000, 'S1', 1)), 'entry', 'S1 1 1');
  assert.match(said(gone(is(2_000, 'S1', { down: true }))), /Lost with the power\. S1 lost its power at 2\.0 ms, before its disk had synced/);
  assert.match(said(gone(is(2_000, 'S1', { down: true, wipes: 1 }))), /Lost with the disk\./);
});

test('nobody is asked why they stepped down who leads or stands now, nor about a term that has passed', () => {
  const back = decided(100, 'S1', { kind: 'stepped-down', peer: 'S2', ours: { term: 1 }, theirs: { term: 2 } });
  const led = is(50, 'S1', { role: 'leader', term: 1 });
  const follows = is(101, 'S1', { term: 2 });
  const titles = (...events) => explain(after(...events), 'server', 'S1').cards.map(({ title }) => title.key);
  assert.ok(titles(led, back, follows).includes('why.why-stepped'));
  assert.ok(!titles(led, back, follows, is(200, 'S1', { role: 'leader', term: 3 })).includes('why.why-stepped'));
  assert.ok(!titles(led, back, follows, is(200, 'S1', { role: 'candidate', term: 3 })).includes('why.why-stepped'));
  const learned = [is(50, 'S1', { term: 1 }), back, follows];
  assert.ok(titles(...learned).includes('why.why-new-term'));
  assert.ok(!titles(...learned, is(200, 'S1', { term: 3 })).includes('why.why-new-term'));
});

test('who led in its term before it crashed, or until it heard no majority, is not said to have heard no leader', () => {
  const led = [decided(50, 'S1', { kind: 'became-leader', term: 1, have: 2, need: 2 }), is(50, 'S1', { role: 'leader', term: 1, leader: 'S1' })];
  const lost = [decided(100, 'S1', { kind: 'quorum-lost', term: 1, have: 1, need: 2 }), is(100, 'S1', { term: 1 })];
  const card = explain(after(...led, ...lost), 'server', 'S1');
  assert.match(said(card), /S1 led in term 1 itself, and leads no longer/);
  assert.match(said(card), /within an election timeout it heard from 1, itself included; a majority is 2/);
  assert.match(said(explain(after(...led, is(200, 'S1', { term: 2 })), 'server', 'S1')), /has heard from no leader in term 2/);
});

test('an entry says where it comes from: from a client, or from a new leader itself', () => {
  const led = decided(50, 'S1', { kind: 'became-leader', term: 1, have: 2, need: 2 });
  const taken = decided(100, 'S1', { kind: 'proposal-accepted', client: 'c1', request: 1, index: 2, term: 1 });
  const history = after(led, logs(51, 'S1', 1, [1, 'no-op']), taken, logs(101, 'S1', 2, [1, 'x=1']), logs(200, 'S2', 1, [1, 'no-op'], [1, 'x=1']));
  const origin = (id) => explain(history, 'entry', id).cards.find(({ title }) => title.key === 'why.entry.origin')?.at;
  assert.deepEqual(['S1 1 1', 'S2 1 1', 'S1 2 1', 'S2 2 1', 'S2 2 9'].map(origin), [50, 50, 100, 100, undefined]);
});
