// The path of a lesson: its steps in the order in which they are met, and where on
// it a playhead stands.

/** @import * as wire from '../wire.js' */

/**
 * Where on a lesson's path a playhead stands.
 * @typedef {object} Where
 * @property {number} index of the step, from 0; before the first one, the first
 * @property {boolean} ended whether the last step's time has passed, too
 */

/** @param {readonly wire.LessonStep[]} steps @param {number} time @returns {Where} */
export function whereAt(steps, time) {
  let index = 0;
  while (index + 1 < steps.length && steps[index + 1].at <= time) index++;
  return { index, ended: index === steps.length - 1 && steps[index].until <= time };
}

/** Where whoever studies a lesson stands: where the playhead is, or at the step whose goal they go for alone. @param {wire.Lesson} lesson @param {number} time @returns {Where} */
export function whereIn({ steps, attempt }, time) {
  const gone = steps.findIndex(({ name }) => name === attempt);
  return gone >= 0 ? { index: gone, ended: false } : whereAt(steps, time);
}

/** Whether what a step asks about has happened: then a prediction comes too late. @param {wire.LessonStep} step @param {number} edge */
export function isDecided(step, edge) {
  return step.until <= edge;
}

/** Whether some of what a step asks about has been seen: then a prediction would be none. @param {wire.LessonStep} step @param {number} edge */
export function hasBegun(step, edge) {
  return edge > step.at;
}

/** The question whose answer is told at a place, if there is one: that of the step before. @param {readonly wire.LessonStep[]} steps @param {Where} where @returns {wire.LessonStep | undefined} */
export function judgedAt(steps, { index, ended }) {
  const step = ended ? steps[index] : steps[index - 1];
  return step?.ask ? step : undefined;
}

/** Whether a lesson is done at a place: nothing is left to happen that it speaks of. @param {readonly wire.LessonStep[]} steps @param {Where} where */
export function isDone(steps, { index, ended }) {
  const last = steps[steps.length - 1];
  if (index < steps.length - 1) return false;
  if (last.goal) return last.goal.reached !== undefined;
  return ended || !last.ask;
}

/** Until when a lesson goes: to its last step, or until what that asks or demands has come. @param {readonly wire.LessonStep[]} steps */
export function lastInstant(steps) {
  const last = steps[steps.length - 1];
  return last.ask || last.goal ? last.until : last.at;
}

/** The instant to which one goes on from a place: the next step, or the end. @param {readonly wire.LessonStep[]} steps @param {Where} where @returns {number | null} null at the end */
export function nextInstant(steps, { index, ended }) {
  return ended ? null : steps[index].until;
}

/**
 * The instant to which one goes back: the step before, or, from the midst of a step,
 * its beginning.
 * @param {readonly wire.LessonStep[]} steps
 * @param {Where} where
 * @param {number} time
 * @returns {number | null} null at the first step
 */
export function instantBefore(steps, { index }, time) {
  if (time > steps[index].at) return steps[index].at;
  return index > 0 ? steps[index - 1].at : null;
}

/** The address of a built-in lesson, or of a step of it. @param {string} lesson @param {string} [step] */
export function addressOf(lesson, step) {
  return `/lesson/${lesson}${step ? `/${step}` : ''}`;
}
