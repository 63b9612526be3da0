// Light or dark: as the system has it, or as chosen.

import { remember } from './i18n.js';

/** @typedef {'system' | 'light' | 'dark'} Theme */

const root = document.documentElement;
const systemIsDark = matchMedia('(prefers-color-scheme: dark)');

/** What is chosen. @returns {Theme} */
export function theme() {
  const chosen = root.dataset.theme;
  return chosen === 'light' || chosen === 'dark' ? chosen : 'system';
}

/** @param {Theme} chosen */
export function setTheme(chosen) {
  root.dataset.theme = chosen;
  remember('theme', chosen);
}

/** Calls back when the system changes its mind. @param {() => void} changed */
export function onSystemTheme(changed) {
  systemIsDark.addEventListener('change', changed);
}
