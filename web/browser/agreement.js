// What each part of the page says of the instant that is shown: a list of what it is
// about, who says it, and what is said. Read by agreement_test.go, in English.
(() => {
  const claims = [];
  const say = (about, source, value) => claims.push({ about, source, value: String(value) });
  const text = (at, selector) => at.querySelector(selector)?.textContent.trim() ?? '';
  const cell = document.querySelector('[data-cluster].is-active') ?? document;
  const servers = [...cell.querySelectorAll('[data-server]')];

  // Who leads: among those that run, of the highest term.
  const leads = servers.filter(({ dataset }) => dataset.role === 'leader').sort((a, b) => b.dataset.term - a.dataset.term)[0];
  say('the leader', 'stage', leads ? `${leads.dataset.server} of term ${leads.dataset.term}` : 'nobody');
  const [, leader, term] = /^(S\d) · term (\d+)$/.exec(text(document, '#leader-value')) ?? [];
  say('the leader', 'transport', leader ? `${leader} of term ${term}` : 'nobody');
  const scene = text(document, '#scene');
  const [, first, his] = /(S\d) leads term (\d+)/.exec(scene) ?? [];
  say('the leader', 'what is read out of the scene', first ? `${first} of term ${his}` : /nobody leads/.test(scene) ? 'nobody' : scene);
  say('who is down', 'what is read out of the scene', /((?:S\d(?:, )?)+) (?:is|are) down/.exec(scene)?.[1] ?? 'nobody');
  say('who is down', 'stage', servers.filter(({ dataset }) => dataset.role === 'crashed').map(({ dataset }) => dataset.server).join(', ') || 'nobody');
  const rows = [...cell.querySelectorAll('.log-row[data-role="leader"]')].map(({ dataset }) => dataset.log);
  if (leads && rows.length === 1) say('the leader', 'log table', `${rows[0]} of term ${leads.dataset.term}`);

  // What is known to be committed, by whoever knows most.
  const [, known = '0'] = /(\d+)$/.exec(text(cell, '.logs-committed')) ?? [];
  say('committed', 'caption of the logs', known);
  say('committed', 'stage', Math.max(...servers.map(({ dataset }) => Number(dataset.commitIndex))));

  for (const it of servers) {
    const { dataset } = it;
    const id = dataset.server;
    const name = it.querySelector('.press').getAttribute('aria-label');
    const [, role, named, commit, last] = /^S\d, ([^,]+), term (\d+), commit index (\d+), (\d+) log/.exec(name) ?? [];
    say(`${id}'s role`, 'stage', dataset.role);
    say(`${id}'s role`, 'name on the stage', role.replace(' ', '-'));
    say(`${id}'s role`, 'log table', cell.querySelector(`[data-log="${id}"]`).dataset.role);
    say(`${id}'s term`, 'stage', dataset.term);
    say(`${id}'s term`, 'name on the stage', named);
    say(`${id}'s commitIndex`, 'stage', dataset.commitIndex);
    say(`${id}'s commitIndex`, 'name on the stage', commit);
    say(`${id}'s last entry`, 'stage', dataset.lastIndex);
    say(`${id}'s last entry`, 'name on the stage', last);
    const cells = [...cell.querySelectorAll(`[data-log="${id}"] [data-entry]`)];
    const all = cells.length === Number(last);
    if (all) say(`${id}'s commitIndex`, 'log table', cells.filter((c) => ['committed', 'applied'].includes(c.dataset.state)).length);
    if (all) say(`${id}'s lastApplied`, 'log table', cells.filter((c) => c.dataset.state === 'applied').length);
    if (all) say(`${id}'s log`, 'log table', cells.sort((a, b) => a.dataset.entry - b.dataset.entry).map((c) => c.dataset.term).join());
  }

  // What the inspector says of the server that it shows.
  const [, shown, role, of] = /^(S\d) · (.+) · term (\d+)$/.exec(text(document, '#details-title')) ?? [];
  if (shown) {
    say(`${shown}'s role`, 'inspector', role.replace(' ', '-'));
    say(`${shown}'s term`, 'inspector', of);
    const field = (name) => text(document, `#figure2 [data-field="${name}"] dd`);
    say(`${shown}'s term`, 'currentTerm', /\d+/.exec(field('currentTerm'))?.[0]);
    for (const name of ['commitIndex', 'lastApplied']) {
      const value = /\d+/.exec(field(name))?.[0];
      if (value) say(`${shown}'s ${name}`, 'Figure 2', value);
    }
    const matched = /^–?$/.test(field('matchIndex')) ? 'nobody' : 'others';
    say(`whom ${shown} keeps count of`, 'Figure 2', matched);
    say(`whom ${shown} keeps count of`, 'stage', servers.find((s) => s.dataset.server === shown)?.dataset.role === 'leader' && servers.length > 1 ? 'others' : 'nobody');
  }
  return claims;
})()
