// A cluster that runs without a rule says so, always: in the top bar, and over its
// picture, where each such rule is named.

/** @import { App } from '../app.js' */
import { open } from '../dialogs/open.js';
import { byId, closest, element, setText } from '../ui/dom.js';

/** @param {App} app */
export function showDisabledRules(app) {
  const bar = byId('run-without');
  const stage = byId('stage-without');
  const show = () => {
    const { t, cluster } = app;
    const rules = cluster.options?.without ?? [];
    bar.hidden = stage.hidden = rules.length === 0;
    setText(bar, rules.length === 1 ? t('without.rule', { rule: rules[0] }) : t('without.rules', { count: rules.length }));
    stage.replaceChildren(...rules.map((rule) => element('button', { type: 'button', class: 'without', 'data-rule': rule }, t('without.rule', { rule }))));
  };
  const about = (/** @type {globalThis.Event} */ event) => {
    if (closest(event, '.without')) void open(app, 'rules');
  };
  for (const on of [bar, stage]) on.addEventListener('click', about);
  app.on(['cluster', 'lang'], show);
  show();
}
