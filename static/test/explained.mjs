// What the inspector says in tests of what happened: some events, and what is explained of
// a thing after them.
import { readFileSync } from 'node:fs';
import { History } from '../js/run/history.js';
import { Words } from '../js/ui/i18n.js';
import { sentenceText } from '../js/narration/narrator.js';
import { Search } from '../js/inspector/search.js';
import * as entry from '../js/inspector/why-entry.js';
import * as message from '../js/inspector/why-message.js';
import * as request from '../js/inspector/why-request.js';
import * as server from '../js/inspector/why-server.js';
import * as vote from '../js/inspector/why-vote.js';
import { cluster } from './run.mjs';

const read = (path) => JSON.parse(readFileSync(new URL(path, import.meta.url), 'utf8'));
export const languages = ['en', 'zh'].map((lang) => {
  const words = new Words();
  words.use(lang, { ...read(`../i18n/shell.${lang}.json`), ...read(`../i18n/inspector.${lang}.json`) });
  return words;
});
export const [english] = languages;

/** A history of three servers in which some events happened. */
export function after(...events) {
  const history = new History(cluster());
  history.append({ id: 'A', edge: events.at(-1)?.at ?? 0, first: 1, events });
  return history;
}

const SUBJECTS = { entry, vote, message, client: request, server };
/** What is said about a thing at an instant. */
export function explain(history, kind, id, time = history.edge) {
  const state = history.stateAt(time);
  const found = new Search(history, SUBJECTS[kind].wants(id, state.servers)).at(time);
  return SUBJECTS[kind].explain(id, { state, time, history, found, without: [], copiesNeeded: (state.servers.length >> 1) + 1 });
}
export const words = (t, report) => [report.title, ...report.fields.flatMap((f) => [f.name, f.value]), ...report.cards.flatMap((c) => [c.title, ...c.lines, ...(c.links ?? []).map((l) => l.text)])]
  .filter((text) => text && typeof text !== 'string')
  .map((text) => sentenceText(t, text));
export const said = (report) => words(english.t, report).join(' ');

export const decided = (at, by, decision) => ({ at, kind: 'decision', by, decision });
export const is = (at, id, state) => ({ at, kind: 'server', server: { id, role: 'follower', term: 1, ...state } });
export const logs = (at, id, from, ...entries) => ({ at, kind: 'log', log: { server: id, from, entries: entries.map(([term, cmd]) => ({ term, cmd })) } });
