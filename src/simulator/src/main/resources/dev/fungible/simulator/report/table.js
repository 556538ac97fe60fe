// The table with all numbers: sortable, with units and definitions.

/** Columns: label, unit, what it means, the number to sort by, and how it is shown. */
function columns() {
  const perClass = (label, field, meaning) => attained.map(name => ({
    label: label + '\n' + name, meaning, value: row => row[field][name], show: share }));
  const spread = (label, field) => [['mean', 'mean'], ['median', 'p50'], ['p95', 'p95']].map(
    ([title, key]) => ({ label: label + '\n' + title, meaning: label + ' of training jobs, ' + title,
      value: row => row[field][key], show: duration }));
  const plain = (label, unit, meaning, value, show) => ({ label, unit, meaning, value, show });
  return [
    plain('R', '', 'Goodput / oracle, valid only when every target holds',
      row => isFeasible(row) ? row.ratio : null, value => value === null ? '–' : number(value, 3)),
    plain('Goodput', 'GPU-h', 'Training progress retained at the end', row => row.goodput, gpuHours),
    ...perClass('SA', 'demandAttainment', 'Σ min(demand, ready) / Σ demand'),
    ...perClass('ST', 'timeAttainment', 'Share of time with all demand met'),
    ...perClass('Worst hour', 'worstHour', 'Lowest SA in any 60 minutes'),
    plain('Moves', 'per hour', 'Nodes moved', row => row.movesPerHour, value => number(value, 2)),
    plain('Reversals', '', 'Nodes moved back within 30 minutes', row => row.reversals, number),
    plain('Preemptions', 'per hour', 'Jobs that moves stopped', row => row.preemptionsPerHour,
      value => number(value, 2)),
    plain('Lost', 'GPU-h', 'Progress that preemptions undid', row => row.waste.lost, gpuHours),
    plain('Lost a move', 'GPU-h', 'Lost / moves', row => row.moves ? row.waste.lost / row.moves : 0,
      value => number(value, 2)),
    ...spread('Queueing', 'queueing'),
    ...spread('JCT', 'completion'),
    plain('Unfinished', '', 'Jobs that had not finished at the end', row => row.censored, percent),
  ];
}

/** The policies in the order of a column; those without a number last. */
function sorted(order) {
  const rows = data.rows.map((row, index) => index);
  if (!order) return rows;
  const key = index => order.column ? order.column.value(data.rows[index]) : data.rows[index].policy;
  const compare = (a, b) => typeof a === 'string' ? a.localeCompare(b, 'en') : a - b;
  return rows.sort((a, b) => {
    const [left, right] = [key(a), key(b)];
    if (left === null || right === null) return (left === null) - (right === null) || a - b;
    return (order.down ? -1 : 1) * compare(left, right) || a - b;
  });
}

function numbersRow(index, all, selected) {
  const row = data.rows[index];
  const first = column => column.label === 'R' && !isFeasible(row);
  return el('tr', { class: (isFeasible(row) ? '' : 'infeasible') + (index === selected ? ' selected' : '') },
    el('th', { scope: 'row', title: row.description }, row.policy),
    ...all.map(column => el('td', first(column) ? { title: row.missed.join('; ') } : {},
      first(column) ? 'infeasible' : column.show(column.value(row)))));
}

function heading(label, unit, meaning, order, chosen, onclick) {
  const direction = chosen ? (order.down ? 'descending' : 'ascending') : null;
  return el('th', { scope: 'col', 'aria-sort': direction, title: meaning },
    el('button', { type: 'button', onclick }, label,
      unit ? el('span', { class: 'unit' }, '\n' + unit) : null));
}

/** Draws the table anew with one policy marked. */
function drawNumbers(selected, order = drawNumbers.order) {
  drawNumbers.order = order;
  const all = drawNumbers.columns ??= columns();
  const sortBy = column => {
    const same = order && order.column === column;
    drawNumbers(selected, { column, down: same ? !order.down : column !== null });
    byId('numbers').querySelector('[aria-sort] button').focus();
  };
  const bound = data.oracle === null ? null : el('tfoot', {}, el('tr', {},
    el('th', { scope: 'row', title: 'Upper bound with perfect knowledge' }, 'oracle'),
    ...all.map((column, index) => el('td', {}, ['1.000', gpuHours(data.oracle)][index] ?? ''))));
  const position = byId('numbers').querySelector('.scroll')?.scrollLeft ?? 0;
  fill(byId('numbers'), el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'All numbers' },
    el('table', {},
      el('thead', {}, el('tr', {},
        heading('Policy', '', 'Sort by name', order, order && order.column === null, () => sortBy(null)),
        ...all.map(column => heading(column.label, column.unit, column.meaning, order,
          order && order.column === column, () => sortBy(column))))),
      el('tbody', {}, ...sorted(order).map(index => numbersRow(index, all, selected))),
      bound)));
  byId('numbers').querySelector('.scroll').scrollLeft = position;
}

function drawDefinitions() {
  fill(byId('definitions'),
    ...definitions.flatMap(([word, meaning]) => [el('dt', {}, word), el('dd', {}, meaning)]));
}
