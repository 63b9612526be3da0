// The list of lessons: with each, how far this browser's reader has come, and above it
// where to go on. The page is complete without it. The words stand in the page, in its
// language.

import { addressOf } from './lesson/path.js';
import { ProgressBook, counted } from './lesson/progress.js';

/** @param {string} words @param {Record<string, number>} values */
function filled(words, values) {
  return words.replace(/\{([a-z]+)\}/gi, (_, name) => String(values[name] ?? ''));
}

const cards = () => [...document.querySelectorAll(/** @type {'a'} */ ('a[data-lesson]'))];

/** @param {HTMLElement} card */
const nameOf = (card) => card.dataset.lesson ?? '';

/** @param {HTMLElement} card */
const namesBefore = (card) => (card.dataset.before ?? '').split(' ').filter(Boolean);

/** @param {ProgressBook} book */
function showProgress(book) {
  const { at = '', done = '', doneRight = '' } = document.getElementById('lessons')?.dataset ?? {};
  for (const card of cards()) {
    book.adopt(nameOf(card), namesBefore(card));
    const progress = book.of(nameOf(card));
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

/** Whoever has begun goes on: in the lesson where they were, or in the next one that is left. @param {ProgressBook} book */
function showWhereToGoOn(book) {
  const start = document.getElementById('lesson-start');
  const all = cards();
  const done = (/** @type {HTMLElement} */ card) => book.of(nameOf(card)).done;
  const place = book.place;
  const last = place ? all.findIndex((card) => [nameOf(card), ...namesBefore(card)].includes(place.lesson)) : all.findLastIndex((card) => book.of(nameOf(card)).met > 0);
  if (!(start instanceof HTMLAnchorElement) || last < 0) return;
  const here = all[last];
  const card = done(here) ? [...all.slice(last), ...all].find((next) => !done(next)) : here;
  if (!card) return;
  const step = card === here && place?.lesson === nameOf(here) ? place.step : '';
  start.href = addressOf(nameOf(card), step);
  const say = (/** @type {string} */ part, /** @type {string} */ words) => {
    const box = start.querySelector(part);
    if (box) box.textContent = words;
  };
  say('.lesson-start-words', document.getElementById('lessons')?.dataset.goOn ?? '');
  for (const part of ['b', '.about']) say(part, card.querySelector(part)?.textContent ?? '');
}

function show() {
  const book = new ProgressBook();
  showProgress(book);
  showWhereToGoOn(book);
}

// Whoever comes back from a lesson has come further.
addEventListener('pageshow', show);
show();
