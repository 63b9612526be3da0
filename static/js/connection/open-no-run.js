// What is said where a run should stand and none does is fetched when that is so: what was brought along cannot be played, or nobody presents yet.

/** @import { App } from '../app.js' */
/** @import { Unread } from './no-run.js' */
import { inFrame } from '../ui/embed.js';
import { lazy } from '../ui/lazy.js';
import { styleSheet } from '../ui/style-sheet.js';

const fetchNotices = lazy(async (/** @type {App} */ app) => {
  const [notices] = await Promise.all([import('./no-run.js'), app.moreWords('notice'), app.moreWords('scenario'), styleSheet('notice')]);
  return notices;
});

/** @param {App} app */
export function noticeWhenNoRun(app) {
  const { stream } = app;
  let shown = false;
  /** @param {Unread} [unread] a text that could not be opened in a run that could */
  const look = async (unread) => {
    const { state } = stream.status;
    if (!shown && !unread && state !== 'unread' && (state !== 'waiting' || app.clusters.size > 0)) return;
    shown = true;
    // Without it the banner says what there is to say.
    const it = await fetchNotices(app).catch(() => undefined);
    it?.notice(app, unread);
  };
  app.on(['status', 'lang', 'cluster'], () => void look());
  app.on('unread', (unread) => void look(unread));
  stream.addEventListener('unkept', () => {
    // Who plays what a frame shows loses nothing.
    if (!inFrame) void fetchNotices(app).then(({ warnUnkept }) => warnUnkept(app), () => {});
  });
  void look();
}
