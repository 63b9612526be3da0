// The feed: what happened up to the playhead, in sentences, the newest last.
// A click goes to that instant; hovering lights what a sentence is about.

/** @import { App } from '../app.js' */
/** @import { View } from '../ui/render-loop.js' */
/** @import { TimedSentence } from './narrator.js' */
import { Announcer } from './screen-reader.js';
import { byId, closest, element } from '../ui/dom.js';
import { milliseconds } from '../ui/format.js';
import { Narrator, sentenceText } from './narrator.js';

/** The most rows that are in the document. */
const MOST_ROWS = 200;
/** How many rows a fresh look back wants, how many it takes, and how many events it reads for them at most. */
const WANTED = 30;
const TAKEN = 50;
const MOST_EVENTS = 12_000;
/** How far back it looks at first, in µs; then four times as far, and so on. */
const FIRST_LOOK = 100_000;
/** How often rows are written while things happen fast, and how often all anew while somebody scrubs, in ms. */
const PAUSE = 90;
const SCRUB_PAUSE = 220;

export class Feed {
  #app;
  #rows = byId('feed-rows');
  #empty = byId('feed-empty');
  #filters = [...document.querySelectorAll(/** @type {'button'} */ ('#feed [data-filter]'))];
  #announcer;
  /** @type {Narrator | null} */
  #narrator = null;
  /** @type {TimedSentence[]} what happened since rows were last written */
  #fresh = [];
  /** @type {Map<Element, TimedSentence>} */
  #sentences = new Map();
  /** Up to which instant it was narrated, and in which history. */
  #time = -1;
  #seq = 0;
  #generation = -1;
  #seeks = -1;
  #start = 0;
  #written = 0;
  #atEnd = true;
  #again = true;

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    this.#announcer = new Announcer(app);
    app.on('lang', () => this.#reword());
    app.on('cluster', () => (this.#again = true));
    const rows = this.#rows;
    rows.addEventListener('scroll', () => {
      if (rows.clientHeight > 0) this.#atEnd = rows.scrollTop + rows.clientHeight >= rows.scrollHeight - 24;
    }, { passive: true });
    // Seen anew, or in another size, the end is where it was.
    new ResizeObserver(() => this.#toEnd()).observe(rows);
    rows.addEventListener('click', (event) => {
      const sentence = this.#sentenceAt(event);
      if (sentence) app.seek(sentence.at);
    });
    for (const enter of ['pointerover', 'focusin']) {
      rows.addEventListener(enter, (event) => {
        const sentence = this.#sentenceAt(event);
        app.highlight(sentence ? { ids: sentence.about } : null);
      });
    }
    for (const leave of ['pointerleave', 'focusout']) rows.addEventListener(leave, () => app.highlight(null));
    rows.addEventListener('keydown', (event) => this.#walk(event));
    for (const filter of this.#filters) {
      filter.addEventListener('click', () => {
        filter.setAttribute('aria-pressed', String(filter.getAttribute('aria-pressed') !== 'true'));
        this.#again = true;
        app.redraw();
      });
    }
  }

  /** @param {globalThis.Event} event */
  #sentenceAt(event) {
    const row = closest(event, 'li');
    return row ? this.#sentences.get(row) : undefined;
  }

  /** @param {View} view @returns {boolean} whether rows wait to be written */
  update({ time, live, changed }) {
    const { history, playhead } = this.#app;
    const elsewhere = history.generation !== this.#generation || playhead.seeks !== this.#seeks || time < this.#time;
    // An older part of the run has come: there may be something to tell now.
    if (history.start < this.#start && this.#rows.children.length < WANTED) this.#again = true;
    this.#start = history.start;
    const since = performance.now() - this.#written;
    const due = since >= PAUSE;
    if (elsewhere || this.#again) {
      if (since < SCRUB_PAUSE && !this.#again) return true;
      this.#again = false;
      this.#generation = history.generation;
      this.#seeks = playhead.seeks;
      this.#lookBack(time);
    } else if (changed) {
      this.#follow(time, live);
    }
    this.#time = time;
    if (this.#fresh.length === 0) return false;
    if (!due) return true;
    this.#write();
    return false;
  }

  /** Whether the filters let something through. @param {TimedSentence} sentence @param {Set<string>} chosen */
  #passes(sentence, chosen) {
    return chosen.has(sentence.topic) && (sentence.level !== 'detail' || chosen.has('detail'));
  }

  get #chosen() {
    return new Set(this.#filters.filter((f) => f.getAttribute('aria-pressed') === 'true').map((f) => f.dataset.filter ?? ''));
  }

  /** Tells what has happened since. @param {number} time @param {boolean} live */
  #follow(time, live) {
    const narrator = this.#narrator;
    if (!narrator) return;
    const chosen = this.#chosen;
    let read = 0;
    // While the run stands still, what is done happens at the instant that was narrated last.
    for (const { seq, event } of this.#app.history.eventsBetween(this.#time - 1, time)) {
      if (seq <= this.#seq) continue;
      this.#seq = seq;
      if (++read > MOST_EVENTS) {
        this.#lookBack(time);
        return;
      }
      const sentence = narrator.narrate(event);
      if (!sentence) continue;
      const timed = { ...sentence, seq, at: event.at };
      if (live) this.#announcer.hear(timed);
      if (this.#passes(timed, chosen)) this.#fresh.push(timed);
    }
    if (this.#fresh.length > MOST_ROWS) this.#fresh.splice(0, this.#fresh.length - MOST_ROWS);
  }

  /** Begins anew: tells what led up to an instant. @param {number} time */
  #lookBack(time) {
    const { history } = this.#app;
    const chosen = this.#chosen;
    /** @type {TimedSentence[]} */
    let all = [];
    for (let span = FIRST_LOOK; ; span *= 4) {
      const from = Math.max(time - span, -1);
      const narrator = new Narrator(history.glance(Math.max(0, from)));
      all = [];
      let read = 0;
      // What happened at the very first instant belongs to it.
      for (const { seq, event } of history.eventsBetween(from, time)) {
        read++;
        const sentence = narrator.narrate(event);
        if (sentence) all.push({ ...sentence, seq, at: event.at });
      }
      all = all.filter((sentence) => this.#passes(sentence, chosen));
      this.#narrator = narrator;
      if (from < 0 || all.length >= WANTED || read > MOST_EVENTS || !history.covers(from)) break;
    }
    this.#time = time;
    this.#seq = history.indexAt(time);
    this.#sentences.clear();
    this.#rows.replaceChildren();
    this.#atEnd = true;
    this.#fresh = all.slice(-TAKEN);
    if (this.#fresh.length === 0) this.#write();
  }

  #write() {
    this.#written = performance.now();
    this.#rows.append(...this.#fresh.map((sentence) => this.#row(sentence)));
    this.#fresh = [];
    while (this.#rows.children.length > MOST_ROWS) {
      const oldest = this.#rows.firstElementChild;
      if (!oldest) break;
      this.#sentences.delete(oldest);
      oldest.remove();
    }
    this.#empty.hidden = this.#rows.children.length > 0;
    this.#toEnd();
    const last = this.#rows.lastElementChild?.querySelector('button');
    if (!last || this.#rows.contains(document.activeElement)) return;
    for (const button of this.#rows.querySelectorAll('button[tabindex="0"]')) button.setAttribute('tabindex', '-1');
    last.tabIndex = 0;
  }

  /** Scrolls to the end, for whoever was there. */
  #toEnd() {
    if (this.#atEnd) this.#rows.scrollTop = this.#rows.scrollHeight;
  }

  /** @param {TimedSentence} sentence */
  #row(sentence) {
    const kind = `${sentence.level === 'plain' ? '' : `is-${sentence.level}`}${sentence.bad ? ' is-bad' : ''}`;
    const row = element(
      'li',
      { class: kind || null, 'data-seq': sentence.seq, 'data-told': sentence.key },
      element(
        'button',
        { type: 'button', tabindex: -1 },
        element('time', {}, milliseconds(sentence.at)),
        element('span', {}, sentenceText(this.#app.t, sentence)),
      ),
    );
    this.#sentences.set(row, sentence);
    return row;
  }

  #reword() {
    for (const [row, sentence] of this.#sentences) {
      const words = row.querySelector('span');
      if (words) words.textContent = sentenceText(this.#app.t, sentence);
    }
  }

  /** The arrow keys walk the rows. @param {KeyboardEvent} event */
  #walk(event) {
    const row = document.activeElement?.closest('li');
    if (!row || !this.#rows.contains(row)) return;
    const to = {
      ArrowUp: row.previousElementSibling,
      ArrowDown: row.nextElementSibling,
      Home: this.#rows.firstElementChild,
      End: this.#rows.lastElementChild,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const button = to?.querySelector('button');
    if (!button) return;
    row.querySelector('button')?.setAttribute('tabindex', '-1');
    button.tabIndex = 0;
    button.focus();
  }
}
