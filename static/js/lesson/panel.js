// The lesson's panel, next to the stage while a lesson is played. It says where on the
// path one is, what is to be seen there, and asks what comes next.
//
//	path.js           the steps, and where a playhead stands
//	navigation.js     on, back, at once, back to the path
//	left-path.js      where the path has been left
//	progress.js       what has been met and predicted, kept in the browser
//	passage.js        prose with code in it; runs.js: the runs that it names
//	step-links.js     the steps as links
//	timeline-marks.js the steps on the timeline; mark-layout.js: where they stand on it
//	step-text.js      what is told at a step: the verdict, the passage
//	goes-on.js        that what is told goes on below what is in view
//	question.js       what is asked, and what came true
//	goal.js           what is to be brought about
//	summary.js        what comes after
//	responsive.js     the panel's place in the page

/** @import { App } from '../app.js' */
/** @import { View } from '../ui/render-loop.js' */
/** @import { Where } from './path.js' */
import { closest, element, setAttribute, setText } from '../ui/dom.js';
import { isTaken } from '../controls/keyboard.js';
import { shortcutOf } from '../ui/shortcut.js';
import { showTab } from '../ui/tabs.js';
import { Summary } from './summary.js';
import { ResponsivePanel } from './responsive.js';
import { GoalCard } from './goal.js';
import { GoesOn } from './goes-on.js';
import { LeftPath, leftIn } from './left-path.js';
import { Navigation } from './navigation.js';
import { TimelineMarks } from './timeline-marks.js';
import { plain, prose } from './passage.js';
import { addressOf, hasBegun, instantBefore, isDecided, isDone, judgedAt, nextInstant, whereIn } from './path.js';
import { ProgressBook } from './progress.js';
import { Question } from './question.js';
import { lightRuns, runsOf, showRun } from './runs.js';
import { StepText } from './step-text.js';
import { StepLinks } from './step-links.js';

/** Opens the panel. @param {App} app */
export async function enter(app) {
  // Properties have their names from the inspector.
  await Promise.all([app.moreWords('lesson'), app.moreWords('inspector')]);
  app.add(new LessonPanel(app));
}

