// The run as a text: to copy, to save, to change, and to open another.

/** @import { App } from '../app.js' */
import { byId } from '../element.js';
import { refusalText } from '../refusals.js';
import { Refused } from '../stream.js';
import { toast } from '../toasts.js';
import { Dialog } from './dialog.js';

/** The most that a run's text may have, in bytes. */
const MOST = 64 * 1024;

export class RunTextDialog extends Dialog {
  #app;
  #area = byId('run-text-area', HTMLTextAreaElement);
  #file = byId('run-text-file', HTMLInputElement);
  /** What the server said the text was. */
  #saved = '';

  /** @param {App} app */
  constructor(app) {
    super('run-text');
    this.#app = app;
    byId('run-text-copy').addEventListener('click', () => void this.#copy());
    byId('run-text-download').addEventListener('click', () => this.#download());
    byId('run-text-choose').addEventListener('click', () => this.#file.click());
    byId('run-text-go').addEventListener('click', () => void this.#go());
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
    const { t, stream, cluster } = this.#app;
    this.#offer();
    try {
      const { text, hash } = await stream.request({ t: 'text', cluster: cluster.id });
      this.#saved = text;
      this.#area.value = text;
      byId('run-text-hash').textContent = hash;
    } catch (why) {
      if (!(why instanceof Refused)) throw why;
      this.#area.value ||= cluster.run;
      this.problem(refusalText(t, why));
    }
    this.#offer();
  }

  /** Opening is for those who may command; the hash is that of the unchanged text. */
  #offer() {
    byId('run-text-go').hidden = !this.#app.commands;
    byId('run-text-hash').parentElement?.classList.toggle('is-outdated', this.#area.value !== this.#saved);
  }

  async #copy() {
    const { t } = this.#app;
    try {
      // Where the page came over plain http there is no clipboard to write to.
      if (!navigator.clipboard) throw new Error('no clipboard');
      await navigator.clipboard.writeText(this.#area.value);
      toast(t('text.copied'));
    } catch {
      this.#area.select();
      toast(t(document.execCommand('copy') ? 'text.copied' : 'text.copy-failed'));
    }
  }

  #download() {
    const title = this.#app.cluster.title || 'run';
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
      this.problem(this.#app.t('text.too-long'));
      return;
    }
    this.#area.value = await file.text();
    this.problem('');
    this.#offer();
  }

  async #go() {
    const { t, stream, cluster } = this.#app;
    const text = this.#area.value;
    if (new TextEncoder().encode(text).length > MOST) {
      this.problem(t('text.too-long'));
      return;
    }
    try {
      await stream.request({ t: 'open', cluster: cluster.id, text });
      this.close();
      toast(t('toast.began'));
    } catch (why) {
      if (!(why instanceof Refused)) throw why;
      this.problem(refusalText(t, why));
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
