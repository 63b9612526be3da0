// What is said of a run that has come to its end is fetched when one has.

/** @import { App } from '../app.js' */
/** @import { Banners } from '../connection/banner.js' */
import { lazy } from '../ui/lazy.js';

/** @param {App} app @param {Banners} banners */
export function tellWhenOver(app, banners) {
  const tell = lazy(async () => {
    const { RunEnd } = await import('./run-end.js');
    app.add(new RunEnd(app, banners));
  });
  app.on('pace', () => app.pace.over && void tell().catch(() => {}));
}