class LessonPanel {
  /** A step is met at its instant. */
  moves = true;
  #app;
  #navigation;
  /** What is kept of built-in lessons, and what is remembered of others while the page is open. */
  #kept = new ProgressBook();
  #own = new ProgressBook(null);
  #responsive;
  #stepLinks;
  #marks;
  #stepText = new StepText();
  #question;
  #goal;
  #summary;
  #title = element('h2', { id: 'lesson-title', class: 'lesson-title' });
  #why = element('button', { type: 'button', class: 'link lesson-why', id: 'lesson-why' });
  #continue = element('button', { type: 'button', class: 'button primary', id: 'lesson-continue', 'aria-keyshortcuts': 'n' });
  #skip = element('button', { type: 'button', class: 'button small', id: 'lesson-skip' });
  #back = element('button', { type: 'button', class: 'button small', id: 'lesson-back' });
  #ways = element('div', { class: 'lesson-ways' });
  #left;
  #watching = element('p', { class: 'lesson-note', hidden: true });
  #root;
  /** @type {Where} */
  #where = { index: 0, ended: false };
  /** What is on the page; another one is written anew. */
  #shown = '';
  #entered = '';
  #name = '';

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    this.#navigation = new Navigation(app);
    const to = (/** @type {number} */ at) => void this.#navigation.to(at);
    this.#stepLinks = new StepLinks(app, to);
    this.#marks = new TimelineMarks(app, to);
    this.#question = new Question((choice) => this.#choose(choice));
    this.#goal = new GoalCard();
    this.#summary = new Summary(app, (lesson) => void this.#navigation.open(lesson), () => void this.#again());
    this.#left = new LeftPath(app, this.#ways, () => void this.#navigation.return());
    this.#ways.append(this.#back, this.#skip);
    const more = new GoesOn(app);
    const go = element('div', { class: 'lesson-go' }, more.root, this.#continue, this.#ways);
    // What is asked and what lets it happen stay together, in view.
    const foot = element('div', { class: 'lesson-foot' }, this.#question.root, go);
    this.#root = element(
      'section',
      { class: 'room lesson', id: 'lesson', 'aria-labelledby': 'lesson-title' },
      element('header', { class: 'lesson-head' }, this.#title, this.#stepLinks.root),
      this.#left.root,
      this.#stepText.root,
      this.#why,
      this.#goal.root,
      this.#summary.root,
      this.#watching,
      foot,
      this.#summary.links,
    );
    more.watch([this.#stepText.root, this.#goal.root, this.#summary.root, this.#question.root], [this.#root, go]);
    this.#responsive = new ResponsivePanel(app, this.#root);
    this.#continue.addEventListener('click', () => void this.#on());
    this.#skip.addEventListener('click', () => void this.#navigation.skip(this.#where));
    this.#back.addEventListener('click', () => void this.#navigation.back(this.#where));
    this.#why.addEventListener('click', () => showTab('details'));
    this.#light();
    lightRuns(this.#root, app);
    document.addEventListener('keydown', (event) => this.#key(event));
    app.on(['lesson', 'lang', 'clusters', 'status', 'pace'], () => this.#anew());
    app.emit('lesson'); // whoever explains may have come later than the lesson, too
  }

  get #book() {
    return this.#app.lesson?.builtIn ? this.#kept : this.#own;
  }

  /** Writes everything again with the next picture. */
  #anew() {
    const { lesson } = this.#app;
    this.#shown = '';
    if (!lesson) this.#responsive.ask(false);
    this.#marks.enter(lesson?.attempt ? undefined : lesson); // its instants are none of the learner's own run
    if (!lesson) {
      this.#responsive.show(false);
      this.#name = this.#entered = '';
      return;
    }
    if (lesson.name !== this.#name) {
      this.#name = lesson.name;
      this.#entered = '';
      if (this.#app.edge <= lesson.steps[0].at) this.#book.begin(lesson.name, lesson.steps);
    }
    this.#app.redraw();
  }

  /** @param {View} view */
  update(view) {
    const { lesson, lang, playhead, commands } = this.#app;
    if (!lesson) return;
    this.#navigation.pauseAtStep(view);
    const where = whereIn(lesson, view.time);
    const edge = Math.min(this.#app.edge, view.live ? view.time : Infinity);
    const step = lesson.steps[where.index];
    const decided = isDecided(step, edge);
    const before = instantBefore(lesson.steps, where, view.time);
    const key = [lesson.name, lesson.attempt, where.index, where.ended, decided, hasBegun(step, edge), lang, playhead.playing, commands, before !== null].join(' ');
    if (key === this.#shown) return;
    this.#shown = key;
    this.#where = where;
    this.#note(where, edge);
    this.#write(where, edge);
    this.#responsive.show(true); // with its words
    this.#enter(where, view.live || !playhead.playing);
  }

  /** Takes note of how far the reader has come. @param {Where} where @param {number} edge */
  #note(where, edge) {
    const { name, steps } = /** @type {import('../wire.js').Lesson} */ (this.#app.lesson);
    const book = this.#book;
    book.meet(name, where.index, steps.length);
    book.stand(name, where.index === 0 ? '' : steps[where.index].name);
    const { chosen } = book.of(name);
    for (const step of steps) {
      if (step.ask && chosen[step.name] !== undefined && isDecided(step, edge)) book.judge(name, step.name, chosen[step.name] === step.ask.right);
    }
    if (isDone(steps, where)) book.finish(name);
  }

  /** @param {Where} where @param {number} edge */
  #write(where, edge) {
    const app = this.#app;
    const { t, lang, playhead, commands } = app;
    const lesson = /** @type {import('../wire.js').Lesson} */ (app.lesson);
    const { steps } = lesson;
    const step = steps[where.index];
    const progress = this.#book.of(lesson.name);
    const of = { at: where.index + 1, of: steps.length };
    const title = plain(lesson.title, lang);
    const address = this.#address(where);
    app.head({ title, about: t('lesson.about', of), address });
    const out = document.getElementById('embed-open');
    if (out instanceof HTMLAnchorElement && address) out.href = address;
    setText(this.#title, lesson.number ? `${lesson.number} · ${title}` : title);
    this.#stepLinks.show(where, progress.met);
    this.#marks.show(where, progress.met);
    const judged = judgedAt(steps, where);
    this.#stepText.show({
      heading: t('lesson.step', of),
      verdict: judged?.ask ? this.#verdict(judged, progress.chosen[judged.name]) : null,
      passage: prose(step.text, lang, runsOf(app)),
    });
    const open = step.ask !== undefined && !isDecided(step, edge);
    const locked = playhead.playing || hasBegun(step, edge);
    this.#question.show(where.ended ? undefined : step.ask, { t, lang, runs: runsOf(app), chosen: progress.chosen[step.name], decided: !open, locked });
    this.#responsive.ask(open && !locked);
    this.#goal.show(step, app);
    this.#summary.show(lesson, { done: isDone(steps, where), progress });
    this.#why.hidden = !step.show;
    setText(this.#why, t('lesson.why'));
    this.#left.show(step.goal !== undefined);
    const playing = playhead.playing;
    const last = nextInstant(steps, where) === null;
    const quiet = last || (isDone(steps, where) && !step.goal);
    this.#continue.hidden = quiet || !commands;
    this.#continue.classList.toggle('primary', !playing);
    setText(this.#continue, t(playing ? 'lesson.pause' : open ? 'lesson.let' : step.goal ? 'lesson.play' : 'lesson.continue'));
    this.#skip.hidden = quiet || !commands || lesson.attempt !== undefined;
    setText(this.#skip, t('lesson.skip'));
    this.#skip.title = t('lesson.skip-about');
    setText(this.#back, t('lesson.back'));
    this.#back.hidden = lesson.attempt !== undefined || (!commands && instantBefore(steps, where, playhead.time) === null);
    setAttribute(this.#back, 'aria-disabled', String(instantBefore(steps, where, playhead.time) === null));
    this.#watching.hidden = commands;
    setText(this.#watching, t('lesson.watching'));
    this.#responsive.word(step.goal !== undefined);
  }

  /** @param {import('../wire.js').LessonStep} step @param {number | undefined} chosen */
  #verdict(step, chosen) {
    const { t, lang } = this.#app;
    const { right, choices } = /** @type {import('../wire.js').LessonQuestion} */ (step.ask);
    /** @type {'told' | 'right' | 'wrong'} */
    const kind = chosen === undefined ? 'told' : chosen === right ? 'right' : 'wrong';
    return { kind, word: t(`lesson.verdict.${kind}`), answer: prose(choices[right], lang, runsOf(this.#app)) };
  }

  /** Under which address what is here is found; nothing off the path is, nor a lesson of one's own. @param {Where} where */
  #address(where) {
    const { builtIn, name, steps } = /** @type {import('../wire.js').Lesson} */ (this.#app.lesson);
    if (!builtIn || leftIn(this.#app).length > 0) return '';
    return addressOf(name, where.index === 0 || isDone(steps, where) ? '' : steps[where.index].name);
  }

  /** What is done once, where a step is met. @param {Where} where @param {boolean} still whether the playhead has come to rest there, or follows the edge */
  #enter({ index, ended }, still) {
    const { lesson, cluster, clusters } = this.#app;
    const place = `${lesson?.name} ${index} ${ended}`;
    if (!lesson || place === this.#entered) return;
    const first = this.#entered === '';
    this.#entered = place;
    const { show, cluster: at } = lesson.steps[index];
    // Whoever has left the path looks at what they did.
    if (!ended && this.#app.onPath(cluster.id)) {
      if (clusters.size > 1) this.#app.activate(show?.run || at);
      if (show) this.#app.select({ kind: /** @type {import('../app.js').Selection['kind']} */ (show.kind), id: show.id });
    }
    if (first) showTab('lesson');
    else if (still && this.#root.contains(document.activeElement)) this.#stepText.focus();
    // Either scrolls, by how wide the page is.
    for (const box of [this.#root, this.#root.closest('.left')]) if (box) box.scrollTop = 0;
  }

  async #on() {
    const { lesson, cluster, playhead } = this.#app;
    const next = lesson?.steps[this.#where.index + 1];
    if (next && !playhead.playing && this.#app.onPath(cluster.id)) showRun(this.#app, next.show?.run || next.cluster);
    await this.#navigation.on();
  }

  async #again() {
    const { lesson } = this.#app;
    if (!lesson) return;
    this.#book.begin(lesson.name, lesson.steps);
    if (lesson.builtIn) await this.#navigation.open(lesson.name);
    else await this.#navigation.to(lesson.steps[0].at);
  }

  /** @param {number} choice */
  #choose(choice) {
    const { lesson } = this.#app;
    if (lesson) this.#book.choose(lesson.name, lesson.steps[this.#where.index].name, choice);
  }

  /** Servers and clients that a passage names are lit while a pointer rests on their names. */
  #light() {
    const named = (/** @type {globalThis.Event} */ event) => closest(event, '[data-about-server]');
    this.#root.addEventListener('pointerover', (event) => {
      const id = named(event)?.getAttribute('data-about-server');
      this.#app.highlight(id ? { ids: [id] } : null);
    });
    this.#root.addEventListener('pointerleave', () => this.#app.highlight(null));
  }

  /** The keys of a lesson: n goes on, and so does Enter in its panel. @param {KeyboardEvent} event */
  #key(event) {
    const { target, key } = event;
    if (!this.#app.lesson || event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTaken(event)) return;
    const here = target === document.body || (target instanceof Node && this.#root.contains(target));
    if (shortcutOf(event) !== 'n' && !(key === 'Enter' && here)) return;
    event.preventDefault();
    if (!this.#continue.hidden && !this.#app.playhead.playing) void this.#on();
  }
}
