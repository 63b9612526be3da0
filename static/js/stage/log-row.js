// One row of the log table. A cell's look tells how far the entry has come on this
// server, without its colour: a dashed rim is in memory only, a solid one is
// durable, a check is known to be committed, a filled cell is applied.

/** @import { Scene } from './scene.js' */
/** @import { Entry } from '../wire.js' */
/** @import { Server } from '../run/reducer.js' */
import { element, setAttribute, setText } from '../ui/dom.js';
import { position } from '../run/reducer.js';
import { hue } from '../ui/hue.js';
import { fall } from './changes.js';

/** @typedef {'memory' | 'durable' | 'committed' | 'applied'} EntryState */

/**
 * How far an entry has come on a server.
 * @param {Server} server
 * @param {number} index
 * @returns {EntryState}
 */
export function entryState({ lastApplied = 0, commitIndex = 0, syncedIndex = 0 }, index) {
  if (index <= lastApplied) return 'applied';
  if (index <= commitIndex) return 'committed';
  return index <= syncedIndex ? 'durable' : 'memory';
}

export class LogRow {
  root;
  #scene;
  #label = element('span', { class: 'log-label' });
  #note = element('small');
  #track = element('div', { class: 'log-track', role: 'none' });
  #progress = element('span', { class: 'log-progress' });
  /** What a snapshot stands for. */
  #base = element('span', { class: 'log-base', role: 'cell' });
  /** @type {Map<number, Cell>} by column */
  #cells = new Map();
  /** @type {Cell[]} taken out of the document */
  #spare = [];
  /** @type {Server | undefined} */
  #server;
  #range = '';

