// The views of the page: which there are, in which order they draw, and what is
// fetched when it is needed.

/** @import { App } from './app.js' */
// The order of the rooms is the one in which they, packed, compress best.
import { connectReasons } from './ui/disabled-reason.js';
import { connectSize } from './ui/size.js';
import { connectTabs } from './ui/tabs.js';
import { onSystemTheme } from './ui/theme.js';
import { TopBar } from './ui/topbar.js';
import { connectDialogs } from './dialogs/open.js';
import { Hint } from './controls/hint.js';
import { connectKeys } from './controls/keyboard.js';
import { Panel } from './controls/panel.js';
import { ServerMenuTrigger } from './controls/server-menu-trigger.js';
import { Banners } from './connection/banner.js';
import { connectLinks } from './connection/links.js';
import { noticeWhenNoRun } from './connection/open-no-run.js';
import { lessonWhenPlayed } from './lesson/open.js';
import { connectShare } from './share/open.js';
import { tellWhenOver } from './timeline/open-run-end.js';
import { Timeline } from './timeline/timeline.js';
import { Transport } from './timeline/transport.js';
import { showDisabledRules } from './stage/disabled-rules.js';
import { connectLegend } from './stage/legend-button.js';
import { Feed } from './narration/feed.js';
import { Scene } from './narration/scene.js';
import { explainWhenAsked } from './inspector/open.js';
import { StateTable } from './inspector/state-table.js';
import { compareWhenNeeded } from './compare/open.js';

/** What is there from the start, but for the stage. @param {App} app */
export function addViews(app) {
  connectReasons();
  app.timeline = new Timeline(app);
  app.add(new TopBar(app), new Panel(app), new StateTable(app), new Feed(app), new Transport(app), app.timeline, new Hint(app), new Scene(app), app.presenter);
  tellWhenOver(app, new Banners(app));
  new ServerMenuTrigger(app);
  connectDialogs(app);
  connectShare(app);
  connectLegend(app);
  showDisabledRules(app);
  connectKeys(app);
  connectTabs();
  connectLinks();
  noticeWhenNoRun(app);
  connectSize(app);
  onSystemTheme(() => app.emit('theme'));
}

/** What is fetched once there is a reason to. @param {App} app */
export function addWhenNeeded(app) {
  compareWhenNeeded(app);
  lessonWhenPlayed(app);
  app.add(explainWhenAsked(app, (...parts) => app.add(...parts)));
}
