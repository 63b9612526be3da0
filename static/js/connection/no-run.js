// What stands in place of a run that is not there: what is wrong with what was
// brought along, and the ways on; or who is waited for. Nothing else is shown as if
// it were that run.

/** @import { App } from '../app.js' */
/** @import { Refused } from './requests.js' */
import { element } from '../ui/dom.js';
import { inFrame } from '../ui/embed.js';
import { refusalText } from './refusals.js';
import { beginAfresh } from './recovery.js';
import { save } from '../ui/copy-and-save.js';
import { toast } from '../ui/toasts.js';

/** A text that could not be opened, and why. @typedef {{why: Refused, text: string}} Unread */
/** @typedef {{label: string, act?: () => void, href?: string, primary?: boolean}} Way */
/** @typedef {{title: string, lines: string[], ways: Way[], text?: string, summary?: string, calm?: boolean}} Content */

/** What is wrong with a link of which a part is missing. */
const DAMAGED = new Set(['scenario.broken-link', 'scenario.no-link']);

/** What is shown. @type {HTMLElement | undefined} */
let card;
/** @type {Unread | undefined} */
let brought;

/** Shows what there is to say now, if anything. @param {App} app @param {Unread} [unread] */
export function notice(app, unread) {
  brought = unread ?? brought;
  const content = brought ? ofText(app, brought) : ofStatus(app);
  const opened = card?.querySelector('details')?.open ?? false;
  card?.remove();
  card = content && draw(content, opened);
  document.documentElement.toggleAttribute('data-notice', card !== undefined);
  // Where nothing can be done, there is nothing to do it with.
  document.documentElement.toggleAttribute('data-empty', card !== undefined && app.clusters.size === 0);
  if (card) document.querySelector('.stage-room')?.append(card);
}

/** @param {App} app @returns {Content | undefined} */
function ofStatus(app) {
  const { t, stream, clusters } = app;
  const { state, why, brought: what } = stream.status;
  const own = { label: t('notice.own'), act: () => beginAfresh('', true), primary: true };
  if (state === 'waiting' && clusters.size === 0) {
    return { title: t('notice.waiting'), lines: [t('notice.waiting.line')], ways: [{ ...own, primary: false }], calm: true };
  }
  if (state !== 'unread' || !why) return undefined;
  const { run, lasts } = stream.kept;
  if (what === 'run' && run) return ofRun(app, { why, text: run.text, lasts, fresh: () => beginAfresh('', true) });
  const lines = [refusalText(t, why)];
  if (what !== 'lesson') {
    if (DAMAGED.has(why.code)) lines.push(t('notice.link.line'));
    return { title: t('notice.link'), lines, ways: [own] };
  }
  const lessons = { label: t('top.lessons'), href: '/lessons', primary: true };
  return { title: t('notice.lesson'), lines, ways: inFrame ? [own] : [lessons, { ...own, primary: false }] };
}

/** A run of its own stands behind it already. @param {App} app @param {Unread} unread @returns {Content} */
function ofText(app, { why, text }) {
  const fresh = () => {
    brought = undefined;
    notice(app);
  };
  return ofRun(app, { why, text, lasts: false, fresh });
}

/** @param {App} app @param {{why: Refused, text: string, lasts: boolean, fresh: () => void}} run @returns {Content} */
function ofRun(app, { why, text, lasts, fresh }) {
  const { t } = app;
  return {
    title: t('notice.run'),
    lines: [refusalText(t, why), t(lasts ? 'notice.run.kept' : 'notice.run.here')],
    ways: [{ label: t('notice.save'), act: () => save(app, text), primary: true }, { label: t('banner.fresh'), act: fresh }],
    text,
    summary: t('notice.text'),
  };
}

/** @param {Content} content @param {boolean} opened whether the text is to be seen */
function draw({ title, lines, ways, text, summary = '', calm }, opened) {
  const inside = element('div', { class: 'notice-inside' }, picture(), element('h2', {}, title), ...lines.map((line) => element('p', {}, line)));
  if (text !== undefined) {
    const area = element('textarea', { readonly: true, rows: 6, wrap: 'off', spellcheck: 'false', 'aria-label': summary });
    area.value = text;
    inside.append(element('details', { open: opened }, element('summary', {}, summary), area));
  }
  const buttons = ways.map(({ label, act, href, primary }) => {
    const look = `button${primary ? ' primary' : ''}`;
    if (href) return element('a', { class: look, href }, label);
    const button = element('button', { type: 'button', class: look }, label);
    if (act) button.addEventListener('click', act);
    return button;
  });
  inside.append(element('p', { class: 'notice-ways' }, ...buttons));
  return element('section', { class: 'notice', id: 'notice', role: calm ? 'status' : 'alert' }, inside);
}

/** Three servers that are not there. */
function picture() {
  const made = document.createElementNS('http://www.w3.org/2000/svg', 'svg');
  made.setAttribute('viewBox', '0 0 72 60');
  made.setAttribute('aria-hidden', 'true');
  for (const [cx, cy] of [[36, 13], [14, 47], [58, 47]]) {
    const disc = document.createElementNS('http://www.w3.org/2000/svg', 'circle');
    for (const [name, value] of Object.entries({ cx, cy, r: 11 })) disc.setAttribute(name, String(value));
    made.append(disc);
  }
  return made;
}

/** Says that the browser does not keep this run, to whoever acts in it. @param {App} app */
export function warnUnkept(app) {
  const { t, stream } = app;
  toast(t('notice.unkept'), { label: t('notice.save'), act: () => save(app, stream.kept.run?.text ?? '') });
}
