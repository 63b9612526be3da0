// Where the width does not suffice for all panels, tabs choose which one is seen.

import { closest } from './dom.js';
/** Widths at which there are tabs. The style sheet has the same number. */
const narrow = matchMedia('(max-width: 1199.98px)');

/** @returns {HTMLElement[]} */
const tabs = () => [...document.querySelectorAll(/** @type {'button'} */ ('#tabs [role="tab"]'))];

/** Shows a panel, where there are tabs. @param {string} name */
export function showTab(name) {
  document.documentElement.dataset.tab = name;
  for (const tab of tabs()) {
    const chosen = tab.dataset.tab === name;
    tab.setAttribute('aria-selected', String(chosen));
    tab.tabIndex = chosen ? 0 : -1;
  }
}

/** Says of the panels that they belong to tabs, where there are tabs. */
export function roles() {
  for (const tab of tabs()) {
    const panel = document.getElementById(tab.dataset.tab ?? '');
    if (narrow.matches) panel?.setAttribute('role', 'tabpanel');
    else panel?.removeAttribute('role');
  }
}

export function connectTabs() {
  narrow.addEventListener('change', roles);
  roles();
  document.getElementById('tabs')?.addEventListener('click', (event) => {
    const tab = closest(event, '[role="tab"]');
    if (tab) showTab(tab.dataset.tab ?? '');
  });
  document.getElementById('tabs')?.addEventListener('keydown', (event) => {
    const all = tabs();
    const at = all.indexOf(/** @type {HTMLElement} */ (event.target));
    const to = { ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: -1 }[event.key];
    if (to === undefined || at < 0) return;
    const next = all.at(to % all.length);
    if (!next) return;
    event.preventDefault();
    event.stopPropagation();
    showTab(next.dataset.tab ?? '');
    next.focus();
  });
  showTab('controls');
}
