// Charts over time, drawn with uPlot. All share one cursor and one range.

const day = 86400;
const charts = [];
let shownRange = null;

const axisTime = seconds => seconds % day === 0
  ? 'day ' + (seconds / day + 1)
  : String(Math.floor(seconds / 3600) % 24).padStart(2, '0') + ':'
    + String(Math.floor(seconds / 60) % 60).padStart(2, '0');

/** Starts of the intervals and the end of the last, so that the last step has a width. */
function instants(timeline) {
  return Array.from({ length: timeline.transition.length + 1 }, (_, index) => index * timeline.interval);
}

/** A step's value holds until the next: the last one is repeated at the end. */
const closed = values => values.length ? [...values, values[values.length - 1]] : values;

const mean = values => values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : 0;

/** A legend that shows means, or the values under the cursor. */
function legend(parts, timeline) {
  const when = el('span', { class: 'muted' }, 'mean of the run');
  const shown = parts.map(part => ({ part, value: el('b', {}) }));
  const element = el('div', { class: 'legend' }, when, ...shown.map(({ part, value }) =>
    el('span', {}, swatch('var(' + part.variable + ')', part.kind), part.label, value)));
  const update = index => {
    const inside = index !== null && index !== undefined && index < timeline.transition.length;
    when.textContent = inside ? moment(index * timeline.interval) : 'mean of the run';
    for (const { part, value } of shown) {
      value.textContent = part.values
        ? number(inside ? part.values[index] : mean(part.values), part.decimals) : '';
    }
  };
  update(null);
  return { element, update };
}

function axes(width) {
  const common = {
    stroke: resolved('--muted'), grid: { stroke: resolved('--line'), width: 1 },
    ticks: { stroke: resolved('--line'), width: 1 }, font: '12px system-ui, sans-serif' };
  return [
    { ...common, size: 32, space: width < 500 ? 52 : 64, values: (_, splits) => splits.map(axisTime),
      incrs: [600, 1800, 3600, 7200, 10800, 21600, 43200, day, 2 * day, 4 * day, 8 * day, 16 * day, 32 * day] },
    { ...common, size: 48, values: (_, splits) => splits.map(value => number(value)),
      incrs: [1, 10, 100, 1e3, 1e4, 1e5, 1e6].flatMap(ten => [ten, 2 * ten, 5 * ten]) }];
}

/** Draws a chart with its legend into a place; series are {column, label, …} from back to front. */
function drawChart(target, { timeline, x, series, parts, height, hooks = {}, most = null, label }) {
  const readout = legend(parts, timeline);
  const place = el('div', { class: 'chart', role: 'img', 'aria-label': label });
  fill(target, readout.element, place);
  const width = Math.max(200, place.clientWidth);
  const options = {
    width, height, legend: { show: false }, axes: axes(width), padding: [8, 24, 0, 0],
    scales: { x: { time: false }, y: { range: (_, low, high) => [0, most ?? Math.max(1, high * 1.05)] } },
    cursor: { y: false, points: { show: false }, sync: { key: 'time', setSeries: false }, drag: { x: true, y: false } },
    series: [{}, ...series.map(one => ({ points: { show: false }, width: 1, ...one }))],
    hooks: { ...hooks, setCursor: [chart => readout.update(indexAt(chart, timeline))],
      setScale: [(chart, key) => { if (key === 'x') rangeShown(chart); }] },
  };
  const chart = new uPlot(options, [x, ...series.map(one => one.column)], place);
  charts.push({ chart, place });
  if (shownRange) chart.setScale('x', { min: shownRange[0], max: shownRange[1] });
}

/** The interval under the cursor: the one that began last, not the nearest instant. */
function indexAt(chart, timeline) {
  const left = chart.cursor.left;
  return left === undefined || left === null || left < 0
    ? null : Math.floor(chart.posToVal(left, 'x') / timeline.interval);
}

const stepped = uPlot.paths.stepped({ align: 1 });

function area(label, variable, values) {
  const color = resolved(variable);
  return { label, column: closed(values), fill: color, stroke: color, width: 0, paths: stepped };
}

const dashes = [[7, 3], [2, 2], [10, 3, 2, 3]];

/** A demand line; each serving class has a pattern of its own, for lines that cross. */
function line(label, index, values) {
  return { label, column: closed(values), stroke: resolved('--text'), width: innerWidth > 720 ? 1.5 : 1,
    dash: dashes[index % dashes.length], paths: stepped };
}

