// The panel's place: where there is room for it, above the control panel, which is
// folded away until somebody wants to try something else; where there is not, the
// first of the tabs.

/** @import { App } from '../app.js' */
import { byId, element, setText } from '../ui/dom.js';
import { inFrame } from '../ui/embed.js';
import { roles, showTab } from '../ui/tabs.js';

const root = document.documentElement;

export class ResponsivePanel {
  #app;
  #panel;
  #fold = element('button', { type: 'button', class: 'lesson-fold', id: 'lesson-try', 'aria-expanded': 'false', 'aria-controls': 'controls' });
  #tab = element('button', { type: 'button', class: 'tab', role: 'tab', id: 'tab-lesson', 'data-tab': 'lesson', 'aria-controls': 'lesson', 'aria-selected': 'false', tabindex: -1 });
  #left = element('div', { class: 'left' });
  #shown = false;
  /** Whether the reader has folded or unfolded it. */
  #chosen = false;

  /** @param {App} app @param {HTMLElement} panel */
  constructor(app, panel) {
    this.#app = app;
    this.#panel = panel;
    this.#fold.addEventListener('click', () => {
      this.#chosen = true;
      this.#open(root.dataset.controls !== 'open');
      // A frame has room for one of them.
      if (inFrame && root.dataset.controls === 'open') this.#left.scrollTop += byId('controls').getBoundingClientRect().top - this.#fold.offsetHeight - this.#left.getBoundingClientRect().top;
    });
  }

  /** Has the panel in the page, or takes it out. @param {boolean} wanted */
  show(wanted) {
    if (wanted === this.#shown) return;
    this.#shown = wanted;
    const controls = byId('controls');
    if (wanted) {
      root.dataset.lesson = 'played';
      controls.before(this.#left);
      this.#left.append(this.#panel, this.#fold, controls);
      byId('tabs').prepend(this.#tab);
      showTab('lesson');
    } else {
      delete root.dataset.lesson;
      this.#left.before(controls);
      this.#left.remove();
      this.#tab.remove();
      this.#panel.removeAttribute('role');
      showTab('controls');
    }
    roles();
    this.#app.resized();
  }

  /** Has what is asked in view, for which other things make room where there is little. @param {boolean} asking */
  ask(asking) {
    if (root.toggleAttribute('data-asking', asking) !== this.#asking) this.#app.resized();
    this.#asking = asking;
  }
  #asking = false;

  /** @param {boolean} open */
  #open(open) {
    root.dataset.controls = open ? 'open' : 'folded';
    this.#fold.setAttribute('aria-expanded', String(open));
  }

  /** Puts words on it. @param {boolean} acting whether the learner is to do something */
  word(acting) {
    const { t } = this.#app;
    setText(this.#tab, t('lesson.tab'));
    this.#fold.classList.toggle('is-acting', acting);
    this.#fold.replaceChildren(element('span', {}, t(acting ? 'lesson.act' : 'lesson.try')), element('small', {}, t(acting ? 'lesson.act-about' : 'lesson.try-about')));
    if (!this.#chosen) this.#open(acting && !inFrame);
  }
}
