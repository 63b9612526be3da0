// A frame obeys the slide deck around it: reveal.js says "slide:start" to the frames of
// the slide that comes, and "slide:stop" to those of the one that goes.

/** @import { App } from '../app.js' */
import { inFrame } from '../ui/embed.js';

/** @param {App} app */
export function obeySlides(app) {
  if (!inFrame || window === parent) return;
  /** What was said last, until it is done: it may come before the run does. @type {boolean | undefined} */
  let plays;
  /** Whether the deck has stopped what was playing. */
  let stopped = false;
  const obey = () => {
    const { playhead, clusters, stream, commands, lesson } = app;
    if (plays === undefined || stream.status.state !== 'live' || clusters.size === 0) return;
    const play = plays;
    plays = undefined;
    if (!play) stopped ||= playhead.playing;
    // A lesson waits for its reader, at its beginning and at each step.
    else if (lesson && !stopped) return;
    else stopped = false;
    if (!playhead.following) play ? playhead.play() : playhead.pause();
    // At its end it stands, and says so.
    else if (commands) app.stream.request({ t: 'pace', playing: play }).catch(() => {});
    app.redraw();
  };
  addEventListener('message', ({ source, data }) => {
    if (source !== parent || (data !== 'slide:start' && data !== 'slide:stop')) return;
    plays = data === 'slide:start';
    obey();
  });
  app.on(['status', 'cluster'], obey);
}
