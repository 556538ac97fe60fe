// An account of some days: what the operator measured, and what a replay makes of it.

const hours = value => number(value, 1);
const states = [
  ['busy', 'held', 'Held by gangs'],
  ['idle', 'idle', 'Held by nobody, and nobody of the class waited', '--idle'],
  ['fragmented', 'fragmented', 'Held by nobody although gangs of the class waited', '--idle-fragmented'],
  ['shifting', 'in transition', 'Between classes', '--transition'],
  ['unhealthy', 'unhealthy', 'On nodes that cannot work', '--down'],
];
const stateColor = (variable, name) => variable ? 'var(' + variable + ')' : classColor(name);
const whole = parts => states.reduce((sum, [state]) => sum + parts[state], 0);

/** A table with its first column as headings; cells are text, or [text, explanation]. */
function table(label, heading, rows) {
  return el('div', { class: 'scroll', tabindex: '0', role: 'region', 'aria-label': label },
    el('table', {},
      el('thead', {}, el('tr', {}, ...heading.map(text => el('th', { scope: 'col' }, ...twoLines(text))))),
      el('tbody', {}, ...rows.map(([name, ...cells]) => el('tr', {},
        el('th', { scope: 'row' }, name), ...cells.map(cell => el('td', {}, cell)))))));
}

function bar(name, segments, most) {
  return el('div', { class: 'stack-row' }, el('span', { class: 'name' }, name),
    el('span', { class: 'stack', 'aria-hidden': 'true' }, ...segments.map(([label, color, value]) =>
      el('i', { color, width: (100 * value / most) + '%', title: label + ': ' + hours(value) + ' GPU-h' }))));
}

function legendOf(entries) {
  return el('div', { class: 'legend' }, ...entries.map(([label, color, meaning]) =>
    el('span', { title: meaning }, swatch(color), label)));
}

/** Pool and class, with the parts of their GPU-hours. */
const holdings = Object.entries(data.pools).flatMap(([pool, { classes }]) =>
  Object.entries(classes).map(([name, parts]) => ({ label: pool + ' ' + name, name, parts })));

function drawHours() {
  const most = Math.max(1, ...holdings.map(({ parts }) => whole(parts)));
  fill(byId('hours-bars'),
    legendOf([...data.classes.map(name => ['held by ' + name, classColor(name)]),
      ...states.slice(1).map(([, label, meaning, variable]) => [label, 'var(' + variable + ')', meaning])]),
    ...holdings.map(({ label, name, parts }) => bar(label,
      states.map(([state, title, , variable]) => [title, stateColor(variable, name), parts[state]]), most)));
  fill(byId('hours-numbers'), table('GPU-hours by pool and class',
    ['GPU-hours', ...states.map(([, label]) => label), 'sum', 'held/sum', 'of held, lost'],
    holdings.map(({ label, parts }) => [label, ...states.map(([state]) => hours(parts[state])), hours(whole(parts)),
      percent(whole(parts) ? parts.busy / whole(parts) : null), hours(parts.lost)])));
}

function drawService() {
  fill(byId('service-numbers'), table('Service by class',
    ['Class', 'wanted GPU-h', 'unmet GPU-h', 'SA', 'ST', 'short for'],
    Object.entries(data.services).map(([name, one]) => [name, hours(one.demanded), hours(one.unmet),
      share(one.demandAttainment), share(one.timeAttainment), duration(3600 * one.unmetHours)])));
}

function drawMoves() {
  fill(byId('moves-numbers'), table('Moves by pair of classes',
    ['From and to', 'started', 'finished', 'rolled back', 'failed', 'reversed', 'stopped work', 'lost GPU-h', 'mean time'],
    data.moves.filter(one => one.started + one.finished + one.rolledBack + one.failed >= 0.5).map(one => [
      one.from + ' to ' + one.to, number(one.started), number(one.finished), number(one.rolledBack), number(one.failed),
      number(one.reversed), number(one.preempting), hours(one.lost), duration(one.meanSeconds)])));
}

function drawDays() {
  const most = Math.max(1, ...data.days.map(day => Object.values(day.classes).reduce((sum, parts) => sum + whole(parts), 0)));
  const served = Object.keys(data.services);
  fill(byId('days-bars'), legendOf(data.classes.map(name => [name, classColor(name)])),
    ...data.days.map(day => bar(day.name, data.classes.filter(name => day.classes[name])
      .map(name => [name, classColor(name), day.classes[name].busy]), most)));
  fill(byId('days-numbers'), table('Days',
    ['Day', 'hours seen', ...data.classes.map(name => name + ' held'), ...served.map(name => 'SA ' + name), 'moves', 'lost GPU-h'],
    data.days.map(day => [day.name, hours(day.observedHours), ...data.classes.map(name => hours(day.classes[name]?.busy ?? 0)),
      ...served.map(name => share(day.services[name]?.demandAttainment)), number(day.moves), hours(day.lost)])));
}

const signed = value => (value >= 0 ? '+' : '') + hours(value);

function drawGain() {
  byId('gain').hidden = !data.gain;
  if (!data.gain) return;
  const served = Object.keys(data.gain.cases[0].moving.demandAttainment);
  const cells = row => [hours(row.trainingPerDay), ...served.map(name => share(row.demandAttainment[name])),
    ...served.map(name => share(row.timeAttainment[name]))];
  fill(byId('gain-numbers'), table('Replayed',
    ['Training work', 'who', 'training GPU-h a day', ...served.map(name => 'SA ' + name), ...served.map(name => 'ST ' + name),
      'gain a day', '90 % of chance'],
    data.gain.cases.flatMap(one => [
      [one.work, one.moving.name, ...cells(one.moving), '', ''],
      ...one.splits.map(split => ['', el('span', { title: split.description }, split.name), ...cells(split), signed(split.gain),
        split.low === null ? '–' : signed(split.low) + ' to ' + signed(split.high)])])));
}

function drawCards() {
  const parts = holdings.map(one => one.parts);
  const sum = state => parts.reduce((all, one) => all + one[state], 0);
  const moved = data.moves.reduce((all, one) => all + one.finished, 0);
  const card = (title, value, note, color) => el('div', { class: 'card' },
    el('h3', {}, color ? swatch(color) : null, title), el('b', {}, value), el('p', {}, note));
  fill(byId('cards'),
    card('Held, of all GPU-hours', percent(sum('busy') / data.capacityGpuHours), gpuHours(sum('busy')) + ' of ' + gpuHours(data.capacityGpuHours) + ' GPU-h'),
    ...Object.entries(data.services).map(([name, one]) => card('Demand met, ' + name,
      percent(Math.floor(one.demandAttainment * 1e4 + 1e-9) / 1e4, 2), hours(one.unmetHours) + ' h with less than wanted', classColor(name))),
    card('Moves', number(moved), hours(sum('lost')) + ' GPU-h of work lost, ' + hours(sum('shifting')) + ' in transition', 'var(--transition)'),
    ...(data.gain ? data.gain.cases.map(one => card('Gain a day, ' + one.work, signed(one.splits[0].gain),
      'GPU-h of training on ' + one.splits[0].name, classColor('training'))) : []));
}

startTheme(drawTheme);
drawCards();
drawHours();
drawService();
drawMoves();
drawDays();
drawGain();
