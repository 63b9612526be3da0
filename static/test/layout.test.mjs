import assert from 'node:assert/strict';
import { test } from 'node:test';
import { along, routes } from '../js/stage/routes.js';
import { layout } from '../js/stage/layout.js';

const sizes = [[848, 395], [870, 370], [600, 235], [390, 190], [390, 260], [1200, 700], [1900, 800], [520, 520]];
const every = sizes.flatMap(([width, height]) => [1, 2, 3, 4, 5, 6, 7, 8, 9].flatMap((servers) => [0, 1, 3, 8].map((clients) => ({ width, height, servers, clients }))));
const name = ({ width, height, servers, clients }) => `${servers} servers and ${clients} clients in ${width}×${height}`;
const distance = (a, b) => Math.hypot(a.x - b.x, a.y - b.y);

test('servers do not touch each other, and stay within the area', () => {
  for (const wanted of every) {
    const { servers, outer, radius } = layout(wanted);
    assert.equal(servers.length, wanted.servers);
    servers.forEach((a, i) => {
      assert.ok(a.x - outer >= 0 && a.x + outer <= wanted.width && a.y - outer >= 0 && a.y + outer <= wanted.height, `S${i + 1} leaves the area: ${name(wanted)}`);
      for (const b of servers.slice(i + 1)) assert.ok(distance(a, b) >= 2 * outer + 5, `two servers touch (radius ${radius}): ${name(wanted)}`);
    });
  }
});

test('a leader has room for its crown, a candidate for its votes', () => {
  for (const wanted of every) {
    const { servers, outer, radius, pip, votes, votesAbove } = layout(wanted);
    const half = wanted.servers * (pip + 1);
    servers.forEach((a, i) => {
      assert.ok(a.y - radius * 1.6 >= 0, `no room for a crown on S${i + 1}: ${name(wanted)}`);
      const [top, bottom] = votesAbove[i] ? [a.y - outer - votes, a.y - outer] : [a.y + outer, a.y + outer + votes];
      assert.ok(top >= 0 && bottom <= wanted.height, `the votes of S${i + 1} leave the area: ${name(wanted)}`);
      servers.forEach((b, j) => {
        const dx = Math.max(0, Math.abs(b.x - a.x) - half);
        const dy = Math.max(0, top - b.y, b.y - bottom);
        if (i !== j) assert.ok(Math.hypot(dx, dy) >= radius, `the votes of S${i + 1} lie on S${j + 1}: ${name(wanted)}`);
      });
    });
  }
});

test('clients stand beside the servers, not on them', () => {
  for (const wanted of every) {
    const { servers, clients, client, outer } = layout(wanted);
    assert.equal(clients.length, wanted.clients);
    clients.forEach((c, k) => {
      assert.ok(c.x + client <= wanted.width && c.y - client >= 0 && c.y + client <= wanted.height, `c${k + 1} leaves the area: ${name(wanted)}`);
      for (const s of servers) assert.ok(c.x - client >= s.x + outer, `c${k + 1} stands on a server: ${name(wanted)}`);
      for (const other of clients.slice(k + 1)) assert.ok(distance(c, other) >= 2 * client, `two clients touch: ${name(wanted)}`);
    });
  }
});

test('the more room there is, the larger the servers are', () => {
  for (let servers = 1; servers <= 9; servers++) {
    const small = layout({ width: 390, height: 200, servers, clients: 1 });
    const usual = layout({ width: 870, height: 370, servers, clients: 1 });
    const large = layout({ width: 1800, height: 760, servers, clients: 1 });
    assert.ok(small.radius < usual.radius && usual.radius < large.radius, `${servers} servers: ${small.radius}, ${usual.radius}, ${large.radius}`);
  }
  assert.ok(layout({ width: 870, height: 370, servers: 5, clients: 1 }).radius >= 38);
  assert.ok(layout({ width: 390, height: 190, servers: 3, clients: 1 }).words);
});

test('a request and its reply travel on different sides of the link', () => {
  const ring = layout({ width: 870, height: 370, servers: 5, clients: 1 });
  const ways = routes(ring);
  for (let i = 0; i < 5; i++) {
    for (let j = i + 1; j < 5; j++) {
      const there = along(ways.get(`S${i + 1}S${j + 1}`), 0.5);
      const back = along(ways.get(`S${j + 1}S${i + 1}`), 0.5);
      assert.ok(distance(there, back) > 12);
      const [a, b] = [ring.servers[i], ring.servers[j]];
      const side = (p) => Math.sign((b.x - a.x) * (p.y - a.y) - (b.y - a.y) * (p.x - a.x));
      assert.equal(side(there), -side(back));
    }
  }
});

test('routes begin and end outside the discs', () => {
  for (const wanted of every) {
    const ring = layout(wanted);
    for (const [id, way] of routes(ring)) {
      for (const [end, who] of [[way.a, id.slice(0, 2)], [way.b, id.slice(2)]]) {
        if (who[0] === 'S') assert.ok(distance(end, ring.servers[who[1] - 1]) >= ring.outer, `${id}: ${name(wanted)}`);
      }
    }
  }
});

test("a client's messages go around the servers that they are not for", () => {
  const ring = layout({ width: 870, height: 370, servers: 5, clients: 2 });
  const ways = routes(ring);
  for (let s = 1; s <= 5; s++) {
    for (const id of [`c1S${s}`, `S${s}c2`]) {
      for (let part = 0; part <= 1; part += 0.05) {
        const p = along(ways.get(id), part);
        ring.servers.forEach((server, i) => i + 1 !== s && assert.ok(distance(p, server) >= ring.radius, `${id} crosses S${i + 1}`));
      }
    }
  }
});
