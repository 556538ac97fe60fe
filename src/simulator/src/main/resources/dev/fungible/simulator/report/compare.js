// Headline cards, and the bars of goodput against the oracle and the static lines.

const roleBadges = { static: 'does nothing', clairvoyant: 'sees the future' };
const isStatic = row => row.role === 'static';

/** The static row to measure against: the feasible one with the most goodput, else the best. */
function baseline(but) {
  const rows = data.rows.filter(row => isStatic(row) && row !== but);
  const sound = rows.filter(isFeasible);
  return (sound.length ? sound : rows).sort((a, b) => b.goodput - a.goodput)[0];
}

function card(title, value, note, color) {
  return el('div', { class: 'card' },
    el('h3', {}, color ? swatch(color) : null, title), el('b', {}, value), el('p', {}, note));
}

function drawCards() {
  const row = data.rows[data.subject];
  if (!row) return;
  const base = baseline(row);
  const against = data.rows.filter(other => isStatic(other) && other !== row).map(other =>
    (row.goodput >= other.goodput ? '+' : '−') + percent(Math.abs(row.goodput / other.goodput - 1), 0)
      + ' on ' + other.policy + (isFeasible(other) ? '' : ' (infeasible)')).join(', ');
  const ratio = isFeasible(row) ? number(row.ratio, 3) : 'infeasible';
  fill(byId('cards'),
    card('R of ' + row.policy, data.oracle === null ? '–' : ratio,
      isFeasible(row) ? 'of what perfect knowledge allows' : 'misses ' + row.missed.length
        + (row.missed.length === 1 ? ' target' : ' targets')),
    card('Training goodput, GPU-h', gpuHours(row.goodput), against || 'progress retained at the end', classColor('training')),
    ...attained.map(name => card('Demand met, ' + name, percent(floored(row.demandAttainment[name]), 2),
      percent(floored(row.timeAttainment[name]), 2) + ' of the time in full; worst hour '
        + percent(floored(row.worstHour[name])), classColor(name))),
    card('Moves an hour', number(row.movesPerHour, 1),
      number(row.moves) + ' moves, ' + number(row.reversals) + ' reversed; '
        + number(row.moves ? row.waste.lost / row.moves : 0, 2) + ' GPU-h lost a move',
      'var(--transition)'),
    card('Mean queueing time', duration(row.queueing.mean),
      (base ? base.policy + ': ' + duration(base.queueing.mean) + '; ' : '')
        + 'mean JCT ' + duration(row.completion.mean)));
}

/** Cut to the fourth decimal, as in the tables. */
const floored = value => value === null ? null : Math.floor(value * 1e4 + 1e-9) / 1e4;

function mark(name, value, most, level, kind) {
  const position = value / most;
  return el('div', {
    class: 'mark ' + kind + (position > 0.5 ? ' left' : ''),
    left: 'calc(' + (100 * position) + '% - ' + (position > 0.99 ? 2 : 1) + 'px)',
    'aria-hidden': 'true' },
  withTop(el('span', {}, name + ' ' + gpuHours(value)), level));
}

function withTop(element, level) {
  element.style.top = (level * 1.1) + 'rem';
  return element;
}

function bar(row, index, most, choose) {
  const feasible = isFeasible(row);
  const badge = index === data.best ? el('span', { class: 'badge good' }, 'best feasible')
    : roleBadges[row.role] ? el('span', { class: 'badge muted' }, roleBadges[row.role]) : null;
  const result = feasible ? (row.ratio === null ? '' : 'R ' + number(row.ratio, 3)) : 'infeasible';
  return el('button', {
    class: 'bar' + (feasible ? '' : ' infeasible'), type: 'button', 'aria-pressed': 'false',
    'data-row': index, title: row.description, onclick: () => choose(index) },
  el('span', { class: 'name' }, row.policy, badge),
  el('span', { class: 'track' }, fillOf(row, most)),
  el('span', { class: 'value' }, gpuHours(row.goodput) + ' · ',
    el('b', { class: feasible ? '' : 'warn' }, result)),
  feasible ? null : el('span', { class: 'missed' }, 'missed ' + row.missed.join('; ')));
}

function fillOf(row, most) {
  const element = el('span', { class: 'fill ' + row.role, width: (100 * row.goodput / most) + '%' });
  element.style.display = 'block';
  return element;
}

/** Draws the bars; choosing one selects its policy. */
function drawBars(choose) {
  const most = Math.max(data.oracle ?? 0, ...data.rows.map(row => row.goodput), 1);
  const lines = data.rows.filter(isStatic).map(row => [row.policy, row.goodput, '']);
  if (data.oracle !== null) lines.unshift(['oracle', data.oracle, 'oracle']);
  const room = el('div', { class: 'room' });
  room.style.height = (0.3 + lines.length * 1.1) + 'rem';
  const marks = el('div', { class: 'marks' },
    ...lines.map(([name, value, kind], level) => mark(name, value, most, level, kind)));
  // An end line of -1 counts declared rows alone, and these are not.
  marks.style.gridRow = '1 / span ' + (data.rows.length + 1);
  room.style.gridRow = '1';
  const bars = data.rows.map((row, index) => bar(row, index, most, choose));
  bars.forEach((element, index) => { element.style.gridRow = String(index + 2); });
  fill(byId('bars'), el('div', { class: 'bars' }, room, ...bars, marks));
}

function markBars(selected) {
  for (const element of document.querySelectorAll('.bar')) {
    element.setAttribute('aria-pressed', String(Number(element.dataset.row) === selected));
  }
}
