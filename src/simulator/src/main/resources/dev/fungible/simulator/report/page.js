// What all parts of the page share: the data, elements, numbers and colours.

/** The data of this page: JSON, compressed by gzip, in base 64. */
async function unpacked(text) {
  const bytes = Uint8Array.from(atob(text), letter => letter.charCodeAt(0));
  const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream('gzip'));
  return JSON.parse(await new Response(stream).text());
}

if (!('DecompressionStream' in window)) {
  document.querySelector('main').textContent = 'This browser is too old to unpack the data of this page.';
}

const data = await unpacked(document.getElementById('data').textContent);

/** The element with that id. */
const byId = id => document.getElementById(id);

/** A new element; attributes that start with "on" listen, strings among the children stay text. */
function el(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'color') element.style.setProperty('--c', value);
    else if (name === 'left' || name === 'width') element.style[name] = value;
    else element.setAttribute(name, value === true ? '' : value);
  }
  element.append(...children.filter(child => child !== null && child !== undefined));
  return element;
}

/** Puts new content into an element. */
function fill(target, ...children) {
  target.replaceChildren(...children.filter(child => child !== null && child !== undefined));
}

const formats = new Map();

/** A number with thousands separated, or a dash. */
function number(value, decimals = 0) {
  if (value === null || value === undefined || !Number.isFinite(value)) return '–';
  if (!formats.has(decimals)) {
    formats.set(decimals, new Intl.NumberFormat('en-US', {
      minimumFractionDigits: decimals, maximumFractionDigits: decimals }));
  }
  return formats.get(decimals).format(value === 0 ? 0 : value);
}

const gpuHours = value => number(value, value !== 0 && Math.abs(value) < 100 ? 1 : 0);
const percent = (value, decimals = 1) => value === null ? '–' : number(100 * value, decimals) + ' %';

/** Cut rather than rounded: what is just below a target must not read as if it were met. */
const share = value => value === null || value === undefined
  ? '–' : number(Math.floor(value * 1e4 + 1e-9) / 1e4, 4);

/** A length of time in its two largest units. */
function duration(seconds) {
  const pad = value => String(value).padStart(2, '0');
  if (seconds === null) return '–';
  if (seconds < 59.5) return Math.round(seconds) + 's';
  if (seconds < 3599.5) {
    const whole = Math.round(seconds);
    return Math.floor(whole / 60) + 'm ' + pad(whole % 60) + 's';
  }
  const minutes = Math.round(seconds / 60);
  if (minutes < 1440) return Math.floor(minutes / 60) + 'h ' + pad(minutes % 60) + 'm';
  const hours = Math.round(seconds / 3600);
  return Math.floor(hours / 24) + 'd ' + pad(hours % 24) + 'h';
}

/** A moment of the simulation, such as "day 2 07:35". */
function moment(seconds) {
  const pad = value => String(value).padStart(2, '0');
  const whole = Math.round(seconds);
  const clock = pad(Math.floor(whole / 3600) % 24) + ':' + pad(Math.floor(whole / 60) % 60);
  const tail = whole % 60 ? ':' + pad(whole % 60) : '';
  return 'day ' + (Math.floor(whole / 86400) + 1) + ' ' + clock + tail;
}

const isFeasible = row => row.missed.length === 0;
const texts = list => data.lists[list].map(index => data.texts[index]);

// Classes: those with a demand serve; all others train.
const first = data.rows[0];
const readyClasses = first ? Object.keys(first.timeline.ready) : [];
const attained = first ? Object.keys(first.demandAttainment) : [];
const demandOf = row => row.timeline.demand ?? first.timeline.demand;
const serving = [...new Set([...attained, ...(first ? Object.keys(demandOf(first)) : [])])];

const known = ['training', 'inference', 'ranking'];
const others = [...new Set([...readyClasses, ...serving, ...(data.classes ?? [])])].filter(name => !known.includes(name));

/** The style variable with a class's colour: the same everywhere. */
function colorName(name) {
  if (known.includes(name)) return '--' + name;
  const index = others.indexOf(name);
  return index < 0 ? '--idle' : '--other-' + (index % 3 + 1);
}
const classColor = name => 'var(' + colorName(name) + ')';

/** The value of a style variable now, for canvases. */
const resolved = variable =>
  getComputedStyle(document.documentElement).getPropertyValue(variable).trim();

const swatch = (color, kind = '') => el('i', { class: 'swatch ' + kind, color, 'aria-hidden': 'true' });

/** Breaks a label of several words before its last. */
function twoLines(label) {
  const gap = label.includes(',') ? label.indexOf(',') + 1 : label.lastIndexOf(' ');
  return gap < 0 ? [label] : [label.slice(0, gap), el('br'), label.slice(gap + 1)];
}

const definitions = [
  ['Goodput', 'Training progress that is retained at the end of the run, in GPU-hours. Work that a preemption undid and the time of restarts do not count.'],
  ['Oracle', 'The yardstick: the optimum of a linear program over 10-minute means with perfect knowledge of the future, which meets all demand and ignores whole nodes, gangs and queues. Where nodes are scarce, a policy that moves within such an interval can come out slightly above it.'],
  ['R', 'Goodput / oracle. Valid only when every service-level target holds; otherwise the row is infeasible.'],
  ['SA, demand attainment', 'Σ min(demand, ready nodes) / Σ demand over the measured days.'],
  ['ST, time attainment', 'Share of the measured time with at least as many ready nodes as demanded.'],
  ['Worst hour', 'The lowest demand attainment in any window of 60 minutes.'],
  ['Reversal', 'A node that moved back within 30 minutes.'],
  ['Preemptions', 'Training jobs that a move stopped, an hour.'],
  ['Lost', 'Training progress since the last checkpoint that preemptions undid, in GPU-hours.'],
  ['Queueing time', 'First start − submission. A job that has not finished counts as if it had at the end of the run.'],
  ['JCT, job completion time', 'End − submission.'],
  ['Unfinished', 'Share of jobs that had not finished at the end of the run.'],
  ['Static', 'A split of the nodes that is made once and never changed: what doing nothing costs.'],
];
