// The arrow keys walk the rows of the feed, of which one at a time can be tabbed to.

/** @param {Element} rows @param {() => Element} first the row that Home leads to */
export function walkRows(rows, first) {
  rows.addEventListener('keydown', (event) => {
    const row = document.activeElement?.closest('li');
    if (!(event instanceof KeyboardEvent) || !row || !rows.contains(row)) return;
    const to = {
      ArrowUp: row.previousElementSibling,
      ArrowDown: row.nextElementSibling,
      Home: first(),
      End: rows.lastElementChild,
    }[event.key];
    if (to === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const button = to?.querySelector('button');
    if (!button) return;
    row.querySelector('button')?.setAttribute('tabindex', '-1');
    button.tabIndex = 0;
    button.focus();
  });
}
