// Lessons: what plays one is fetched once there is one.

/** @import { App } from '../app.js' */
import { lazy } from '../ui/lazy.js';
import { styleSheet } from '../ui/style-sheet.js';

const openPanel = lazy(async (/** @type {App} */ app) => {
  const [{ enter }] = await Promise.all([import('./panel.js'), styleSheet('lesson')]);
  await enter(app);
});

/** @param {App} app */
export function lessonWhenPlayed(app) {
  const look = () => {
    if (app.lesson) void openPanel(app).catch(() => {}); // the next occasion tries again
  };
  app.on(['lesson', 'status'], look);
  look();
}
