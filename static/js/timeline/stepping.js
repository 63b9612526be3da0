// Moving in steps: to the instant before or after that is worth a look, to the
// important moments, back to live. At the edge a step forward is the server's to
// take.

/** @import { App } from '../app.js' */
/** @import * as wire from '../wire.js' */
import { tellRefusal } from '../connection/refusals.js';
import { Refused } from '../connection/requests.js';
import { reasonOf } from '../ui/disabled-reason.js';
import { byId } from '../ui/dom.js';
import { toast } from '../ui/toasts.js';

/** The moments that a jump goes to. @type {Set<string>} */
const IMPORTANT = new Set(['election', 'leader', 'commit', 'fault', 'repair', 'finding']);

/** @param {App} app @param {wire.FromPage} question */
async function ask(app, question) {
  try {
    await app.stream.request(question);
  } catch (why) {
    if (!(why instanceof Refused)) throw why;
    toast(await tellRefusal(app, why));
  }
}

/** @param {App} app */
export async function stepBack(app) {
  const { history, playhead } = app;
  const t = playhead.time;
  let before = history.prevNotable(t);
  if (before === null && t > 0 && (await history.ensure(Math.max(0, history.start - 1)))) before = history.prevNotable(t);
  if (before !== null) app.seek(before);
  else if (t > 0) app.seek(0);
  else toast(app.t('why.at-start'));
}

/** Says why a button would do nothing, if it would. @param {string} id */
function held(id) {
  const why = reasonOf(byId(id));
  if (why) toast(why);
  return why !== null;
}

/** @param {App} app */
export async function stepForward(app) {
  const { history, playhead } = app;
  if (held('step-forward')) return;
  if (!playhead.following) {
    const next = history.nextNotable(playhead.time);
    if (next !== null && next < app.edge) app.seek(next);
    else app.goLive();
  } else if (app.commands) {
    await ask(app, { t: 'step' });
  } else {
    toast(app.t('why.at-end'));
  }
}

/** How often more of the run is asked for, to find a moment in it. */
const ASKED = 5;

/** @param {App} app */
export async function jumpBack(app) {
  const { history, playhead } = app;
  const t = playhead.time;
  const found = () => history.timeline.marks.findLast((m) => IMPORTANT.has(m.kind) && m.at < t);
  let mark = found();
  for (let asked = 0; !mark && t >= history.start && asked < ASKED && (await history.more()); asked++) mark = found();
  if (mark) app.seek(mark.at);
  else app.seek(t > history.start ? history.start : 0);
}

/** @param {App} app */
export function jumpForward(app) {
  const { history, playhead } = app;
  if (playhead.following) return;
  const mark = history.timeline.marks.find((m) => IMPORTANT.has(m.kind) && m.at > playhead.time);
  if (mark) app.seek(mark.at);
  else app.goLive();
}

/**
 * Plays or pauses: at the edge the run, behind it this page alone. Whoever may
 * only watch stands still where it is.
 * @param {App} app
 */
export async function playOrPause(app) {
  const { playhead, pace } = app;
  if (held('play')) return;
  if (playhead.following && app.commands) {
    await ask(app, { t: 'pace', playing: !pace.playing });
    return;
  }
  app.presenter.detach();
  if (playhead.following) app.seek(playhead.time);
  else if (playhead.playing) playhead.pause();
  else playhead.play();
  app.redraw();
}

/** @param {App} app @param {number} speed virtual seconds a second, 0 for smart */
export async function setSpeed(app, speed) {
  await ask(app, { t: 'pace', speed });
}