function drawCapacity(row) {
  const { timeline } = row;
  const demand = demandOf(row);
  const served = Object.keys(demand).filter(name => timeline.ready[name]);
  const rest = readyClasses.filter(name => !served.includes(name));
  const bands = [
    ...served.map(name => ({ name, variable: colorName(name), values: timeline.ready[name] })),
    { name: 'transition', variable: '--transition', values: timeline.transition },
    ...rest.map(name => ({ name, variable: colorName(name), values: timeline.ready[name] }))];
  let below = timeline.transition.map(() => 0);
  const lines = [];
  for (const band of bands) {
    if (demand[band.name]) {
      lines.push(line(band.name + ' demand', lines.length, demand[band.name].map((value, i) => below[i] + value)));
    }
    below = band.top = below.map((value, i) => value + band.values[i]);
  }
  // The highest band first: each one covers what lies below its top.
  const areas = [...bands].reverse().map(band => area(band.name, band.variable, band.top));
  const short = timeline.transition.map((_, i) => served.some(name => timeline.ready[name][i] < demand[name][i] - 0.005));
  drawChart(byId('chart-capacity'), {
    timeline, x: instants(timeline), series: [...areas, ...lines], height: 380, most: data.nodes * 1.04,
    label: 'Ready nodes of ' + row.policy + ' by class over time, against demand',
    hooks: { draw: [chart => drawShortfall(chart, short, timeline)] },
    parts: [...[...bands].reverse().map(band => ({ label: band.name, variable: band.variable, values: band.values, decimals: 1 })),
      ...served.map((name, index) => ({ label: name + ' demand', variable: '--text', kind: index % 3 === 1 ? 'dash dotted' : 'dash', values: demand[name], decimals: 1 })),
      { label: 'demand not met', variable: '--lost' }] });
}

/** A strip above all nodes wherever some demand was not met. */
function drawShortfall(chart, short, timeline) {
  const { ctx, bbox } = chart;
  ctx.save();
  ctx.beginPath();
  ctx.rect(bbox.left, bbox.top, bbox.width, bbox.height);
  ctx.clip();
  ctx.fillStyle = resolved('--lost');
  const foot = chart.valToPos(data.nodes * 1.01, 'y', true);
  short.forEach((missed, index) => {
    if (!missed) return;
    const left = chart.valToPos(index * timeline.interval, 'x', true);
    const right = chart.valToPos((index + 1) * timeline.interval, 'x', true);
    ctx.fillRect(left, bbox.top, Math.max(right - left, 2 * devicePixelRatio), foot - bbox.top);
  });
  ctx.restore();
}

function drawQueue(row) {
  const { timeline } = row;
  drawChart(byId('chart-queue'), {
    timeline, x: instants(timeline), series: [area('queued', '--other-3', timeline.queued)], height: 210,
    label: 'GPUs that waiting jobs of ' + row.policy + ' ask for, over time',
    parts: [{ label: 'waiting GPUs', variable: '--other-3', values: timeline.queued, decimals: 0 }] });
}

function drawTraining(row) {
  const { timeline } = row;
  const rest = readyClasses.filter(name => !demandOf(row)[name]);
  const ready = timeline.transition.map((_, i) =>
    data.gpusPerNode * rest.reduce((sum, name) => sum + timeline.ready[name][i], 0));
  drawChart(byId('chart-training'), {
    timeline, x: instants(timeline), height: 210, label: 'Training GPUs of ' + row.policy + ', ready and busy, over time',
    series: [area('ready', '--idle', ready), area('busy', '--training', timeline.busy)],
    parts: [{ label: 'ready', variable: '--idle', values: ready, decimals: 0 },
      { label: 'busy', variable: '--training', values: timeline.busy, decimals: 0 }] });
}

function drawMovesByHour(row) {
  const { timeline } = row;
  const perInterval = timeline.transition.map((_, i) => timeline.movesByHour[Math.floor(i * timeline.interval / 3600)] ?? 0);
  drawChart(byId('chart-moves'), {
    timeline, x: instants(timeline), series: [area('moves', '--transition', perInterval)], height: 210,
    label: 'Moves of ' + row.policy + ' by hour',
    parts: [{ label: 'moves an hour', variable: '--transition', values: perInterval, decimals: 1 }] });
}

/** Draws all charts of a policy anew. */
function drawCharts(row) {
  charts.splice(0).forEach(({ chart }) => chart.destroy());
  drawCapacity(row);
  drawQueue(row);
  drawTraining(row);
  drawMovesByHour(row);
}

function resizeCharts(most = Infinity) {
  for (const { chart, place } of charts) {
    chart.setSize({ width: Math.min(most, Math.max(200, place.clientWidth)), height: chart.height });
  }
}
