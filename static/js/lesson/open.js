// The door to lessons: what plays one is fetched once there is one.

/** @import { App } from '../app.js' */
import { dressed } from '../dialogs/open.js';

/** @param {App} app */
export function lessonWhenPlayed(app) {
  let asked = false;
  const look = async () => {
    if (asked || !app.lesson) return;
    asked = true;
    try {
      const [{ enter }] = await Promise.all([import('./panel.js'), dressed('lesson')]);
      await enter(app);
    } catch {
      asked = false; // the next occasion tries again
    }
  };
  app.on('lesson', look);
  app.on('status', () => void look());
  void look();
}
