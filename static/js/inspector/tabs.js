// The tabs of the right column: what is selected, and Figure 2's procedures.

import { byId, closest } from '../ui/dom.js';

/** The two tabs: what is selected, and Figure 2's procedures. @param {() => void} shown is called when another one is */
export function connectInspectorTabs(shown) {
  const list = byId('inspector-tabs');
  const tabs = [...list.querySelectorAll(/** @type {'button'} */ ('[role="tab"]'))];
  /** @param {HTMLElement} chosen */
  const show = (chosen) => {
    for (const tab of tabs) {
      tab.setAttribute('aria-selected', String(tab === chosen));
      tab.tabIndex = tab === chosen ? 0 : -1;
      byId(tab.getAttribute('aria-controls') ?? '').hidden = tab !== chosen;
    }
    shown();
  };
  list.addEventListener('click', (event) => {
    const tab = closest(event, '[role="tab"]');
    if (tab) show(tab);
  });
  list.addEventListener('keydown', (event) => {
    const step = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const at = tabs.findIndex((tab) => tab === event.target);
    if (step === undefined || at < 0) return;
    event.preventDefault();
    event.stopPropagation();
    const next = tabs[(at + step + tabs.length) % tabs.length];
    show(next);
    next.focus();
  });
}
