// What goes with several clusters: their titles, where they differ, on which of them
// commands act, how another is opened; and what makes the run pause by itself. It is
// fetched once there is more than one cluster, or when it is asked for.
//
//   commands.js           to fork, to compare, to close
//   describe.js           what a change is, how clusters differ, in words
//   titles.js             a title over each cluster, or a strip of names where one is shown at a time
//   overview.js           over the stages, in words, how they differ; contrast.js: those words
//   differences.js        marks on the timeline
//   action-target.js      on one or on all
//   fork-note.js          where a fork begins, in the feed
//   dialog.js             the dialog that opens a comparison
//   breakpoints/panel.js  the panel with what pauses the run
//   breakpoints/notice.js why it has paused

/** @import * as wire from '../wire.js' */
/** @import { App } from '../app.js' */
import { arrange } from '../stage/grid-layout.js';
import { CompareCommands } from './commands.js';
import { BreakpointPanel } from '../breakpoints/panel.js';
import { Differences } from './differences.js';
import { StopNotice } from '../breakpoints/notice.js';
import { ActionTarget } from './action-target.js';
import { ForkNote } from './fork-note.js';
import { Overview } from './overview.js';
import { Titles } from './titles.js';
import { lazy, withLoaded } from '../ui/lazy.js';
import { styleSheet } from '../ui/style-sheet.js';

export class Comparison {
  commands;
  #app;
  #breakpoints;
  #stop;
  #fetchDialog = lazy(async () => {
    const [{ CompareDialog }] = await Promise.all([import('./dialog.js'), this.#app.moreWords(), styleSheet('dialogs')]);
    return new CompareDialog(this.#app, this.commands);
  });

  /** @param {App} app */
  constructor(app) {
    this.#app = app;
    this.commands = new CompareCommands(app);
    app.arrange = arrange;
    new Titles(app, this.commands, (id) => void this.compare(id));
    new Overview(app);
    new Differences(app);
    new ActionTarget(app);
    new ForkNote(app);
    this.#breakpoints = new BreakpointPanel(app);
    this.#stop = new StopNotice(app);
    app.resized();
  }

  /** Opens the dialog that compares a cluster with the same run after a change. @param {string} id */
  compare(id) {
    return withLoaded(this.#app, this.#fetchDialog(), (dialog) => {
      dialog.about(id);
      dialog.open();
    });
  }

  /** Opens the panel with the breakpoints. @param {HTMLElement} button next to which it opens */
  breakpoints(button) {
    this.#breakpoints.toggle(button);
  }

  /** The run has paused by itself. @param {wire.Stop} stop */
  stopped(stop) {
    // Why a lesson pauses is told by the lesson.
    if (!this.#app.lesson || stop.break !== 'step') this.#stop.show(stop);
  }
}
