// Links as addresses: a copy of what one watches, links that come into the address
// of an open page, and the way out of another page's frame.

/** @import { App } from '../app.js' */
import { linkIn } from './fragment.js';
import { inFrame } from '../ui/embed.js';
import { Refused } from './requests.js';

/**
 * Opens a session of one's own, which stands at the instant that one sees. The way
 * back leads to the presenter again.
 * @param {App} app
 */
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

/** A link that is put into the address of a page that is open is opened like any other, by whoever has framed it, too; in a frame, the whole page is offered. */
export function connectLinks() {
  const out = document.getElementById('embed-open');
  if (out instanceof HTMLAnchorElement) out.href = location.pathname + location.hash;
  addEventListener('hashchange', () => {
    const { pathname, search, hash } = location;
    // A frame shows what its address tells, a run of its own where that tells nothing.
    if (!linkIn(hash) && !(inFrame && hash === '')) return;
    // Another fragment alone would not load anything.
    if (pathname === '/' || hash === '') location.reload();
    else location.replace(`/${search}${hash}`);
  });
}
