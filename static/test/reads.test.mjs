import test from 'node:test';
import assert from 'node:assert/strict';

import { READING, settingsOfReading, wayOfReading } from '../js/scenario/reads.js';

test('a run that begins with the settings of a way to read reads in that way', () => {
  const ways = Object.keys(READING);
  assert.deepEqual(ways.map((way) => wayOfReading(settingsOfReading(way))), ways);
});
