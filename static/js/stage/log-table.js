// The logs as one table: servers are rows, indexes are columns, so equal logs
// stand in line. Only the columns that can be seen are in the document. The table
// follows the tail until somebody scrolls back.

/** @import { Scene } from './scene.js' */
/** @import { Server, State } from '../run/reducer.js' */
import { leaderOf } from '../run/state-queries.js';
import { element, setText } from '../ui/dom.js';
import { styleSheet } from '../ui/style-sheet.js';
import { move } from './changes.js';
import { LogRow } from './log-row.js';
import { digits, lookOf } from './log-columns.js';
import { longestCommand } from './longest.js';

/** What one of the indexes that a leader keeps needs. */
const PROGRESS = 88;
/** The length up to which a command fits its column, however wide its letters are. */
const FITTING = 7;
/** Columns that are kept ready on both sides of what can be seen. */
const SPARE = 2;

export class LogTable {
  root;
  #scene;
  #heading = element('h2', { class: 'heading' });
  #committed = element('span', { class: 'logs-committed' });
  #latest = element('button', { type: 'button', class: 'logs-latest', hidden: true });
  #scroller = element('div', { class: 'logs-scroll', tabindex: '0' });
  #table = element('div', { class: 'logs-table', role: 'table' });
  #head;
  #line = element('div', { class: 'logs-line', 'aria-hidden': 'true' });
  /** @type {LogRow[]} */
  #rows = [];
  /** @type {State | undefined} */
  #state;
  #metrics = { width: 0, scale: 1, label: 64, progress: 90, brief: false };
  #column = 1;
  #longest = 0;
  #term = 0;
  #columns = 0;
  #committedTo = -1;
  #seen = false;
  #following = true;
  #scrolled = 0;
  #frame = 0;

  /** @param {Scene} scene */
  constructor(scene) {
    this.#scene = scene;
    this.#head = new LogRow(scene, '');
    this.#table.append(this.#head.root, this.#line);
    this.#scroller.append(this.#table);
    this.root = element('div', { class: 'logs' }, element('div', { class: 'logs-caption' }, this.#heading, this.#committed), this.#scroller, this.#latest);
    this.#scroller.addEventListener('scroll', () => this.#onScroll(), { passive: true });
    this.#latest.addEventListener('click', () => {
      this.#following = true;
      this.#scroller.focus({ preventScroll: true });
      this.#follow();
    });
    this.reword();
  }

