// The run as a text: to copy, to save, to change, and to open another.

/** @import { App } from '../app.js' */
import { element } from '../element.js';
import { tellRefusal } from '../refusals.js';
import { Refused } from '../stream.js';
import { toast } from '../toasts.js';
import { Dialog, button, say } from './dialog.js';

/** The most that a run's text may have, in bytes. */
const MOST = 64 * 1024;

export class RunTextDialog extends Dialog {
  #area = element('textarea', { class: 'run-text', id: 'run-text-area', rows: 14, spellcheck: 'false', autocapitalize: 'none', autocomplete: 'off' });
  #file = element('input', { type: 'file', accept: '.raft,.txt,text/plain', hidden: true });
  #hash = element('code', { id: 'run-text-hash' });
  #hashLine;
  #go;
  /** What the server said the text was. */
  #saved = '';

  /** @param {App} app */
  constructor(app) {
    super(app, 'run-text');
    this.#go = button(app, 'run-text.open', () => this.#openText(), 'primary');
    this.#hashLine = element('p', { class: 'hash' }, say(app, 'span', 'run-text.hash'), ' ', this.#hash);
    const ways = [
      button(app, 'run-text.copy', () => this.#copy()),
      button(app, 'run-text.download', () => this.#download()),
      button(app, 'run-text.choose', () => this.#file.click()),
    ];
    this.add(
      say(app, 'p', 'run-text.lead', { class: 'lead' }),
      say(app, 'label', 'run-text.area', { class: 'visually-hidden', for: this.#area.id }),
      this.#area,
      this.#hashLine,
      element('div', { class: 'dialog-buttons' }, ...ways, this.#file, this.#go),
    );
    this.#file.addEventListener('change', () => void this.#take(this.#file.files?.[0]));
    this.#area.addEventListener('input', () => this.#offer());
    this.#area.addEventListener('dragover', (event) => event.preventDefault());
    this.#area.addEventListener('drop', (event) => {
      const file = event.dataTransfer?.files[0];
      if (!file) return;
      event.preventDefault();
      void this.#take(file);
    });
  }

  async open() {
    super.open();
    const { stream } = this.app;
    this.#offer();
    try {
      const { ended: text, hash } = await stream.request({ t: 'text' });
      this.#saved = text;
      this.#area.value = text;
      this.#hash.textContent = hash;
    } catch (why) {
      if (!(why instanceof Refused)) throw why;
      this.problem(await tellRefusal(this.app, why));
    }
    this.#offer();
  }

  /** Opening is for those who may command; the hash is that of the unchanged text. */
  #offer() {
    this.#go.hidden = !this.app.commands;
    this.#hashLine.classList.toggle('is-outdated', this.#area.value !== this.#saved);
  }

  async #copy() {
    const { t } = this.app;
    try {
      // Where the page came over plain http there is no clipboard to write to.
      if (!navigator.clipboard) throw new Error('no clipboard');
      await navigator.clipboard.writeText(this.#area.value);
      toast(t('run-text.copied'));
    } catch {
      this.#area.select();
      toast(t(document.execCommand('copy') ? 'run-text.copied' : 'run-text.copy-failed'));
    }
  }

  #download() {
    const title = this.app.cluster.title || 'run';
    const name = title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'run';
    const url = URL.createObjectURL(new Blob([this.#area.value], { type: 'text/plain' }));
    const link = document.createElement('a');
    link.href = url;
    link.download = `${name}.raft`;
    link.click();
    setTimeout(() => URL.revokeObjectURL(url), 10_000);
  }

  /** @param {File | undefined} file */
  async #take(file) {
    this.#file.value = '';
    if (!file) return;
    if (file.size > MOST) {
      this.problem(this.app.t('run-text.too-long'));
      return;
    }
    this.#area.value = await file.text();
    this.problem('');
    this.#offer();
  }

  async #openText() {
    const { t, stream } = this.app;
    const text = this.#area.value;
    if (new TextEncoder().encode(text).length > MOST) {
      this.problem(t('run-text.too-long'));
      return;
    }
    try {
      await stream.request({ t: 'open', text });
      this.close();
      toast(t('toast.began'));
    } catch (why) {
      if (!(why instanceof Refused)) throw why;
      this.problem(await tellRefusal(this.app, why));
      if (why.values.line) this.#show(Number(why.values.line), Number(why.values.column ?? 1));
    }
  }

  /** Puts the cursor where a problem is. @param {number} line @param {number} column both from 1 */
  #show(line, column) {
    const lines = this.#area.value.split('\n');
    const start = lines.slice(0, line - 1).reduce((sum, l) => sum + l.length + 1, 0);
    const end = start + (lines[line - 1]?.length ?? 0);
    this.#area.focus();
    this.#area.setSelectionRange(Math.min(start + column - 1, end), end);
  }
}
