// Whether anybody is there at the other end of the line. A network can go mute, a
// proxy can swallow what is said in one direction, a machine can sleep: no socket
// closes then. So the page asks now and then, whatever else comes, and a line on
// which nothing is heard, or no question is answered, is dead.
//
// Silence is counted in turns of the page's own timer, not on the clock: a machine
// that slept, or a tab whose timers are held back, has heard nothing because it did
// not listen. Whoever finds itself late asks first, and waits a little.

/** How often it looks, in ms; all else is counted in such turns. */
const TURN = 1_000;
/** How often it asks. */
const ASK_EVERY = 5;
/** How long there may be silence, and how long after a doubt. */
const SILENCE = 10;
const DOUBT = 4;
/** A turn that comes so much later than it should, in ms, was held back. */
const HELD_BACK = 3_000;

export class Pulse {
  #ask;
  #dead;
  #timer = 0;
  #turned = 0;
  #untilAsked = 0;
  /** Turns since anything was heard. */
  #quiet = 0;
  /** Turns since the oldest question that has no answer; null when all have one. @type {number | null} */
  #unanswered = null;
  #doubting = false;

  /**
   * @param {() => void} ask asks whether anybody is there
   * @param {() => void} dead called once nobody is
   */
  constructor(ask, dead) {
    this.#ask = ask;
    this.#dead = dead;
  }

  /** There is a line, on which something was heard just now. */
  begin() {
    this.#quiet = 0;
    this.#unanswered = null;
    this.#doubting = false;
    this.#untilAsked = ASK_EVERY;
    this.#next();
  }

  /** There is none any more. */
  end() {
    clearTimeout(this.#timer);
    this.#timer = 0;
  }

  /** Something was heard. @param {boolean} answer whether it answers the question */
  heard(answer) {
    this.#quiet = 0;
    if (!answer) return;
    this.#unanswered = null;
    this.#doubting = false;
  }

  /** There is reason to doubt that the line is what it was: it is asked at once. */
  doubt() {
    if (!this.#timer || this.#doubting) return;
    this.#doubting = true;
    this.#quiet = 0;
    this.#unanswered = null;
    this.#question();
    this.#next();
  }

  #question() {
    this.#untilAsked = ASK_EVERY;
    this.#unanswered ??= 0;
    this.#ask();
  }

  #next() {
    clearTimeout(this.#timer);
    this.#turned = Date.now();
    this.#timer = Number(setTimeout(() => this.#turn(), TURN));
  }

  #turn() {
    const late = Date.now() - this.#turned - TURN > HELD_BACK;
    if (late && !this.#doubting) {
      this.doubt();
      return;
    }
    this.#quiet++;
    if (this.#unanswered !== null) this.#unanswered++;
    const bound = this.#doubting ? DOUBT : SILENCE;
    if (this.#quiet >= bound || (this.#unanswered ?? 0) >= bound) {
      this.end();
      this.#dead();
      return;
    }
    if (--this.#untilAsked <= 0) this.#question();
    this.#next();
  }
}
