import assert from 'node:assert/strict';
import { test } from 'node:test';

// The module finds what the shell has only once it is made.
const { instead } = await import('../js/controls/busy-client.js');
const client = (id, phase = 'idle', queued = 0) => ({ id, phase, queued });

test('another client is offered where something waits behind a request, and only there', () => {
  assert.equal(instead({ clients: [client('c1', 'sent')] }, 'c1'), '');
  assert.equal(instead({ clients: [client('c1', 'sent', 1)] }, 'c1'), 'c2');
  assert.equal(instead({ clients: [client('c1', 'sent', 1), client('c2', 'stored'), client('c3', 'answered')] }, 'c1'), 'c3');
  assert.equal(instead({ clients: [client('c1', 'sent', 1), client('c2', 'answered', 1)] }, 'c1'), 'c3');
  assert.equal(instead({ clients: [client('c1', 'sent', 1), client('c2')] }, 'c2'), '');
});

test('where all clients that there can be are busy, none is offered', () => {
  const all = Array.from({ length: 8 }, (_, i) => client(`c${i + 1}`, 'sent', 1));
  assert.equal(instead({ clients: all }, 'c1'), '');
});
