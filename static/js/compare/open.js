// The door to what several clusters need, and to breakpoints: fetched once there
// are several, or once somebody asks.

/** @import { App } from '../app.js' */
import { dressed } from '../dialogs/open.js';
import { toast } from '../ui/toasts.js';

/** @typedef {import('./comparison.js').Comparison} Comparison */

/** @type {Promise<Comparison> | undefined} */
let beside;

/** What goes with several clusters, once it is here. @param {App} app @returns {Promise<Comparison>} */
export function fetchBeside(app) {
  beside ??= (async () => {
    const [{ Comparison }] = await Promise.all([import('./comparison.js'), app.moreWords('beside'), dressed('beside')]);
    return new Comparison(app);
  })();
  beside.catch(() => (beside = undefined));
  return beside;
}

/** Does something with it, for somebody who asked. @param {App} app @param {(beside: Comparison) => unknown} act */
export async function withBeside(app, act) {
  try {
    await act(await fetchBeside(app));
  } catch (why) {
    toast(app.t('request.offline'));
    throw why;
  }
}

/** @param {App} app */
export function besideWhenNeeded(app) {
  const look = () => {
    if (app.clusters.size > 1 || app.breaks.length > 0) void fetchBeside(app).catch(() => {}); // the next occasion tries again
  };
  for (const what of /** @type {const} */ (['clusters', 'breaks'])) app.on(what, look);
  app.on('stop', (stop) => void fetchBeside(app).then((it) => it.stopped(stop), () => {}));
  look();
  /** @param {string} id @param {(beside: Comparison, button: HTMLElement) => unknown} act */
  const opens = (id, act) => {
    const button = document.getElementById(id);
    button?.addEventListener('click', () => void withBeside(app, (it) => act(it, button)));
  };
  opens('compare', (it) => it.compare(app.cluster.id));
  opens('breaks', (it, button) => it.breakpoints(button));
}
