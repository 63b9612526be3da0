// A window over the page: made when it is first asked for, closed by its buttons,
// by Escape, or by a click next to it. What goes wrong in it is said in it.

/** @import { App } from '../app.js' */
import { element } from './dom.js';

export class Dialog {
  window;
  app;
  #problem = element('p', { class: 'problem', role: 'alert', hidden: true });

  /**
   * @param {App} app
   * @param {string} name
   * @param {...Node} content
   */
  constructor(app, name, ...content) {
    this.app = app;
    const title = say(app, 'h2', `${name}.title`, { id: `${name}-title` });
    const out = element('button', { type: 'button', class: 'button quiet square', 'data-t-label': 'dialog.close', 'aria-label': app.t('dialog.close') }, '✕');
    this.window = element(
      'dialog',
      { class: 'dialog', id: `${name}-dialog`, 'aria-labelledby': `${name}-title` },
      element('div', { class: 'dialog-head' }, title, out),
      element('div', { class: 'dialog-body' }, ...content, this.#problem),
    );
    out.addEventListener('click', () => this.close());
    this.window.addEventListener('pointerdown', (event) => {
      if (event.target === this.window) this.close();
    });
    document.body.append(this.window);
  }

  open() {
    this.problem('');
    if (!this.window.open) this.window.showModal();
  }

  close() {
    this.window.close();
  }

  get isOpen() {
    return this.window.open;
  }

  /** Says what is wrong, or that nothing is. @param {string} text */
  problem(text) {
    this.#problem.hidden = text === '';
    this.#problem.textContent = text;
  }

  /**
   * The row of buttons that ends a dialog which does something.
   * @param {string} key of what it does
   * @param {() => unknown} go
   */
  buttons(key, go) {
    const cancel = button(this.app, 'dialog.cancel', () => this.close());
    const act = button(this.app, key, go, 'primary');
    return { act, row: element('div', { class: 'dialog-buttons' }, cancel, act) };
  }

  /** Puts something at the end of the content. @param {...Node} nodes */
  add(...nodes) {
    for (const node of nodes) this.#problem.before(node);
  }
}

/**
 * An element with a text that follows the language.
 * @template {keyof HTMLElementTagNameMap} T
 * @param {App} app
 * @param {T} tag
 * @param {string} key
 * @param {Record<string, string | number | boolean>} [attributes]
 */
export function say(app, tag, key, attributes = {}) {
  return element(tag, { ...attributes, 'data-t': key }, app.t(key));
}

/** @param {App} app @param {string} key @param {() => unknown} act @param {string} [kind] */
export function button(app, key, act, kind = '') {
  const made = say(app, 'button', key, { type: 'button', class: `button ${kind}`.trim() });
  made.addEventListener('click', () => void act());
  return made;
}
