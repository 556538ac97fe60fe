// Moves with their reasons: filters, pages of 50, and what stood behind each one.

const perPage = 50;
const disruptions = { IDLE: 'idle node', SHRINK: 'shrinks', PREEMPT: 'preempts' };
const moves = { row: null, way: '', disruption: '', text: '', page: 0, open: new Set() };

const textOf = (column, index) => data.texts[moves.row.explained[column][index]];

/** Whether a move passes all filters and started in the time that the charts show. */
function passes(index) {
  const { explained } = moves.row;
  const at = explained.at[index];
  if (shownRange && (at < shownRange[0] || at >= shownRange[1])) return false;
  const [direction, name] = moves.way.split(/:(.*)/s);
  if (moves.way && textOf(direction, index) !== name) return false;
  if (moves.disruption && textOf('disruption', index) !== moves.disruption) return false;
  if (!moves.text) return true;
  const words = ['node', 'from', 'to', 'tier', 'disruption', 'reason'].map(column => textOf(column, index));
  return [...words, ...texts(explained.gangs[index])].join(' ').toLowerCase().includes(moves.text);
}

const filtered = () => moves.row.explained.at.map((_, index) => index).filter(passes);

function chip(name) {
  return el('span', { class: 'to' }, swatch(classColor(name)), name);
}

function effect(index) {
  const kind = textOf('disruption', index);
  const gangs = texts(moves.row.explained.gangs[index]);
  const count = gangs.length === 1 ? '1 job' : gangs.length + ' jobs';
  return (disruptions[kind] ?? kind.toLowerCase()) + (gangs.length ? ' ' + count : '');
}

function moveRow(index) {
  const { explained } = moves.row;
  const open = moves.open.has(index);
  const toggle = el('button', {
    type: 'button', class: 'toggle', 'aria-expanded': String(open), 'data-move': index,
    'aria-label': 'Explain move ' + explained.number[index],
    onclick: () => { open ? moves.open.delete(index) : moves.open.add(index); drawMovesPage(); focusMove(index); } },
  (open ? '▾ ' : '▸ ') + explained.number[index]);
  return el('tr', {},
    el('td', {}, toggle),
    el('td', {}, moment(explained.at[index])),
    el('td', {}, textOf('node', index)),
    el('td', {}, chip(textOf('from', index)), ' → ', chip(textOf('to', index))),
    el('td', {}, textOf('tier', index)),
    el('td', {}, effect(index)),
    el('td', { class: 'amount' }, number(explained.lost[index], 2), el('span', { class: 'unit' }, ' GPU-h')),
    el('td', { class: 'reason' }, textOf('reason', index)));
}

const focusMove = index => document.querySelector('[data-move="' + index + '"]')?.focus();

function whyPart(title, lines, none) {
  return el('div', {}, el('h4', {}, title), lines.length
    ? el('ul', {}, ...lines.map(line => el('li', {}, line)))
    : el('span', { class: 'muted' }, none));
}

function whyRow(index) {
  const { explained } = moves.row;
  return el('tr', { class: 'why' }, el('td', { colspan: '8' }, el('div', { class: 'why-grid' },
    whyPart('What was asked for in that decision', texts(explained.bids[index]), 'no bids'),
    whyPart('What was granted', texts(explained.allocation[index]), 'nothing'),
    whyPart('Nodes that could have moved instead', texts(explained.alternatives[index]), 'none came into question'),
    whyPart('What was refused, and by which limit', texts(explained.rejections[index]), 'nothing: no limit stood in the way'),
    whyPart('Training jobs that it preempted or shrank', texts(explained.gangs[index]), 'none'))));
}

function pager(shown, pages) {
  const turn = by => () => {
    moves.page += by;
    drawMovesPage();
    byId('moves').scrollIntoView();
  };
  const count = shown.length === moves.row.explained.at.length
    ? number(shown.length) + ' moves' : number(shown.length) + ' of ' + number(moves.row.explained.at.length) + ' moves';
  return el('div', { class: 'pager' },
    el('button', { type: 'button', disabled: moves.page === 0, onclick: turn(-1) }, '‹ Earlier'),
    el('span', { id: 'moves-page' }, 'page ' + (moves.page + 1) + ' of ' + pages),
    el('button', { type: 'button', disabled: moves.page + 1 >= pages, onclick: turn(1) }, 'Later ›'),
    el('span', { id: 'moves-count', class: 'muted', 'aria-live': 'polite' }, count
      + (shownRange ? ' in ' + moment(shownRange[0]) + ' – ' + moment(shownRange[1]) : '')));
}

/** Draws the page of moves that the filters leave. */
function drawMovesPage() {
  const shown = filtered();
  const pages = Math.max(1, Math.ceil(shown.length / perPage));
  moves.page = Math.min(moves.page, pages - 1);
  const page = shown.slice(moves.page * perPage, (moves.page + 1) * perPage);
  const titles = ['#', 'Time', 'Node', 'From → to', 'Tier', 'Effect', 'Lost', 'Reason'];
  fill(byId('moves-list'),
    page.length === 0 ? el('p', { class: 'muted' }, moves.row.moves ? 'No move passes these filters.' : moves.row.policy + ' moves nothing.')
      : el('div', { class: 'scroll moves' }, el('table', {},
        el('thead', {}, el('tr', {}, ...titles.map(title =>
          el('th', { scope: 'col', class: title === 'Lost' ? 'amount' : null }, title)))),
        el('tbody', {}, ...page.flatMap(index =>
          moves.open.has(index) ? [moveRow(index), whyRow(index)] : [moveRow(index)])))),
    moves.row.moves ? pager(shown, pages) : null);
}

function choice(label, id, options, field) {
  const select = el('select', { id, onchange: event => {
    moves[field] = event.target.value;
    moves.page = 0;
    drawMovesPage();
  } }, ...options.map(([value, text]) => el('option', { value }, text)));
  return el('label', {}, label, select);
}

function filters() {
  const { explained } = moves.row;
  const names = column => [...new Set(explained[column].map(index => data.texts[index]))].sort();
  const search = el('input', { id: 'moves-text', type: 'search', placeholder: 'reason, node, job …', oninput: event => {
    moves.text = event.target.value.trim().toLowerCase();
    moves.page = 0;
    drawMovesPage();
  } });
  return el('div', { class: 'filters' },
    choice('Class', 'moves-way', [['', 'any'], ...names('to').map(name => ['to:' + name, 'to ' + name]),
      ...names('from').map(name => ['from:' + name, 'from ' + name])], 'way'),
    choice('Effect', 'moves-effect', [['', 'any'], ...names('disruption').map(name => [name, disruptions[name] ?? name])], 'disruption'),
    el('label', {}, 'Find', search));
}

/** Draws filters and the first page of a policy's moves. */
function drawMoves(row) {
  Object.assign(moves, { row, way: '', disruption: '', text: '', page: 0, open: new Set() });
  const listed = row.explained.at.length;
  fill(byId('moves-body'),
    listed < row.moves ? el('p', { class: 'lead' }, 'The first ' + number(listed) + ' of ' + number(row.moves)
      + ' moves are listed here; the file of moves has all of them.') : null,
    row.moves ? filters() : null, el('div', { id: 'moves-list' }));
  drawMovesPage();
}
