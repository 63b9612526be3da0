// The steps of a lesson on the timeline: their numbers at their instants. They are for
// pointers; whoever has a keyboard has the links. A press leads to the step, as a link
// does, and a drag that begins on a mark moves the playhead.

/** @import { App } from '../app.js' */
/** @import { Viewport } from '../timeline/viewport.js' */
/** @import * as wire from '../wire.js' */
/** @import { Where } from './path.js' */
import { byId, closest, element } from '../ui/dom.js';
import { HEAD, laneRooms } from '../timeline/canvas.js';
import { lastInstant } from './path.js';
import { placed } from './mark-layout.js';

/** How wide a mark is, the room that it needs between the axis and the lanes, and where that begins where flags stand over it, in rem. */
const SIZE = 1.125;
const ROOM = 1.125;
const TOP = 1.5;
/** How far a pointer moves until it drags, in px. */
const DRAG = 6;

export class TimelineMarks {
  #app;
  #to;
  #track = byId('track');
  #root = element('div', { class: 'step-marks', 'aria-hidden': 'true' });
  /** @type {HTMLElement[]} */
  #marks = [];
  /** @type {readonly wire.LessonStep[]} */
  #steps = [];
  #current = 0;
  /** How large a rem is, in px. */
  #rem = 16;
  /** The pointer that has pressed a mark, as long as it may be a press. @type {PointerEvent | null} */
  #pressed = null;
  #dragged = false;

  /** @param {App} app @param {(at: number) => void} to goes to an instant */
  constructor(app, to) {
    this.#app = app;
    this.#to = to;
    this.#track.append(this.#root);
    this.#root.addEventListener('pointerdown', (event) => this.#down(event));
    this.#root.addEventListener('pointermove', (event) => {
      if (event.pointerId === this.#pressed?.pointerId && Math.abs(event.clientX - this.#pressed.clientX) > DRAG) this.#drag();
    });
    for (const end of /** @type {const} */ (['pointerup', 'pointercancel'])) this.#root.addEventListener(end, () => (this.#pressed = null));
    this.#root.addEventListener('click', (event) => this.#press(event));
    // A second finger stretches what is shown.
    this.#track.addEventListener('pointerdown', (event) => this.#pressed && event.pointerId !== this.#pressed.pointerId && this.#drag(), { capture: true });
    app.on('size', () => this.#room());
  }

  /** Takes up the lesson that is played, or none. @param {wire.Lesson | undefined} lesson */
  enter(lesson) {
    this.#steps = lesson?.steps ?? [];
    this.#app.timeline?.cover(lesson ? lastInstant(lesson.steps) : 0);
    if (this.#marks.length !== this.#steps.length) {
      this.#marks = this.#steps.map((_, i) => element('div', { class: 'step-mark', 'data-mark': i + 1 }, element('i'), element('b', {}, String(i + 1))));
      this.#root.replaceChildren(...this.#marks);
    }
    this.#track.classList.toggle('has-steps', lesson !== undefined);
    this.#room();
  }

  /** Has the timeline keep room for the marks. */
  #room() {
    this.#rem = parseFloat(getComputedStyle(document.documentElement).fontSize);
    this.#app.timeline?.lay(this, this.#steps.length > 0 ? ROOM * this.#rem + Math.max(0, TOP * this.#rem - HEAD) : 0);
  }

  /** @param {Where} where @param {number} met how many steps have been met */
  show({ index }, met) {
    const { t, commands, edge } = this.#app;
    this.#marks.forEach((mark, i) => {
      mark.classList.toggle('is-met', i < met);
      mark.classList.toggle('is-current', i === index);
      // Whoever watches goes no farther than the run has come.
      mark.classList.toggle('is-fixed', !commands && this.#steps[i].at > edge);
      mark.title = t(i < met ? 'lesson.step-met' : 'lesson.step-not-met', { at: i + 1 });
    });
    if (this.#current === index) return;
    this.#current = index;
    this.#room();
  }

  /** Puts the marks where their instants are. @param {Viewport} window @param {number} width @param {number} height */
  place(window, width, height) {
    if (this.#steps.length === 0) return;
    const { head } = laneRooms(height);
    this.#track.style.setProperty('--steps-top', `${head < HEAD ? head : Math.max(head, TOP * this.#rem)}px`);
    const places = placed(
      this.#steps.map(({ at }) => window.partAt(at) * width),
      { current: this.#current, size: SIZE * this.#rem, width },
    );
    this.#marks.forEach((mark, i) => {
      const place = places[i];
      mark.hidden = place === null;
      if (!place) return;
      const { at, x, tick, from, to } = place;
      mark.classList.toggle('is-tick', tick);
      mark.style.left = `${from.toFixed(1)}px`;
      mark.style.width = `${(to - from).toFixed(1)}px`;
      mark.style.setProperty('--at', `${(at - from).toFixed(1)}px`);
      mark.style.setProperty('--x', `${(x - from).toFixed(1)}px`);
    });
  }

  /** @param {PointerEvent} event */
  #down(event) {
    this.#dragged = false;
    if (event.button !== 0 || !(event.target instanceof Element)) return;
    event.stopPropagation();
    event.target.setPointerCapture(event.pointerId);
    this.#pressed = event;
  }

  /** What was pressed drags the playhead, as anywhere else on the track. */
  #drag() {
    const pressed = /** @type {PointerEvent} */ (this.#pressed);
    this.#pressed = null;
    this.#dragged = true;
    const { pointerId, pointerType, clientX, clientY, isPrimary } = pressed;
    this.#track.dispatchEvent(new PointerEvent('pointerdown', { pointerId, pointerType, clientX, clientY, isPrimary, button: 0, buttons: 1 }));
  }

  /** @param {MouseEvent} event */
  #press(event) {
    const mark = closest(event, '.step-mark');
    const step = this.#steps[Number(mark?.getAttribute('data-mark')) - 1];
    if (step && !this.#dragged) this.#to(step.at);
  }
}
