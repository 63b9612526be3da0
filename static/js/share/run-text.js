// The session as a text, next to the picture: what has been played, always current;
// or a text that is being written, which can be run. What it expects turns green or
// red at its line while it plays.

/** @import { App } from '../app.js' */
import { MAX_TEXT } from '../wire/constants.js';
import { Dialog, button, say } from '../ui/dialog.js';
import { byId, element, setText } from '../ui/dom.js';
import { linkOfAddress } from '../connection/fragment.js';
import { tellRefusal } from '../connection/refusals.js';
import { changesText } from '../connection/session-text.js';
import { Refused } from '../connection/requests.js';
import { toast } from '../ui/toasts.js';
import { copy, save } from '../ui/copy-and-save.js';
import { Gutter } from './gutter.js';
import { judged, listOf, signsOf } from './outcomes.js';

/** The least time between two questions for the text, in ms. */
const PAUSE = 1000;

/**
 * What is shown: what has been played, that and what is still to come, a text that
 * was changed, or one as it was run, after which more may have been done.
 * @typedef {'played' | 'coming' | 'edited' | 'ran' | 'since'} Showing
 */

export class RunText extends Dialog {
  #area = element('textarea', { class: 'run-text', id: 'run-text-area', wrap: 'off', spellcheck: 'false', autocapitalize: 'none', autocomplete: 'off' });
  #gutter = new Gutter(this.#area);
  #file = element('input', { type: 'file', accept: '.raft,.txt,text/plain', hidden: true });
  #hash = element('code', { id: 'run-text-hash' });
  #hashLine;
  #state = element('span', { class: 'run-text-state', role: 'status' });
  #back;
  #go;
  #outcomes = element('ul', { class: 'outcomes' });
  #expected;
  /** @type {Showing} */
  #showing = 'played';
  /** The line of what is wrong with the text, and what is. @type {{line: number, title: string} | null} */
  #wrong = null;
  #asked = 0;
  #timer = 0;
  /** What the session told of the text when it was run. @type {string | null} */
  #ran = null;

