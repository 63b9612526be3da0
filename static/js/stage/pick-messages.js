// Messages are drawn on a canvas: who presses near one means it, before what is behind it.

/** @import { Flights } from './flights.js' */
/** @import { Scene } from './scene.js' */
import { withLoaded } from '../ui/lazy.js';

/** @param {Scene} scene @param {SVGSVGElement} svg over which they fly @param {Flights} flights */
export function pickMessages(scene, svg, flights) {
  /** The number of the message at a place, null if there is none. @param {MouseEvent} event */
  const messageAt = (event) => {
    const box = svg.getBoundingClientRect();
    return flights.at(event.clientX - box.left, event.clientY - box.top);
  };
  /** @param {number} id @param {MouseEvent} event */
  const actOn = (id, event) => {
    const at = { from: svg, x: event.clientX + 12, y: event.clientY + 12 };
    void withLoaded(scene.app, Promise.all([import('../controls/message-menu.js'), scene.app.moreWords()]), ([{ openMessageMenu }]) => openMessageMenu(scene.app, id, at));
  };
  svg.addEventListener('click', (event) => {
    const id = messageAt(event);
    if (id === null || event.detail === 0) return;
    event.stopPropagation();
    scene.select({ kind: 'message', id: String(id) });
    // What moves is hard to act on; what stands still offers what can be done to it.
    const { playhead, pace } = scene;
    if (playhead.following ? !pace.playing : !playhead.playing) actOn(id, event);
  }, { capture: true });
  svg.addEventListener('contextmenu', (event) => {
    const id = messageAt(event);
    if (id === null || (event.clientX === 0 && event.clientY === 0)) return;
    event.preventDefault();
    event.stopPropagation();
    actOn(id, event);
  }, { capture: true });
}