  /**
   * Takes the measure of the room.
   * @param {{scale: number, narrow: boolean, brief: boolean}} room
   */
  arrange({ scale, narrow, brief }) {
    this.#metrics = { width: this.#scroller.clientWidth, scale, label: (brief ? 26 : narrow ? 34 : 66) * scale, progress: narrow ? 0 : PROGRESS * scale, brief };
    this.root.style.setProperty('--log-label', `${this.#metrics.label}px`);
    this.root.style.setProperty('--log-progress', `${this.#metrics.progress}px`);
    this.root.classList.toggle('is-narrow', narrow);
    this.#columns = 0;
    if (this.#state) this.#draw();
  }

  /** @param {State} state @param {boolean} seen whether what changes is seen to change */
  update(state, seen) {
    if (this.#state && this.#state.servers === state.servers) return;
    const before = this.#state;
    this.#state = state;
    if (this.#rows.length !== state.servers.length) this.#populate(state.servers);
    const longest = longestCommand(state.servers, before?.servers);
    // The columns never become narrower while a run goes on, so nothing wobbles.
    this.#longest = before && before.servers.length === state.servers.length ? Math.max(this.#longest, longest) : longest;
    this.#term = state.servers.reduce((most, s) => Math.max(most, s.term), before ? this.#term : 0);
    this.#seen = seen;
    this.#draw();
    this.#seen = false;
  }

  /** Words anew, in another language. */
  reword() {
    const { t } = this.#scene;
    setText(this.#heading, t('stage.logs'));
    setText(this.#latest, t('stage.logs.latest'));
    this.#table.setAttribute('aria-label', t('stage.logs.name'));
    this.#head.setProgress(t('stage.logs.progress'), t('stage.logs.progress-name'));
    for (const row of this.#rows) row.reword();
    this.#committedTo = -1;
    if (this.#state) this.#draw();
  }

  /** @param {readonly Server[]} servers */
  #populate(servers) {
    for (const row of this.#rows) row.root.remove();
    this.#rows = servers.map((s) => new LogRow(this.#scene, s.id));
    this.#line.before(...this.#rows.map((r) => r.root));
    this.#table.setAttribute('aria-rowcount', String(servers.length + 1));
    this.#columns = 0;
    this.#following = true;
  }

  #draw() {
    const { servers } = /** @type {State} */ (this.#state);
    const last = servers.reduce((most, s) => Math.max(most, s.log.length), 0);
    const needed = Math.max(PROGRESS, (digits(last) + 1) * 2 * 8.5) * this.#metrics.scale;
    if (this.#metrics.progress && needed !== this.#metrics.progress) {
      this.#metrics.progress = needed;
      this.root.style.setProperty('--log-progress', `${needed}px`);
      this.#columns = 0;
    }
    const { width, scale, label, progress, brief } = this.#metrics;
    if (width === 0) return;
    const { look, column } = lookOf(servers, { room: width - label - progress, scale, brief, narrow: progress === 0, longest: this.#longest, term: this.#term, last });
    const inView = Math.max(1, Math.floor((width - label - progress) / column));
    this.root.dataset.look = look;
    if (look === 'terms') void styleSheet('compare').catch(() => {}); // its looks; the next draw tries again
    const columns = last > inView ? last + 1 : inView; // with room for the next
    if (columns !== this.#columns || column !== this.#column) {
      this.#columns = columns;
      this.#column = column;
      this.root.style.setProperty('--log-column', `${column}px`);
      this.root.style.setProperty('--log-columns', String(columns));
      this.#table.setAttribute('aria-colcount', String(columns + 2));
      this.#follow();
    }
    this.root.classList.toggle('is-cramped', this.#longest > FITTING);
    this.#drawRows(servers);
    this.#drawCommitted(servers);
  }

  /** @param {readonly Server[]} servers */
  #drawRows(servers) {
    const { width, label, progress } = this.#metrics;
    const first = Math.max(1, Math.floor(this.#scrolled / this.#column) + 1 - SPARE);
    const last = Math.min(this.#columns, Math.ceil((this.#scrolled + width - label - progress) / this.#column) + SPARE);
    const leader = leaderOf({ servers }) ?? null;
    this.#head.drawNumbers(first, last);
    this.#rows.forEach((row, i) => row.draw(servers[i], first, last, leader, i, this.#seen));
    // Of long logs the beginning is asked for when somebody looks there.
    for (const { log } of servers) if (log.first > first) this.#scene.history.needEntries(log, first, last, () => this.#redraw());
  }

  /** The line behind what is known to be committed by anybody. @param {readonly Server[]} servers */
  #drawCommitted(servers) {
    const committed = servers.reduce((most, s) => Math.max(most, s.commitIndex ?? 0), 0);
    if (committed !== this.#committedTo) {
      const further = (committed - this.#committedTo) * this.#column;
      if (this.#seen && this.#committedTo > 0 && further > 0) for (const part of [this.#line, this.#committed]) move(part, further);
      this.#committedTo = committed;
      setText(this.#committed, committed > 0 ? this.#scene.t('stage.logs.committed', { index: committed }) : '');
      this.#line.hidden = committed === 0;
      this.#table.setAttribute('data-commit-index', String(committed));
    }
    this.#line.style.left = `calc(var(--log-label) + ${committed * this.#column - 1}px)`;
    this.#placeCommitted();
  }

  /** The words stay in view when the line is scrolled out of it. */
  #placeCommitted() {
    const { width, label, progress, scale } = this.#metrics;
    const half = ((this.#committed.textContent ?? '').length * 3.4 + 4) * scale;
    const x = label + this.#committedTo * this.#column - this.#scrolled;
    const within = Math.max(label + half + 30, Math.min(width - progress - half, x));
    this.#committed.style.left = `${Math.round(within)}px`;
  }

  #follow() {
    const { width, label, progress } = this.#metrics;
    this.#latest.hidden = this.#following;
    if (!this.#following) return;
    const end = Math.max(0, this.#columns * this.#column - (width - label - progress));
    if (Math.abs(end - this.#scrolled) < 1) return;
    this.#scroller.scrollLeft = end;
    this.#scrolled = end;
    this.#redraw();
  }

  #onScroll() {
    const { width, label, progress } = this.#metrics;
    // A resized table is moved by the browser, which is nobody's wish to look back.
    if (this.#scroller.clientWidth !== width) return;
    this.#scrolled = Math.max(0, this.#scroller.scrollLeft);
    const end = this.#columns * this.#column - (width - label - progress);
    this.#following = this.#scrolled > end - this.#column * 0.8;
    this.#latest.hidden = this.#following;
    this.#redraw();
  }

  #redraw() {
    if (this.#frame || !this.#state) return;
    this.#frame = requestAnimationFrame(() => {
      this.#frame = 0;
      const servers = this.#state?.servers ?? [];
      this.#drawRows(servers);
      this.#placeCommitted();
    });
  }
}
