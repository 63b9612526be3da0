// What explains the page is fetched as soon as somebody is there to ask: at the
// first movement, touch or key, or when a property breaks. Until then the top bar
// has only the claim that everything watched holds.

/** @import { App } from '../app.js' */
/** @import { Drawer } from '../ui/render-loop.js' */
import { byId, element, setText } from '../ui/dom.js';
import { lazy } from '../ui/lazy.js';
import { styleSheet } from '../ui/style-sheet.js';
import { connectInspectorTabs } from './tabs.js';

/** The signs of somebody who may ask. */
const SIGNS = ['pointermove', 'pointerdown', 'keydown', 'focusin'];

/**
 * @param {App} app
 * @param {(...parts: Drawer[]) => void} add takes up the parts that explain
 * @returns {Drawer}
 */
export function explainWhenAsked(app, add) {
  connectInspectorTabs(() => app.redraw());
  const [long, short] = [element('span', { class: 'long' }), element('span', { class: 'short' })];
  const claim = element('span', { class: 'badge' }, '✓ ', long, short);
  byId('properties').append(claim);
  const show = () => {
    const count = (app.cluster.properties ?? []).length;
    claim.hidden = count === 0;
    setText(long, app.t('badge.hold', { count }));
    setText(short, String(count));
    claim.title = long.textContent ?? '';
  };
  // Whoever presses it wants to know more, though it is no button yet.
  let pressed = false;
  claim.addEventListener('pointerdown', () => (pressed = true));
  const explain = lazy(async () => {
    const [{ Inspector }, { Badge }, { BusyClient }] = await Promise.all([import('./inspector.js'), import('./badge.js'), import('../controls/busy-client.js'), app.moreWords('inspector'), styleSheet('explain')]);
    const badge = new Badge(app);
    add(new Inspector(app), badge, new BusyClient(app));
    if (pressed) badge.open();
    for (const sign of SIGNS) document.removeEventListener(sign, ask, true);
    app.redraw();
  });
  const ask = () => void explain().catch(() => {}); // the next sign asks again
  for (const sign of SIGNS) document.addEventListener(sign, ask, { capture: true, passive: true });
  app.on(['cluster', 'lang'], show);
  // A lesson points at things.
  app.on('lesson', ask);
  show();
  let version = 0;
  return {
    update() {
      let now = 0;
      for (const { history } of app.clusters) now += history.timeline.version;
      if (now === version) return;
      version = now;
      for (const { cluster, history } of app.clusters) if ((cluster.breaches ?? []).length > 0 || history.timeline.marks.some((mark) => mark.violation)) ask();
    },
  };
}
