// Ties the parts together: which policy and which time are shown, and the theme.

let selected = Math.max(0, data.subject);

function standing(row) {
  if (!isFeasible(row)) return el('span', { class: 'warn' }, 'infeasible: missed ' + row.missed.join('; '));
  const ratio = row.ratio === null ? '' : ', R ' + number(row.ratio, 3);
  return el('span', { class: 'good' }, 'feasible' + ratio);
}

/** Shows another policy in every section below the comparison. */
function select(index) {
  selected = index;
  const row = data.rows[index];
  byId('policy').value = String(index);
  for (const element of document.querySelectorAll('[data-selected]')) element.textContent = row.policy;
  fill(byId('standing'), standing(row));
  byId('description').textContent = row.description;
  markBars(index);
  drawNumbers(index);
  drawWaste(index);
  drawCharts(row);
  drawJobs(row);
  drawMoves(row);
}

function runLength() {
  const { timeline } = data.rows[selected];
  return timeline.interval * timeline.transition.length;
}

/** Called by a chart when what it shows has changed, by dragging or by the list of days. */
function rangeShown(chart) {
  const { min, max } = chart.scales.x;
  if (min === null || min === undefined || max <= min) return;
  const whole = min <= 0 && max >= runLength();
  const before = JSON.stringify(shownRange);
  shownRange = whole ? null : [min, max];
  if (JSON.stringify(shownRange) === before) return;
  const value = whole ? 'all' : min % day === 0 && max === Math.min(min + day, runLength()) ? String(min / day) : 'zoomed';
  byId('range').value = value;
  if (moves.row) {
    moves.page = 0;
    drawMovesPage();
  }
}

function setRange(min, max) {
  for (const { chart } of charts) chart.setScale('x', { min, max });
}

function drawRange() {
  const days = Math.ceil(runLength() / day);
  fill(byId('range'), el('option', { value: 'all' }, 'whole run'),
    ...Array.from({ length: days }, (_, index) => el('option', { value: String(index) }, 'day ' + (index + 1))),
    el('option', { value: 'zoomed', disabled: true }, 'zoomed'));
  byId('range').addEventListener('change', event => {
    const { value } = event.target;
    if (value === 'all') setRange(0, runLength());
    else setRange(Number(value) * day, Math.min((Number(value) + 1) * day, runLength()));
  });
}

/** Canvases keep the colours that they were drawn with, so they are drawn again. */
function changeTheme() {
  drawTheme();
  if (data.rows.length) drawCharts(data.rows[selected]);
}

function start() {
  startTheme(changeTheme);
  drawDefinitions();
  document.querySelector('main').hidden = !data.rows.length;
  if (!data.rows.length) return;
  drawCards();
  drawBars(select);
  drawRange();
  fill(byId('policy'), ...data.rows.map((row, index) => el('option', { value: String(index) }, row.policy)));
  byId('policy').addEventListener('change', event => select(Number(event.target.value)));
  select(selected);
  new ResizeObserver(() => resizeCharts()).observe(byId('time'));
  // Paper has a width of its own and is white.
  addEventListener('beforeprint', () => {
    document.documentElement.dataset.theme = 'light';
    drawCharts(data.rows[selected]);
    resizeCharts(960);
  });
  addEventListener('afterprint', changeTheme);
}

start();
