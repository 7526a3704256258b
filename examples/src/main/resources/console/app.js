// Polls the demo's state twice a second and renders it.

import {momentAt, plot, spark, SPAN} from './plot.js';

const POLL_INTERVAL = 500; // ms
const TIMEOUT = 3000; // ms
const DASHES = ['none', '7 3', '2 3', '10 3 2 3'];
const COLORS = 8;
const SPARK_SAMPLES = 120;

const $ = id => document.getElementById(id);
const rows = new Map(); // table row by node
const styles = new Map(); // colour and dash pattern by node
let history = [];
let events = [];
let nodesNow = []; // in the latest sample
let run = null;
let lastResponse = null; // time of the demo's last response
let now = 0; // on the demo's clock, in ms
let pointedAge = null; // age of the moment under the mouse pointer, in ms

function lastSampleNumber() {
  return history.length ? history.at(-1).number : 0;
}

async function poll() {
  try {
    const state = await fetchState();
    if (state === null) {
      showConnectionLost();
    } else {
      apply(state);
    }
  } finally {
    setTimeout(poll, POLL_INTERVAL);
  }
}

/** The demo's state, with the samples since the last response; null if the demo does not answer. */
async function fetchState() {
  try {
    const response = await fetch(`api/state?after=${lastSampleNumber()}`, {signal: AbortSignal.timeout(TIMEOUT)});
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

function apply(state) {
  if (run !== null && run !== state.run) {
    reset(); // the demo was restarted; its next response has the whole history
    return;
  }
  run = state.run;
  lastResponse = new Date();
  now = state.now;
  history = history.concat(state.history.map(indexed)).filter(sample => now - sample.at < SPAN + POLL_INTERVAL);
  const silent = history.length ? now - history.at(-1).at : 0;
  showConnection(silent < TIMEOUT ? null : 'The demo answers, but takes no more samples.');
  showClient(state);
  if (history.length) {
    showOverview(history.at(-1));
    showNodes(history.at(-1).nodes, state.strategy === 'PER_CONNECTION');
  }
  showEvents(state.events);
  showPlots();
}

function reset() {
  run = null;
  history = [];
  events = [];
  rows.clear();
  styles.clear();
  for (const id of ['nodes', 'events', 'rate-legend', 'latency-legend']) {
    $(id).replaceChildren();
  }
}

function showConnectionLost() {
  showConnection(lastResponse === null
    ? 'No connection to the demo. Retrying.'
    : `Connection to the demo lost. The page shows the state at ${clock(lastResponse)}. Retrying.`);
}

/** Shows the problem with the connection; null for none. */
function showConnection(problem) {
  const lost = $('connection-lost');
  if (lost.textContent !== (problem ?? '')) {
    lost.textContent = problem ?? '';
  }
  lost.hidden = problem === null;
  const link = $('link');
  const text = problem === null ? 'live' : 'not connected';
  if (link.textContent !== text) {
    link.textContent = text;
    link.className = problem === null ? 'live' : 'off';
  }
  $('main').classList.toggle('stale', problem !== null);
  if (problem !== null) {
    document.title = 'Not connected · Alternator console';
  }
}

function showClient({cluster, strategy, kind}) {
  $('cluster').textContent = cluster;
  for (const [id, chosen] of [['strategy', strategy], ['kind', kind]]) {
    for (const button of $(id).children) {
      button.setAttribute('aria-pressed', button.value === chosen);
    }
  }
}

function showOverview({rate, requests, failures, nodes}) {
  const up = nodes.filter(node => node.state === 'UP').length;
  const leases = sum(nodes, node => node.leases);
  $('rate').textContent = whole(rate);
  $('requests').textContent = `${whole(requests)} in total`;
  $('failures').textContent = whole(failures);
  $('failing').textContent = failures ? 'after the SDK’s retries' : 'none, after the SDK’s retries';
  $('failures-tile').classList.toggle('bad', failures > 0);
  $('up').textContent = `${up} of ${nodes.length}`;
  $('not-up').textContent = countStates(nodes.filter(node => node.state !== 'UP').map(node => node.state));
  $('up-tile').classList.toggle('bad', nodes.some(node => node.state === 'DOWN'));
  $('in-flight').textContent = whole(sum(nodes, node => node.inFlight));
  $('leases').textContent = leases ? `on ${whole(leases)} leases` : '';
  document.title = (up < nodes.length ? `${nodes.length - up} not up · ` : '') + 'Alternator console';
}

function countStates(states) {
  const counts = [...new Set(states)].map(state => `${states.filter(other => other === state).length} ${state}`);
  return counts.join(', ') || 'all of them';
}

function showNodes(nodes, hasLeases) {
  nodesNow = nodes;
  const embedded = nodes.some(node => node.fault);
  $('nodes').closest('table').classList.toggle('real', !embedded);
  for (const [name, row] of rows) {
    if (!nodes.some(node => node.node === name)) {
      row.remove();
      rows.delete(name);
    }
  }
  // A full bar is twice the fair share, so that the mark is in the middle; but at most all attempts.
  const fullShare = Math.min(1, 2 * Math.max(...nodes.map(node => node.fairShare)));
  const maxRate = Math.max(1, ...history.flatMap(sample => sample.nodes.map(node => node.rate)));
  for (const node of nodes) {
    const row = rows.get(node.node) ?? addRow(node);
    showNode(row, node, hasLeases);
    row.querySelector('.fill').style.width = percent(node.share / fullShare);
    row.querySelector('.fair').style.left = percent(node.fairShare / fullShare);
    spark(row.querySelector('.spark'), pointsOf(node.node, 'rate').slice(-SPARK_SAMPLES), SPARK_SAMPLES, maxRate);
  }
}

function addRow(node) {
  const row = $('row').content.firstElementChild.cloneNode(true);
  applyStyle(row, node.node);
  if (node.fault) {
    for (const button of row.querySelectorAll('button')) {
      button.setAttribute('aria-label', `${button.textContent} ${node.node}`);
      button.addEventListener('click', () => command('fault', {node: node.node, fault: button.value}));
    }
  } else {
    row.querySelector('.faults').remove();
  }
  rows.set(node.node, row);
  const later = [...rows.keys()].sort(byAddress).find(other => byAddress(other, node.node) > 0);
  $('nodes').insertBefore(row, later ? rows.get(later) : null);
  return row;
}

function inSeveralScopes() {
  return new Set(nodesNow.map(node => node.scope)).size > 1;
}

function showNode(row, node, hasLeases) {
  row.className = node.state.toLowerCase();
  const texts = {
    node: node.node,
    scope: inSeveralScopes() ? node.scope : '',
    state: node.state,
    since: `for ${age(now - node.since)}`,
    why: node.why,
    rate: decimal(node.rate),
    failing: node.failing ? `${decimal(node.failing)} failing` : '',
    share: `${decimal(node.share * 100)} %`,
    fairShare: node.fairShare ? `fair ${decimal(node.fairShare * 100)} %` : '',
    latency: node.latency === null ? '–' : `${decimal(node.latency)} ms`,
    inFlight: whole(node.inFlight),
    leases: hasLeases ? whole(node.leases) : '–',
  };
  for (const field of row.querySelectorAll('[data-field]')) {
    const text = texts[field.dataset.field];
    if (field.textContent !== text) {
      field.textContent = text;
    }
  }
  row.querySelector('[data-field="node"]').title = node.scope;
  row.querySelector('[data-field="since"]').title = `since ${clock(new Date(node.since))}`;
  row.querySelector('.fair').hidden = !node.fairShare;
  for (const button of row.querySelectorAll('button')) {
    if (button.value === 'NONE') {
      button.disabled = node.fault === 'NONE';
    } else {
      button.setAttribute('aria-pressed', button.value === node.fault);
    }
  }
}

function showPlots() {
  const names = [...new Set(history.flatMap(sample => sample.nodes.map(node => node.node)))].sort(byAddress);
  const ejections = events.filter(event => event.kind === 'DOWN').flatMap(event => [...event.earlier, event.at]);
  for (const [field, logarithmic] of [['rate', false], ['latency', true]]) {
    const series = names.map(name => ({...styleOf(name), name, points: pointsOf(name, field)}));
    const moment = pointedAge === null ? null : now - pointedAge;
    plot($(`${field}-plot`), series, {now, ejections, pointed: moment, logarithmic});
    showLegend($(`${field}-legend`), series, moment ?? now);
  }
}

function showLegend(legend, series, moment) {
  for (const {name, points} of series) {
    let entry = [...legend.children].find(child => child.dataset.node === name);
    if (!entry) {
      entry = document.createElement('span');
      entry.dataset.node = name;
      const key = $('row').content.querySelector('.key').cloneNode(true);
      entry.append(key, name, ' ', document.createElement('b'));
      applyStyle(entry, name);
      legend.append(entry);
    }
    const value = points.findLast(point => point.at <= moment)?.value ?? null;
    entry.querySelector('b').textContent = value === null ? '–' : decimal(value);
  }
  [...legend.children].filter(entry => !series.some(line => line.name === entry.dataset.node))
    .forEach(entry => entry.remove());
}

function showEvents(latest) {
  const known = events.length ? events.at(-1).number : 0;
  events = latest;
  const numbers = new Set(latest.map(event => String(event.number))); // a repeated event replaces the one before
  [...$('events').children].filter(item => !numbers.has(item.dataset.number)).forEach(item => item.remove());
  for (const event of latest.filter(event => event.number > known)) {
    const item = document.createElement('li');
    item.className = event.kind;
    item.dataset.number = event.number;
    const time = document.createElement('time');
    time.textContent = clock(new Date(event.at));
    item.append(time, span(event.about), span(event.text + repeated(event)));
    $('events').prepend(item);
  }
}

function repeated({times, first}) {
  return times > 1 ? ` (${whole(times)} times since ${clock(new Date(first))})` : '';
}

async function command(path, parameters, progress = '') {
  showStatus(progress, false);
  try {
    const response = await fetch(`api/${path}?${new URLSearchParams(parameters)}`, {method: 'POST'});
    showStatus(response.ok ? '' : await response.text(), !response.ok);
  } catch (error) {
    showStatus(`The command failed: ${error.message}`, true);
  }
}

function showStatus(text, bad) {
  $('command-status').textContent = text;
  $('command-status').classList.toggle('bad', bad);
}

/** Changes the client's strategy or kind and keeps the other. */
async function choose(group, value) {
  const chosen = id => $(id).querySelector('[aria-pressed="true"]').value;
  const parameters = {strategy: chosen('strategy'), kind: chosen('kind'), [group]: value};
  const buttons = document.querySelectorAll('#switches button');
  buttons.forEach(button => { button.disabled = true; });
  await command('client', parameters, 'Opening another client …');
  buttons.forEach(button => { button.disabled = false; });
}

function styleOf(name) {
  if (!styles.has(name)) {
    const i = styles.size;
    styles.set(name, {
      color: `var(--node-${i % COLORS})`,
      dash: DASHES[(i + Math.floor(i / COLORS)) % DASHES.length],
    });
  }
  return styles.get(name);
}

function applyStyle(element, name) {
  const {color, dash} = styleOf(name);
  element.style.setProperty('--color', color);
  element.style.setProperty('--dash', dash);
}

function pointsOf(name, field) {
  return history.map(({at, byName}) => ({at, value: byName.get(name)?.[field] ?? null}));
}

function span(text) {
  const element = document.createElement('span');
  element.textContent = text;
  return element;
}

const indexed = sample => ({...sample, byName: new Map(sample.nodes.map(node => [node.node, node]))});
const percent = part => `${Math.min(100, part * 100)}%`;
const byAddress = new Intl.Collator('en', {numeric: true}).compare;
const sum = (items, value) => items.reduce((total, item) => total + value(item), 0);
const whole = value => Math.round(value).toLocaleString('en');
const decimal = value => value.toLocaleString('en', {minimumFractionDigits: 1, maximumFractionDigits: 1});
const clock = date => date.toLocaleTimeString('en-GB');

function age(millis) {
  const seconds = Math.max(0, Math.round(millis / 1000));
  if (seconds < 60) {
    return `${seconds} s`;
  }
  const minutes = Math.floor(seconds / 60);
  return minutes < 60 ? `${minutes} min` : `${Math.floor(minutes / 60)} h ${minutes % 60} min`;
}

for (const group of ['strategy', 'kind']) {
  for (const button of $(group).children) {
    button.addEventListener('click', () => choose(group, button.value));
  }
}
for (const id of ['rate-plot', 'latency-plot']) {
  $(id).addEventListener('pointermove', event => {
    pointedAge = now - momentAt($(id), event.clientX, now);
    showPlots();
  });
  $(id).addEventListener('pointerleave', () => {
    pointedAge = null;
    showPlots();
  });
}
addEventListener('resize', () => history.length && showPlots());
poll();
