// Where the GPU-hours went: the waste identity of each policy as one bar and one line of numbers.

/** The parts of the identity, useful work first. */
function wasteParts() {
  const served = first ? Object.keys(first.waste.served) : [];
  const plain = (label, variable, field, meaning, kind) =>
    ({ label, color: 'var(' + variable + ')', meaning, kind, value: row => row.waste[field] });
  return [
    plain('training goodput', '--training', 'goodput', 'Progress retained at the end of the run'),
    ...served.map(name => ({ label: 'served ' + name, color: classColor(name),
      meaning: 'Demand of ' + name + ' that was met', value: row => row.waste.served[name] ?? 0 })),
    plain('transition', '--transition', 'transition', 'Nodes between classes, serving nothing'),
    plain('lost', '--lost', 'lost', 'Progress that preemptions undid'),
    plain('restart', '--restart', 'restart', 'GPUs of restarted jobs before they progressed again'),
    plain('idle serving', '--idle', 'idleServing', 'Ready serving nodes above the demand'),
    plain('idle training, queue empty', '--idle-empty', 'idleTrainingQueueEmpty', 'Free training GPUs while no job waited'),
    plain('idle training, fragmented', '--idle-fragmented', 'idleTrainingFragmented',
      'Free training GPUs while jobs waited, none of which fitted', 'hatched'),
    plain('failed', '--down', 'down', 'Failed nodes'),
  ];
}

function wasteBar(row, parts, selected) {
  const segments = parts.map(part => {
    const portion = part.value(row) / row.waste.total;
    return el('i', { class: part.kind, color: part.color, width: (100 * portion) + '%',
      title: part.label + ': ' + number(part.value(row), 1) + ' GPU-h, ' + percent(portion) });
  });
  return el('div', { class: 'stack-row' + (selected ? ' selected' : '') },
    el('span', { class: 'name' }, row.policy),
    el('span', { class: 'stack', 'aria-hidden': 'true' }, ...segments));
}

function wasteRow(row, parts, selected) {
  const sum = parts.reduce((total, part) => total + part.value(row), 0);
  return el('tr', { class: selected ? 'selected' : null },
    el('th', { scope: 'row' }, row.policy),
    ...parts.map(part => el('td', {}, number(part.value(row), 1))),
    el('td', {}, number(sum, 1)),
    el('td', {}, number(row.waste.total, 1)),
    el('td', { title: '|whole − sum of the parts| / whole' },
      row.wasteError === 0 ? '0' : row.wasteError.toExponential(1)));
}

function drawWaste(selected) {
  const parts = wasteParts().filter(part => part.label !== 'failed' || data.rows.some(row => row.waste.down > 0));
  fill(byId('waste-bars'),
    el('div', { class: 'legend' }, ...parts.map(part => el('span', { title: part.meaning },
      swatch(part.color, part.kind ?? ''), part.label))),
    ...data.rows.map((row, index) => wasteBar(row, parts, index === selected)));
  fill(byId('waste-numbers'), el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'GPU-hours by part' },
    el('table', {},
      el('thead', {}, el('tr', {}, el('th', { scope: 'col' }, 'GPU-hours'),
        ...parts.map(part => el('th', { scope: 'col', title: part.meaning }, ...twoLines(part.label))),
        el('th', { scope: 'col' }, 'sum'), el('th', { scope: 'col' }, 'whole'),
        el('th', { scope: 'col' }, 'closing', el('br'), 'error'))),
      el('tbody', {}, ...data.rows.map((row, index) => wasteRow(row, parts, index === selected))))));
}
