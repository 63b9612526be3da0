// How the inspector names the engine's rules where it shows one: by its identifier
// in the program, and where the paper states it.

import { RULES } from '../scenario/rules.js';

/** @type {Map<string, string>} */
const SECTIONS = new Map(RULES);

/** Where a rule is stated; "" if it is none. @param {string | undefined} rule */
export function sectionOf(rule) {
  return SECTIONS.get(rule ?? '') ?? '';
}

/** A rule's identifier: "CommitMajority". @param {string} rule as the engine names it */
export function identifierOf(rule) {
  return rule.replace(/(?:^|-)([a-z])/g, (_, letter) => letter.toUpperCase());
}
