// What is small on the stage is selected by a click, too: an entry in the log
// table, a vote below its candidate, a request in its line. What is selected in
// the log table is framed by a rule of a style sheet of its own, since the table's
// cells are used for one index after another.

/** @import { App } from '../app.js' */
import { parse } from './why-entry.js';

/** @param {App} app */
export function connectPicking(app) {
  const stage = document.getElementById('stage');
  if (!stage) return;
  stage.addEventListener('click', (event) => pick(app, event), { capture: true });
  stage.addEventListener('keydown', (event) => walk(app, event), { capture: true });
  const sheet = new CSSStyleSheet();
  document.adoptedStyleSheets = [...document.adoptedStyleSheets, sheet];
  const frame = () => {
    const { kind, id } = app.selection;
    if (kind !== 'entry') {
      sheet.replaceSync('');
      return;
    }
    const { server, index } = parse(id);
    reveal(app, index);
    const column = `.log-row[data-log] .log-cell[data-entry="${index}"]`;
    sheet.replaceSync(`${column} { box-shadow: 0 0 0 2px var(--accent-soft); } .log-row[data-log="${server}"] .log-cell[data-entry="${index}"] { box-shadow: 0 0 0 2px var(--accent); }`);
  };
  app.on('select', frame);
  frame();
}

/** Scrolls the log table to an entry, if it is not in view. @param {App} app @param {number} index */
function reveal({ cluster }, index) {
  const scroller = document.querySelector(`.cell[data-cluster="${cluster.id}"] .logs-scroll`);
  if (!scroller?.parentElement) return;
  const style = getComputedStyle(scroller.parentElement);
  const [column, label, progress] = ['column', 'label', 'progress'].map((part) => parseFloat(style.getPropertyValue(`--log-${part}`)));
  const left = (index - 1) * column;
  const right = left + column - scroller.clientWidth + label + progress;
  if (left < scroller.scrollLeft) scroller.scrollLeft = left;
  else if (right > scroller.scrollLeft) scroller.scrollLeft = right;
}

/** @param {App} app @param {MouseEvent} event */
function pick(app, event) {
  const { target } = event;
  if (!(target instanceof Element)) return;
  const cell = target.closest('.log-cell[data-entry]');
  const row = cell?.closest('[data-log]');
  if (cell && row) {
    app.select({ kind: 'entry', id: `${row.getAttribute('data-log')} ${cell.getAttribute('data-entry')} ${cell.getAttribute('data-term')}` });
    return;
  }
  const pip = target.closest('.pip');
  const candidate = pip?.closest('[data-server]');
  if (pip && candidate) {
    const voter = [...(pip.parentElement?.querySelectorAll('.pip') ?? [])].indexOf(pip) + 1;
    event.stopPropagation();
    app.select({ kind: 'vote', id: `${candidate.getAttribute('data-server')} S${voter} ${candidate.getAttribute('data-term')}` });
    return;
  }
  const line = target.closest('[data-request]');
  if (line && !target.closest('button')) app.select({ kind: 'client', id: line.getAttribute('data-request') ?? '' });
}

/** In the log table, Enter selects an entry, and with Alt the arrow keys go from entry to entry. @param {App} app @param {KeyboardEvent} event */
function walk(app, event) {
  if (!(event.target instanceof Element) || !event.target.closest('.logs-scroll')) return;
  const { servers } = app.state;
  const chosen = app.selection.kind === 'entry' ? parse(app.selection.id) : null;
  const steps = { ArrowLeft: [0, -1], ArrowRight: [0, 1], ArrowUp: [-1, 0], ArrowDown: [1, 0] };
  const step = /** @type {Record<string, number[]>} */ (steps)[event.key];
  let row = servers.findIndex((s) => s.id === (chosen?.server ?? app.server));
  let index = chosen?.index ?? 0;
  if (event.key === 'Enter' && !chosen) {
    index = servers[Math.max(0, row)]?.log.length ?? 0;
  } else if (step && chosen && event.altKey) {
    row = Math.max(0, Math.min(servers.length - 1, row + step[0]));
    index += step[1];
  } else {
    return;
  }
  const server = servers[Math.max(0, row)];
  const at = Math.max(1, Math.min(index, server?.log.length ?? 0));
  const entry = server?.log.entry(at);
  if (!entry) {
    if (server) app.history.needEntries(server.log, at, at, () => app.redraw());
    return;
  }
  event.preventDefault();
  event.stopPropagation();
  app.select({ kind: 'entry', id: `${server.id} ${at} ${entry.term}` });
}
