// Line charts over time, in SVG.

const SVG = 'http://www.w3.org/2000/svg';
const LEFT = 44;
const RIGHT = 6;
const TOP = 8;
const BOTTOM = 20;

/** Time span of the plots, in milliseconds. */
export const SPAN = 120_000;

/** Draws a sparkline, without axes. {@code count} points fill the width; the value {@code max} fills the height. */
export function spark(svg, points, count, max) {
  const x = i => 100 - ((points.length - 1 - i) / (count - 1)) * 100; // the view box is 100 wide
  const y = value => 23 - ((value ?? 0) / max) * 22;
  svg.querySelector('polyline')
    .setAttribute('points', points.map(({value}, i) => `${x(i).toFixed(1)},${y(value).toFixed(1)}`).join(' '));
}

/**
 * Draws series of {at, value} that end now. A null value leaves a gap. Vertical lines mark ejections (times at which a node
 * went down) and pointed (the time under the mouse pointer, or null).
 */
export function plot(svg, series, {now, ejections, pointed, logarithmic}) {
  const width = svg.clientWidth;
  const height = svg.clientHeight;
  if (!width) {
    return; // the plot is not visible
  }
  const values = series.flatMap(line => line.points.map(point => point.value)).filter(value => value !== null);
  const scale = logarithmic ? decades(values) : linear(values);
  const x = at => LEFT + (1 - (now - at) / SPAN) * (width - LEFT - RIGHT);
  const y = value => TOP + (1 - scale.part(value)) * (height - TOP - BOTTOM);
  const shapes = scale.ticks.flatMap(value => [
    line('grid', LEFT, width - RIGHT, y(value), y(value)),
    text(LEFT - 6, y(value) + 4, 'end', value.toLocaleString('en')),
  ]);
  for (const [ago, label, anchor] of [[SPAN, '−2 min', 'start'], [SPAN / 2, '−1 min', 'middle'], [0, 'now', 'end']]) {
    shapes.push(text(x(now - ago), height - 4, anchor, label));
  }
  for (const at of ejections.filter(at => now - at < SPAN)) {
    shapes.push(line('went-down', x(at), x(at), TOP, height - BOTTOM));
  }
  if (pointed) {
    shapes.push(line('pointed', x(pointed), x(pointed), TOP, height - BOTTOM));
  }
  for (const {points, color, dash} of series) {
    const path = element('path', {class: 'series', d: trace(points.filter(({at}) => now - at < SPAN), x, y)});
    path.style.setProperty('--color', color);
    path.style.setProperty('--dash', dash);
    shapes.push(path);
  }
  svg.setAttribute('viewBox', `0 0 ${width} ${height}`);
  svg.replaceChildren(...shapes);
}

/** The time at the x coordinate of a pointer over a plot. */
export function momentAt(svg, clientX, now) {
  const box = svg.getBoundingClientRect();
  const part = (clientX - box.left - LEFT) / (box.width - LEFT - RIGHT);
  return now - (1 - Math.min(1, Math.max(0, part))) * SPAN;
}

function trace(points, x, y) {
  let path = '';
  let pen = 'M';
  for (const {at, value} of points) {
    if (value === null) {
      pen = 'M';
    } else {
      path += `${pen}${x(at).toFixed(1)} ${y(value).toFixed(1)}`;
      pen = 'L';
    }
  }
  return path;
}

/** From 0 to the next of 1, 2, 5, 10, 20, …, so that the scale changes rarely. */
function linear(values) {
  const max = Math.max(0, ...values);
  let top = 1;
  for (let i = 0; top < max; i++) {
    top *= i % 3 === 1 ? 2.5 : 2;
  }
  return {ticks: [0, top / 2, top], part: value => value / top};
}

/** Powers of ten, two decades at least, so that fast and slow nodes are both visible. */
function decades(values) {
  const low = Math.floor(Math.log10(Math.min(1, ...values.filter(value => value > 0))));
  const high = Math.max(low + 2, Math.ceil(Math.log10(Math.max(...values, 1))));
  const ticks = Array.from({length: high - low + 1}, (_, i) => 10 ** (low + i));
  return {ticks, part: value => Math.max(0, (Math.log10(value) - low) / (high - low))};
}

function line(name, x1, x2, y1, y2) {
  return element('line', {class: name, x1, x2, y1, y2});
}

function text(x, y, anchor, content) {
  const label = element('text', {class: 'axis', x, y, 'text-anchor': anchor});
  label.textContent = content;
  return label;
}

function element(name, attributes) {
  const created = document.createElementNS(SVG, name);
  Object.entries(attributes).forEach(([key, value]) => created.setAttribute(key, value));
  return created;
}
