// A copy of what one watches: a session of one's own, which stands at the instant
// that one sees. The way back leads to the presenter again.

/** @import { App } from './app.js' */
import { Refused } from './stream.js';

/** @param {App} app */
export async function takeCopy(app) {
  const { playhead, session } = app;
  try {
    const link = await session.askLink(playhead.following ? {} : { at: playhead.time });
    location.assign(`/#${link}`);
  } catch (why) {
    if (!(why instanceof Refused)) throw why;
    await session.refused(why);
  }
}

/** A link that is put into the address of a page that is open is opened like any other. */
export function watchLinks() {
  addEventListener('hashchange', () => {
    if (location.hash.startsWith('#1')) location.replace(`/${location.search}${location.hash}`);
  });
}
