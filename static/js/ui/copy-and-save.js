// Texts on their way out: onto the clipboard, or into a file.

/** @import { App } from '../app.js' */
import { toast } from './toasts.js';

/**
 * Copies a field's text. A page that came over plain http has no clipboard to
 * write to; then the text is selected, and copied in the old way if there is one.
 * @param {App} app
 * @param {HTMLTextAreaElement | HTMLInputElement} field
 */
export async function copy({ t }, field) {
  try {
    if (!navigator.clipboard) throw new Error('no clipboard');
    await navigator.clipboard.writeText(field.value);
    toast(t('copy.copied'));
  } catch {
    field.focus();
    field.select();
    toast(t(document.execCommand('copy') ? 'copy.copied' : 'copy.failed'));
  }
}

/** Saves a text as a file named for the run. @param {App} app @param {string} text */
export function save({ cluster }, text) {
  const title = cluster.title || 'run';
  const name = title.toLowerCase().replace(/[^\p{L}\p{N}]+/gu, '-').replace(/^-|-$/g, '') || 'run';
  const url = URL.createObjectURL(new Blob([text], { type: 'text/plain' }));
  const link = document.createElement('a');
  link.href = url;
  link.download = `${name}.raft`;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), 10_000);
}
