// Changing how a run begins, in its text: the same seed and the same commands
// under another setting. A header's lines stand before the first statement and
// none of them can be mistaken for one, so a line is found by its first words.

/**
 * The text with a setting changed; it stands right below the first line.
 * @param {string} text
 * @param {string} name the words that its line begins with
 * @param {string} line what it is to be; "" for what a run has by itself
 */
export function withSetting(text, name, line) {
  const lines = text.split('\n').filter((l) => !begins(l, name));
  if (line) lines.splice(lines.findIndex((l) => begins(l, 'raft')) + 1, 0, line);
  return lines.join('\n');
}

/** The text with a rule switched off, or on again. @param {string} text @param {string} rule @param {boolean} off */
export function withRule(text, rule, off) {
  return withSetting(text, `without ${rule}`, off ? `without ${rule}` : '');
}

/** @param {string} line @param {string} name */
function begins(line, name) {
  const words = line.split('#')[0].trim().split(/\s+/);
  return name.split(' ').every((word, i) => words[i] === word);
}
