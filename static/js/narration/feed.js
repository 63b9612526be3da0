// The feed: what happened up to the playhead, in sentences, the newest last.
// A click goes to that instant; hovering lights what a sentence is about.

/** @import { App } from '../app.js' */
/** @import { View } from '../ui/render-loop.js' */
/** @import { TimedSentence } from './narrator.js' */
import { Announcer } from './screen-reader.js';
import { walkRows } from './walk-rows.js';
import { byId, closest, element, setText } from '../ui/dom.js';
import { clock } from '../ui/format.js';
import { Narrator, sentenceText } from './narrator.js';

/** The most rows that are in the document. */
const MOST_ROWS = 200;
/** How many rows a look back wants, and how many events are told at once at most. */
const WANTED = 30;
const MOST_EVENTS = 12_000;
/** How far back it looks at first, in µs; then four times as far, and so on. */
const FIRST_LOOK = 100_000;
/** How many parts of the run it asks for by itself, and for whoever wants to read what was earlier. */
const BY_ITSELF = 6;
const ASKED = 40;
/** How often all rows are written anew while somebody scrubs, in ms. */
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
  /** What happened after this instant is told, as far as the filters let it through; 0: from the beginning on. */
  #from = 0;
  /** Which look back it is whose rows are here. */
  #looks = 0;
  #looking = false;
  #earlier = element('li', { class: 'earlier', hidden: true }, element('button', { type: 'button', id: 'feed-earlier', class: 'link', tabindex: -1 }));
  #written = 0;
  #atEnd = true;
  /** How far it could be scrolled, when it last was. */
  #most = 0;
  /** Is told when the newest row has its place. */
  #laidOut = new ResizeObserver(() => {
    this.#laidOut.disconnect();
    if (this.#atEnd) this.#rows.scrollTop = this.#rows.scrollHeight;
  });
  #again = true;

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    this.#announcer = new Announcer(app);
    this.#rows.append(this.#earlier);
    this.#earlier.addEventListener('click', () => void this.#lookFurther(ASKED));
    app.on('lang', () => this.#reword());
    app.on('cluster', () => (this.#again = true));
    const rows = this.#rows;
    rows.addEventListener('scroll', () => {
      if (rows.clientHeight === 0) return;
      const most = rows.scrollHeight - rows.clientHeight;
      if (rows.scrollTop >= most - 24) this.#atEnd = true;
      // What has grown since, or has another size, is not at its end yet: nobody has left it.
      else if (most === this.#most) this.#atEnd = false;
      this.#most = most;
      if (rows.scrollTop < 8 && !this.#atEnd) void this.#lookFurther(ASKED);
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
    walkRows(rows, () => (this.#earlier.hidden ? rows.children[1] : this.#earlier));
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
  update({ time, live, read, changed }) {
    const { history, playhead } = this.#app;
    const elsewhere = history.generation !== this.#generation || playhead.seeks !== this.#seeks || time < this.#time;
    const since = performance.now() - this.#written;
    if (elsewhere || this.#again) {
      if (since < SCRUB_PAUSE && !this.#again) {
        this.#empty.hidden = true; // it was said of another instant
        return true;
      }
      this.#again = false;
      this.#generation = history.generation;
      this.#seeks = playhead.seeks;
      this.#lookBack(time);
    } else if (changed) {
      this.#follow(time, live);
    }
    this.#time = time;
    if (this.#fresh.length === 0) return false;
    if (!read) return true;
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
    this.#looks++;
    this.#empty.hidden = true; // it was said of another instant
    this.#sentences.clear();
    this.#rows.replaceChildren(this.#earlier);
    this.#atEnd = true;
    this.#narrator = null;
    this.#from = this.#time = time;
    this.#seq = this.#app.history.indexAt(time);
    this.#fresh = this.#here();
    this.#narrator ??= new Narrator(this.#app.history.glance(time));
    if (this.#fresh.length === 0) this.#write();
    void this.#lookFurther(BY_ITSELF);
  }

  /** What is told of what happened before the first row, as far as it is here: some of it. @returns {TimedSentence[]} */
  #here() {
    const { history } = this.#app;
    const chosen = this.#chosen;
    /** @type {TimedSentence[]} */
    let all = [];
    const first = this.#rows.children[1];
    const before = (first && this.#sentences.get(first)?.seq) ?? Infinity;
    for (let span = FIRST_LOOK; this.#from > 0 && all.length < WANTED && history.covers(this.#from); span *= 4) {
      const to = this.#from;
      const { at } = history.segmentAt(to).base;
      const from = Math.max(at, to - span);
      // What happened at the very first instant belongs to it.
      const begin = from <= 0;
      if (from >= to && !begin) break;
      const narrator = new Narrator(history.glance(from));
      /** @type {TimedSentence[]} */
      const part = [];
      for (const { seq, event } of history.eventsBetween(begin ? -1 : from, to)) {
        const sentence = narrator.narrate(event);
        if (sentence && seq < before) part.push({ ...sentence, seq, at: event.at });
      }
      this.#narrator ??= narrator;
      this.#from = from;
      all = [...part.filter((sentence) => this.#passes(sentence, chosen)), ...all];
    }
    return all;
  }

  /** Tells what was before, and asks for it where it is not here. @param {number} parts of the run that it asks for at most */
  async #lookFurther(parts) {
    if (this.#looking) return;
    this.#looking = true;
    const { history } = this.#app;
    const { generation } = history;
    const look = this.#looks;
    const wanted = parts === ASKED ? this.#sentences.size + this.#fresh.length + WANTED : WANTED;
    for (let asked = 0; this.#from > 0 && this.#sentences.size + this.#fresh.length < wanted; ) {
      const found = this.#here();
      if (found.length > 0) this.#before(found);
      else if (this.#from > 0 && (asked++ >= parts || !(await history.ensure(this.#from - 1)))) break;
      if (look !== this.#looks || history.generation !== generation) break;
      // What was asked for ends where what is here begins, or just before.
      if (found.length === 0 && this.#from > 0 && history.segmentAt(this.#from).base.at >= this.#from) this.#from--;
    }
    this.#looking = false;
    this.#wordEarlier();
    if (look !== this.#looks) void this.#lookFurther(BY_ITSELF);
  }

  /** Puts rows before those that are here, which stay where they are. @param {TimedSentence[]} found */
  #before(found) {
    const { scrollHeight, scrollTop } = this.#rows;
    this.#earlier.after(...found.map((sentence) => this.#row(sentence)));
    this.#rows.scrollTop = scrollTop + this.#rows.scrollHeight - scrollHeight;
    this.#empty.hidden = true;
    this.#toEnd();
  }

  /** Says how far back has been looked, or that nothing was to be told since. */
  #wordEarlier() {
    const { t } = this.#app;
    const since = clock(this.#from);
    this.#earlier.hidden = this.#from <= 0;
    setText(this.#earlier.children[0], t('feed.earlier', { time: since }));
    this.#empty.hidden = this.#sentences.size + this.#fresh.length > 0;
    setText(this.#empty, this.#from <= 0 ? t('feed.empty') : t('feed.quiet', { time: since }));
  }

  #write() {
    this.#written = performance.now();
    this.#rows.append(...this.#fresh.map((sentence) => this.#row(sentence)));
    this.#fresh = [];
    // Whoever reads what was earlier does not lose it.
    while (this.#atEnd && this.#sentences.size > MOST_ROWS) {
      const oldest = this.#rows.children[1];
      this.#from = this.#sentences.get(oldest)?.at ?? this.#from;
      this.#sentences.delete(oldest);
      oldest.remove();
    }
    this.#wordEarlier();
    this.#toEnd();
    const last = this.#rows.lastElementChild?.querySelector('button');
    if (!last || this.#rows.contains(document.activeElement)) return;
    for (const button of this.#rows.querySelectorAll('button[tabindex="0"]')) button.setAttribute('tabindex', '-1');
    last.tabIndex = 0;
  }

  /** Scrolls to the end, for whoever was there: once the page is laid out, which to ask for the height would have done twice. */
  #toEnd() {
    const last = this.#rows.lastElementChild;
    if (this.#atEnd && last) this.#laidOut.observe(last);
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
        element('time', {}, clock(sentence.at)),
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
    this.#wordEarlier();
  }
}
