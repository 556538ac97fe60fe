// How training jobs fared, by size: the policy's median, mean and 95th percentile beside the static rows'.

const timeTicks = [[1, '1s'], [10, '10s'], [30, '30s'], [60, '1m'], [180, '3m'], [600, '10m'], [1800, '30m'], [3600, '1h'],
  [3 * 3600, '3h'], [8 * 3600, '8h'], [day, '1d'], [2 * day, '2d'], [4 * day, '4d'], [8 * day, '8d'], [16 * day, '16d']];

/** Where a duration stands on a logarithmic axis, from 0 to 100. */
const onAxis = (seconds, [least, most]) =>
  100 * Math.log(Math.max(seconds, least) / least) / Math.log(most / least);

/** The least and the most that an axis must show; below ten seconds nobody waits. */
function bounds(spreads) {
  const most = Math.max(60, ...spreads.map(spread => Math.max(spread.p95, spread.mean)));
  const least = Math.min(...spreads.map(spread => Math.min(spread.p50, spread.mean)));
  return [Math.min(Math.max(10, least * 0.7), most / 2), most * 1.1];
}

/** Ticks that fit without touching. */
function ticksOf(axis) {
  const ticks = [];
  for (const [seconds, text] of timeTicks) {
    const at = onAxis(seconds, axis);
    if (seconds >= axis[0] && at <= 96 && (!ticks.length || at - ticks[ticks.length - 1].at > 14)) ticks.push({ at, text });
  }
  return ticks;
}

function dot(kind, seconds, axis, color) {
  return el('i', { class: 'dot ' + kind, color, left: onAxis(seconds, axis) + '%' });
}

function rangeLine(who, spread, axis, color) {
  const low = onAxis(spread.p50, axis);
  const high = onAxis(spread.p95, axis);
  const text = 'median ' + duration(spread.p50) + ', mean ' + duration(spread.mean) + ', 95th percentile ' + duration(spread.p95);
  return [
    el('span', { class: 'who' }, who),
    el('span', { class: 'plot', title: who + ': ' + text, role: 'img', 'aria-label': text },
      el('i', { class: 'span', color, left: low + '%', width: Math.max(0, high - low) + '%' }),
      dot('p50', spread.p50, axis, color), dot('p95', spread.p95, axis, color), dot('mean', spread.mean, axis, color))];
}

/** Sizes in order: what the row itself says, all jobs first. */
function sizes(row, field) {
  return [['all jobs', row[field]], ...Object.entries(row[field + 'BySize']).map(
    ([size, spread]) => [size.replace('>=', '≥ ').replace('-', '–') + (size === '1' ? ' GPU' : ' GPUs'), spread])]
    .sort((a, b) => sizeOrder(a[0]) - sizeOrder(b[0]));
}

const sizeOrder = label => label === 'all jobs' ? 0 : Number((label.match(/\d+/) ?? [1e9])[0]);

function spreadPanel(title, field, row, compared) {
  const everyone = [row, ...compared];
  const axis = bounds(everyone.flatMap(one => sizes(one, field).map(([, spread]) => spread)));
  const lines = sizes(row, field).flatMap(([size, spread]) => [
    el('span', { class: 'size' }, el('span', {}, size), el('span', { class: 'muted' }, number(spread.count) + ' jobs')),
    ...rangeLine(row.policy, spread, axis, 'var(--training)'),
    ...compared.flatMap(other => rangeLine(other.policy,
      sizes(other, field).find(([name]) => name === size)?.[1] ?? spread, axis, 'var(--idle-fragmented)'))]);
  return el('div', { class: 'panel' },
    el('h3', {}, title),
    el('div', { class: 'ranges' }, ...lines, el('span'),
      el('span', { class: 'ticks', 'aria-hidden': 'true' }, ...ticksOf(axis).map(({ at, text }) =>
        el('span', { left: at + '%' }, text)))),
    spreadTable(field, row));
}

function spreadTable(field, row) {
  return el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': 'Numbers by size' }, el('table', {},
    el('thead', {}, el('tr', {}, ...[row.policy, 'jobs', 'median', 'mean', 'p95'].map(
      title => el('th', { scope: 'col' }, title)))),
    el('tbody', {}, ...sizes(row, field).map(([size, spread]) => el('tr', {},
      el('th', { scope: 'row' }, size), el('td', {}, number(spread.count)),
      ...['p50', 'mean', 'p95'].map(key => el('td', {}, duration(spread[key]))))))));
}

function drawJobs(row) {
  const compared = data.rows.filter(other => isStatic(other) && other !== row);
  byId('jobs-lead').textContent = 'Circle: median. Diamond: mean. Bar: 95th percentile; the axis is logarithmic. '
    + (compared.length ? 'In grey what doing nothing gives: ' + compared.map(other => other.policy).join(', ') + '. ' : '')
    + percent(row.censored) + ' of the jobs had not finished at the end of the run and count as if they did then.';
  fill(byId('jobs-body'),
    spreadPanel('Queueing time', 'queueing', row, compared),
    spreadPanel('Job completion time', 'completion', row, compared));
}
