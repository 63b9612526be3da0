// Why a control would do nothing now. Such a control stays focusable and says its
// reason: to a pointer, to the keyboard, to a screen reader, and when it is
// pressed nevertheless.

import { byId, closest, element } from './dom.js';

const tooltip = byId('tooltip');
/** How long a pointer rests on a control before it is told, in ms. */
const PATIENCE = 350;

/**
 * Lets a control say why it would do nothing, or lets it do something again.
 * @param {HTMLElement} control
 * @param {string | null} reason
 */
export function setReason(control, reason) {
  if ((control.dataset.reason ?? null) === reason) return;
  const id = `why-${control.id || control.dataset.do}`;
  if (reason === null) {
    control.removeAttribute('aria-disabled');
    delete control.dataset.reason;
    if (control.getAttribute('aria-describedby') === id) control.removeAttribute('aria-describedby');
    document.getElementById(id)?.remove();
  } else {
    control.setAttribute('aria-disabled', 'true');
    control.dataset.reason = reason;
    control.setAttribute('aria-describedby', id);
    let words = document.getElementById(id);
    if (!words) byId('reasons').append((words = element('span', { id })));
    words.textContent = reason;
  }
  if (shownOn === control) show(control);
}

/** The reason that a control gives, if any. @param {Element} control @returns {string | null} */
export function reasonOf(control) {
  return control instanceof HTMLElement ? (control.dataset.reason ?? null) : null;
}

/** @type {HTMLElement | null} */
let shownOn = null;
let timer = 0;

/** What a control has to tell: its reason, or else what it does. @param {HTMLElement} control */
function show(control) {
  const text = control.dataset.reason ?? control.dataset.about;
  if (!text) {
    hide();
    return;
  }
  shownOn = control;
  tooltip.textContent = text;
  tooltip.hidden = false;
  const at = control.getBoundingClientRect();
  const size = tooltip.getBoundingClientRect();
  const below = at.bottom + 6 + size.height < innerHeight;
  tooltip.style.left = `${Math.max(8, Math.min(at.left, innerWidth - size.width - 8))}px`;
  tooltip.style.top = `${below ? at.bottom + 6 : at.top - size.height - 6}px`;
}

function hide() {
  clearTimeout(timer);
  shownOn = null;
  tooltip.hidden = true;
}

/** @param {globalThis.Event} event @returns {HTMLElement | null} */
function teller(event) {
  return closest(event, '[data-reason], [data-about]');
}

/** Makes reasons, and what controls say about themselves, appear. */
export function connectReasons() {
  document.addEventListener('pointerover', (event) => {
    const control = teller(event);
    if (!control || event.pointerType !== 'mouse' || control === shownOn) return;
    clearTimeout(timer);
    timer = setTimeout(() => show(control), control.dataset.reason ? PATIENCE : 2 * PATIENCE);
  });
  document.addEventListener('pointerout', (event) => {
    if (teller(event)) hide();
  });
  document.addEventListener('focusin', (event) => {
    const control = teller(event);
    if (control && control.matches(':focus-visible')) show(control);
  });
  document.addEventListener('focusout', hide);
  document.addEventListener('pointerdown', hide);
  document.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') hide();
  });
  document.addEventListener('scroll', hide, true);
}
