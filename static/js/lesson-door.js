// The door to lessons: what plays one is fetched once there is one.

/** @import { App } from './app.js' */
import { dressed } from './doors.js';

/** @param {App} app */
export function lessonWhenPlayed(app) {
  let asked = false;
  const look = async () => {
    if (asked || !app.lesson) return;
    asked = true;
    try {
      const [{ LessonRoom }] = await Promise.all([import('./lesson/room.js'), app.moreWords('lesson'), app.moreWords('inspector'), dressed('lesson')]);
      app.add(new LessonRoom(app));
    } catch {
      asked = false; // the next occasion tries again
    }
  };
  app.on('lesson', () => void look());
  // A page that was opened for a lesson need not have come to one.
  app.on('clusters', () => {
    if (!app.lesson) delete document.documentElement.dataset.lesson;
  });
  app.on('status', () => void look());
  void look();
}