  /** @param {App} app */
  constructor(app) {
    super(app, 'run-text');
    this.window.classList.add('docked');
    this.#go = button(app, 'run-text.open', () => this.#run(), 'primary');
    this.#back = say(app, 'button', 'run-text.back', { type: 'button', class: 'link' });
    this.#back.addEventListener('click', () => this.#showPlayed());
    this.#hashLine = element('p', { class: 'hash' }, say(app, 'span', 'run-text.hash'), ' ', this.#hash);
    this.#expected = element('section', { hidden: true }, say(app, 'h3', 'run-text.outcomes'), this.#outcomes);
    this.add(
      say(app, 'p', 'run-text.lead', { class: 'lead' }),
      element('p', { class: 'run-text-head' }, this.#state, this.#back),
      say(app, 'label', 'run-text.area', { class: 'visually-hidden', for: this.#area.id }),
      element('div', { class: 'with-gutter' }, this.#gutter.root, this.#area),
    );
    this.window.querySelector('.dialog-body')?.append(
      this.#expected,
      this.#hashLine,
      element(
        'div',
        { class: 'dialog-buttons' },
        say(app, 'a', 'run-text.reference', { class: 'link', href: '/language', target: '_blank' }),
        button(app, 'copy.copy', () => copy(app, this.#area)),
        button(app, 'run-text.download', () => save(app, this.#area.value)),
        button(app, 'run-text.choose', () => this.#file.click()),
        this.#file,
        this.#go,
      ),
    );
    this.#file.addEventListener('change', () => {
      const [file] = this.#file.files ?? [];
      this.#file.value = '';
      if (file) void this.take(file);
    });
    this.#area.addEventListener('input', () => this.#edited());
    this.window.addEventListener('close', () => clearTimeout(this.#timer));
    document.addEventListener('keydown', (event) => {
      if (event.key === 'Escape' && !event.defaultPrevented && this.isOpen) this.close();
    });
    addEventListener('resize', () => this.#dock());
    app.stream.addEventListener('frame', (event) => this.#news(/** @type {CustomEvent} */ (event).detail));
    app.on(['outcomes', 'clusters', 'cluster', 'lang', 'status'], () => this.isOpen && this.#show());
  }

  open() {
    this.problem('');
    if (!this.window.open) this.window.show();
    this.#dock();
    if (this.#showing === 'played' || this.#showing === 'coming') void this.#ask();
    this.#show();
  }

  /** Next to the picture, and above the timeline. */
  #dock() {
    this.window.style.setProperty('--below', `${Math.max(0, innerHeight - byId('timeline').getBoundingClientRect().top)}px`);
  }

  /** @param {import('../wire.js').Frame} frame */
  #news(frame) {
    if (this.#showing === 'ran' && !this.#timer && changesText(frame)) this.#timer = Number(setTimeout(() => void this.#compare(), PAUSE));
    if (!this.isOpen || this.#timer || (this.#showing !== 'played' && this.#showing !== 'coming')) return;
    // While it plays, the instant at which it ends goes on.
    this.#timer = Number(setTimeout(() => void this.#ask(), Math.max(0, this.#asked + PAUSE - performance.now())));
  }

  /** Whether more has been done than the text that was run tells: its own statements are nothing new. */
  async #compare() {
    this.#timer = 0;
    const ran = this.#ran;
    const told = ran !== null && (await this.#told(ran));
    if (!told || !told.more || this.#showing !== 'ran' || this.#ran !== ran) return;
    this.#showing = 'since';
    this.#show();
  }

  /** The session as a text, and whether that tells more than one from before; null while nobody can be asked. @param {string} [before] */
  #told(before) {
    return this.app.session.askText(before).catch(() => null);
  }

  async #ask() {
    clearTimeout(this.#timer);
    this.#timer = 0;
    const asked = performance.now();
    this.#asked = asked;
    try {
      const { text, ended, hash, coming } = await this.app.session.askText();
      // What was asked before another run began, or before the newest question, is old.
      if (asked !== this.#asked || (this.#showing !== 'played' && this.#showing !== 'coming')) return;
      // A text that tells more than the one that ends now has something to come.
      this.#showing = coming ? 'coming' : 'played';
      this.#put(this.#showing === 'played' ? ended : text);
      setText(this.#hash, hash);
    } catch (why) {
      if (!(why instanceof Refused)) throw why;
      this.problem(await tellRefusal(this.app, why));
    }
    this.#show();
  }

  /** Puts a text in the place of another; who reads it stays where he is. @param {string} text */
  #put(text) {
    const area = this.#area;
    if (area.value === text) return;
    const { scrollTop, selectionStart, selectionEnd } = area;
    area.value = text;
    area.setSelectionRange(Math.min(selectionStart, text.length), Math.min(selectionEnd, text.length));
    area.scrollTop = scrollTop;
  }

  #edited() {
    this.#showing = 'edited';
    this.#wrong = null;
    this.problem('');
    this.#show();
  }

  #showPlayed() {
    this.#showing = 'played';
    this.#wrong = null;
    this.problem('');
    void this.#ask();
  }

  #show() {
    const { app } = this;
    const played = this.#showing === 'played' || this.#showing === 'coming';
    this.window.dataset.showing = this.#showing;
    setText(this.#state, app.t(`run-text.state.${this.#showing}`));
    this.#back.hidden = played;
    this.#go.hidden = !app.commands;
    this.#hashLine.classList.toggle('is-outdated', this.#showing !== 'played');
    const outcomes = judged(app);
    if (outcomes.some(({ code }) => code)) void app.moreWords('scenario').then(() => this.#list());
    this.#list();
  }

  /** The signs of claims stand at the lines of the text that was run; the list is right for any. */
  #list() {
    const { app } = this;
    const outcomes = judged(app);
    const ran = this.#showing === 'ran' || this.#showing === 'since';
    const signs = ran ? signsOf(app, outcomes) : [];
    if (this.#wrong) signs.push({ ...this.#wrong, look: 'wrong' });
    this.#gutter.show(signs);
    const wanted = outcomes.length > 0 && this.#showing !== 'edited';
    this.#expected.hidden = !wanted;
    const what = JSON.stringify([app.lang, outcomes, ran]);
    if (!wanted || this.#outcomes.dataset.what === what) return;
    this.#outcomes.dataset.what = what;
    this.#outcomes.replaceChildren(...listOf(app, outcomes, (line) => ran && this.#point(line, 1)));
  }

  /** Takes up a file, to be run. @param {File} file */
  async take(file) {
    if (file.size > MAX_TEXT) {
      this.problem(this.app.t('run-text.too-long'));
      return;
    }
    this.#area.value = await file.text();
    this.#edited();
    this.#area.scrollTop = 0;
  }

  async #run() {
    const { app } = this;
    const text = this.#area.value;
    this.#wrong = null;
    if (new TextEncoder().encode(text).length > MAX_TEXT) {
      this.problem(app.t('run-text.too-long'));
      return;
    }
    try {
      // Somebody may have pasted what was copied elsewhere: an address, or a link.
      const link = linkOfAddress(text);
      await app.stream.request({ t: 'open', ...(link ? { link } : { text }) });
      this.problem('');
      if (link) this.#showPlayed();
      else {
        this.#showing = 'ran';
        this.#ran = null;
        this.#ran = (await this.#told())?.text ?? null;
      }
      this.#asked = performance.now();
      toast(app.t('toast.began'));
      // Where it covers the picture, the picture is what is wanted now.
      if (matchMedia('(max-width: 759.98px)').matches) this.close();
    } catch (why) {
      if (!(why instanceof Refused)) throw why;
      const problem = await tellRefusal(app, why);
      this.problem(problem);
      const line = Number(why.values.line);
      if (line) {
        this.#wrong = { line, title: problem };
        this.#point(line, Number(why.values.column ?? 1));
      }
    }
    this.#show();
  }

  /** Puts the cursor at a place, and brings that into view. @param {number} line @param {number} column both from 1 */
  #point(line, column) {
    const area = this.#area;
    const lines = area.value.split('\n');
    const start = lines.slice(0, line - 1).reduce((sum, l) => sum + l.length + 1, 0);
    const end = start + (lines[line - 1]?.length ?? 0);
    area.focus({ preventScroll: true });
    area.setSelectionRange(Math.min(start + column - 1, end), end);
    const height = area.scrollHeight / lines.length;
    const top = (line - 1) * height;
    if (top < area.scrollTop || top + 2 * height > area.scrollTop + area.clientHeight) area.scrollTop = Math.max(0, top - area.clientHeight / 3);
  }
}