  /** @param {Scene} scene @param {string} id of the server; "" for the head */
  constructor(scene, id) {
    this.#scene = scene;
    const head = id === '';
    this.#label.setAttribute('role', head ? 'cell' : 'rowheader');
    this.#progress.setAttribute('role', head ? 'columnheader' : 'cell');
    if (!head) {
      this.#label.append(element('b', {}, id), this.#note);
      this.#track.append(this.#base);
    }
    this.root = element('div', { class: head ? 'log-row log-head' : 'log-row', role: 'row', ...(!head && { 'data-log': id }) }, this.#label, this.#track, this.#progress);
  }

  /** @param {string} text @param {string} name */
  setProgress(text, name) {
    setText(this.#progress, text);
    setAttribute(this.#progress, 'aria-label', name);
  }

  /** Words anew, in another language, when it is drawn next. */
  reword() {
    this.#server = undefined;
    for (const cell of this.#cells.values()) cell.reword();
  }

  /** The head: the indexes. @param {number} first @param {number} last */
  drawNumbers(first, last) {
    this.#arrange(first, last, (cell, index) => cell.number(index));
  }

  /**
   * @param {Server} server
   * @param {number} first the first column that is in the document
   * @param {number} last
   * @param {Server | null} leader whose view of the follower is shown
   * @param {number} i the follower's place
   * @param {boolean} seen whether what changes is seen to change
   */
  draw(server, first, last, leader, i, seen) {
    const range = `${first}-${last}-${server.log.older?.known ?? 0}`;
    if (server !== this.#server || range !== this.#range) {
      this.#range = range;
      this.#server = server;
      this.#head(server);
      this.#drawBase(server.baseIndex ?? 0);
      this.#arrange(first, last, (cell, index, known) => {
        const entry = server.log.entry(index);
        if (seen && known && cell.holds(entry) === false) fall(cell.root);
        if (server.log.lacks(index)) cell.pending();
        else cell.entry(entry, entry ? entryState(server, index) : 'memory', index, this.#scene);
      });
    }
    const follows = leader !== null && leader.next[i] > 0 && position(leader.id) !== i;
    setText(this.#progress, follows ? `${leader.match[i]} · ${leader.next[i]}` : '');
  }

  /** One box for all entries that are gone. @param {number} base the index of the last of them */
  #drawBase(base) {
    this.#base.hidden = base === 0;
    setText(this.#base, base > 0 ? this.#scene.t('stage.snapshot', { base }) : '');
    this.#base.style.setProperty('--log-base', String(base));
  }

  /** @param {Server} server */
  #head(server) {
    const { t } = this.#scene;
    const role = server.down ? 'crashed' : server.role;
    setText(this.#note, t(`stage.logs.${role === 'pre-candidate' ? 'candidate' : role}`));
    setAttribute(this.root, 'data-role', role);
    setAttribute(this.root, 'data-hue', String(hue(server.term)));
  }

  /** @param {number} first @param {number} last @param {(cell: Cell, index: number, known: boolean) => void} fill known: whether it stood there before */
  #arrange(first, last, fill) {
    for (const [index, cell] of this.#cells) {
      if (index >= first && index <= last) continue;
      this.#cells.delete(index);
      this.#spare.push(cell);
    }
    for (let index = first; index <= last; index++) {
      let cell = this.#cells.get(index);
      const known = cell !== undefined;
      if (!cell) {
        cell = this.#spare.pop() ?? new Cell();
        cell.place(index);
        this.#cells.set(index, cell);
        if (!cell.root.isConnected) this.#track.append(cell.root);
      }
      fill(cell, index, known);
    }
    while (this.#spare.length > 0) this.#spare.pop()?.root.remove();
  }
}

/** What stands in an entry's cell: a joint configuration says that it is one, and no more. @param {Entry} entry @param {Scene} scene */
function cellText({ cmd, configuration }, { t }) {
  return configuration?.next ? t('stage.joint') : cmd.replace(/^add (S\d) as learner$/, '$1 learner');
}

class Cell {
  root = element('span', { class: 'log-cell', role: 'cell' });
  #command = element('b');
  #term = element('sup');
  #check = element('i', { 'aria-hidden': 'true' });
  /** @type {Entry | undefined} */
  #entry;
  #state = '';
  #filled = false;

  /** @param {number} index */
  place(index) {
    this.root.style.setProperty('--log-index', String(index - 1));
    this.root.setAttribute('aria-colindex', String(index + 1));
  }

  /** Whether it still holds what it held; undefined if that was nothing. @param {Entry | undefined} entry */
  holds(entry) {
    return this.#entry && (entry !== undefined && entry.term === this.#entry.term && entry.cmd === this.#entry.cmd);
  }

  /** Words anew, when it is filled next. */
  reword() {
    this.#state = '';
  }

  /** @param {number} index */
  number(index) {
    setAttribute(this.root, 'role', 'columnheader');
    setText(this.root, String(index));
  }

  /** @param {Entry | undefined} entry @param {EntryState} state @param {number} index @param {Scene} scene */
  entry(entry, state, index, scene) {
    const known = entry === this.#entry && entry !== undefined;
    if (known && state === this.#state && this.root.dataset.entry === String(index)) return;
    if (!entry) {
      if (this.#entry || this.root.dataset.entry || this.root.dataset.pending) this.#empty();
      return;
    }
    if (this.root.dataset.pending) this.#empty();
    if (!known) {
      setText(this.#command, cellText(entry, scene));
      setText(this.#term, String(entry.term));
      this.#command.className = entry.cmd === 'no-op' ? 'is-no-op' : '';
      setAttribute(this.root, 'data-hue', String(hue(entry.term)));
      setAttribute(this.root, 'data-term', String(entry.term));
      this.#entry = entry;
    }
    if (!this.#filled) {
      this.#filled = true;
      this.root.append(this.#command, this.#term, this.#check);
    }
    this.#state = state;
    this.root.dataset.entry = String(index);
    this.root.dataset.state = state;
    setText(this.#check, state === 'applied' || state === 'committed' ? '✓' : '');
    setAttribute(this.root, 'title', scene.t('stage.entry-name', { index, term: entry.term, cmd: entry.cmd, state: scene.t(`stage.entry.${state}`) }));
  }

  /** There is an entry, which is being asked for. */
  pending() {
    if (this.root.dataset.pending) return;
    this.#empty();
    this.root.textContent = '…';
    this.root.dataset.pending = 'true';
  }

  #empty() {
    this.#entry = undefined;
    this.#state = '';
    this.#filled = false;
    this.root.textContent = '';
    for (const name of ['data-pending', 'data-entry', 'data-state', 'data-hue', 'data-term', 'title']) this.root.removeAttribute(name);
  }
}
