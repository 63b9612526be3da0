// What goes with several clusters, and breakpoints: fetched once there are several,
// or once somebody asks.

/** @import { App } from '../app.js' */
/** @import { Comparison } from './comparison.js' */
import { lazy, withLoaded } from '../ui/lazy.js';
import { styleSheet } from '../ui/style-sheet.js';

const fetchComparison = lazy(async (/** @type {App} */ app) => {
  const [{ Comparison }] = await Promise.all([import('./comparison.js'), app.moreWords('clusters'), styleSheet('compare')]);
  return new Comparison(app);
});

/** Does something with it, for somebody who asked. @param {App} app @param {(comparison: Comparison) => unknown} act */
export function withComparison(app, act) {
  return withLoaded(app, fetchComparison(app), act);
}

/** @param {App} app */
export function compareWhenNeeded(app) {
  const look = () => {
    if (app.clusters.size > 1 || app.breaks.length > 0) void fetchComparison(app).catch(() => {}); // the next occasion tries again
  };
  app.on(['clusters', 'breaks'], look);
  app.on('stop', (stop) => void fetchComparison(app).then((it) => it.stopped(stop), () => {}));
  look();
  /** @param {string} id @param {(comparison: Comparison, button: HTMLElement) => unknown} act */
  const opens = (id, act) => {
    const button = document.getElementById(id);
    button?.addEventListener('click', () => void withComparison(app, (it) => act(it, button)));
  };
  opens('fork', (it) => it.commands.fork(app.cluster.id));
  opens('compare', (it) => it.compare(app.cluster.id));
  opens('breaks', (it, button) => it.breakpoints(button));
}
