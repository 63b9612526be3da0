// The runs that a lesson's prose names: `A`, the first, and the others by the name
// that the text gives them. Each is set with the letter that stands over it on the
// stage, which a pointer on the name lights; a click makes it the active one.

/** @import { App } from '../app.js' */
import { closest, element } from '../ui/dom.js';

/** @typedef {ReadonlyMap<string, string>} Runs names of runs to the IDs of their clusters */

/** None: the lesson has one run only, and need not name it. @type {Runs} */
export const NO_RUNS = new Map();

/** What the runs of the lesson that is played are called. @param {App} app @returns {Runs} */
export function runsOf({ lesson, clusters }) {
  const own = lesson?.clusters ?? [];
  if (own.length < 2) return NO_RUNS;
  const runs = new Map([[own[0], own[0]]]);
  for (const id of own) {
    const name = clusters.get(id)?.cluster.name;
    if (name) runs.set(name, id);
  }
  return runs;
}

/** A run's name as it stands in prose. @param {string} name @param {string} id */
export function runName(name, id) {
  return element('span', { class: 'run-name', 'data-run': id, translate: 'no' }, element('b', {}, id), ...(name === id ? [] : [' ', element('span', {}, name)]));
}

/** Where one run is shown at a time, shows the one in which the next thing will happen. @param {App} app @param {string} id */
export function showRun(app, id) {
  if (document.getElementById('stage')?.dataset.layout === 'one') app.activate(id);
}

/** Lights the run that a pointer is on, within a room. @param {HTMLElement} room @param {App} app */
export function lightRuns(room, app) {
  const named = (/** @type {globalThis.Event} */ event) => closest(event, '[data-run]')?.getAttribute('data-run');
  const light = (/** @type {string | null | undefined} */ id) => {
    for (const cell of document.querySelectorAll('.is-named')) cell.classList.remove('is-named');
    if (id) document.querySelector(`[data-cluster="${id}"]`)?.classList.add('is-named');
  };
  room.addEventListener('pointerover', (event) => light(named(event)));
  room.addEventListener('pointerleave', () => light(null));
  room.addEventListener('click', (event) => {
    const id = named(event);
    // A choice that names a run is chosen, and no more.
    if (id && !(closest(event, 'label'))) app.activate(id);
  });
}
