// The list of lessons: with each, how far this browser's reader has come. The page
// is complete without it. The words stand in the page, in its language.

import { ProgressBook, counted } from './lesson/progress.js';

/** @param {string} words @param {Record<string, number>} values */
function filled(words, values) {
  return words.replace(/\{([a-z]+)\}/gi, (_, name) => String(values[name] ?? ''));
}

function showProgress() {
  const { at = '', done = '', doneRight = '' } = document.getElementById('lessons')?.dataset ?? {};
  const book = new ProgressBook();
  for (const card of document.querySelectorAll(/** @type {'a'} */ ('a[data-lesson]'))) {
    const progress = book.of(card.dataset.lesson ?? '');
    const words = card.querySelector('.progress-words');
    const bar = card.querySelector(/** @type {'i'} */ ('.bar i'));
    const steps = Number(card.dataset.steps) || progress.of;
    if (!words || !bar || progress.met === 0) continue;
    const { right, asked } = counted(progress);
    card.classList.toggle('is-done', progress.done);
    if (progress.done) words.textContent = asked > 0 ? filled(doneRight, { right, asked }) : done;
    else words.textContent = filled(at, { at: Math.min(progress.met, steps), of: steps });
    bar.style.width = `${(100 * Math.min(progress.met, steps)) / steps}%`;
  }
}

// Whoever comes back from a lesson has come further.
addEventListener('pageshow', showProgress);
showProgress();
