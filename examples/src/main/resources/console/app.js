// Asks the demo twice a second what it saw, and shows it.

import {momentAt, plot, spark, SPAN} from './plot.js';

const INTERVAL = 500;
const PATIENCE = 3000;
const DASHES = ['none', '7 3', '2 3', '10 3 2 3'];
const COLORS = 8;
const SPARK_SAMPLES = 120;

const $ = id => document.getElementById(id);
const rows = new Map(); // by node
const looks = new Map(); // by node: its colour and dash
let history = [];
let events = [];
let run = null;
let heard = null; // when the demo last answered
let now = 0; // by the demo's clock
let pointed = null; // the age of the moment that the reader points at

function after() {
  return history.length ? history.at(-1).number : 0;
}

async function poll() {
  try {
    const state = await ask();
    if (state === null) {
      lose();
    } else {
      take(state);
    }
  } finally {
    setTimeout(poll, INTERVAL);
  }
}

/** What the demo saw since the last answer; null if it does not tell. */
async function ask() {
  try {
    const response = await fetch(`api/state?after=${after()}`, {signal: AbortSignal.timeout(PATIENCE)});
    return response.ok ? await response.json() : null;
  } catch {
    return null;
  }
}

function take(state) {
  if (run !== null && run !== state.run) {
    forget(); // the demo was started anew; its next answer tells all of it
    return;
  }
  run = state.run;
  heard = new Date();
  now = state.now;
  history = history.concat(state.history).filter(sample => now - sample.at < SPAN + INTERVAL);
  const silent = history.length ? now - history.at(-1).at : 0;
  connected(silent < PATIENCE ? null : 'The demo answers, but measures nothing any more.');
  showClient(state);
  if (state.latest) {
    showOverview(state.latest);
    showNodes(state.latest.nodes, state.strategy === 'PER_CONNECTION');
  }
  showEvents(state.events);
  showPlots();
}

function forget() {
  run = null;
  history = [];
  events = [];
  rows.clear();
  looks.clear();
  for (const id of ['nodes', 'events', 'rate-legend', 'latency-legend']) {
    $(id).replaceChildren();
  }
}

function lose() {
  connected(heard === null
    ? 'No connection to the demo; trying again.'
    : `Connection to the demo lost. It was last heard at ${clock(heard)}; what is shown is of then. Trying again.`);
}

/** Says what is wrong with the connection, or that nothing is. */
function connected(trouble) {
  const lost = $('lost');
  if (lost.textContent !== (trouble ?? '')) {
    lost.textContent = trouble ?? '';
  }
  lost.hidden = trouble === null;
  const link = $('link');
  const word = trouble === null ? 'live' : 'not connected';
  if (link.textContent !== word) {
    link.textContent = word;
    link.className = trouble === null ? 'live' : 'off';
  }
  $('main').classList.toggle('stale', trouble !== null);
  if (trouble !== null) {
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
  $('requests').textContent = `${whole(requests)} so far`;
  $('failures').textContent = whole(failures);
  $('failing').textContent = failures ? 'after the SDK’s retries' : 'none, after retries';
  $('failures-tile').classList.toggle('bad', failures > 0);
  $('up').textContent = `${up} of ${nodes.length}`;
  $('not-up').textContent = counted(nodes.filter(node => node.state !== 'UP').map(node => node.state));
  $('up-tile').classList.toggle('bad', nodes.some(node => node.state === 'DOWN'));
  $('in-flight').textContent = whole(sum(nodes, node => node.inFlight));
  $('leases').textContent = leases ? `on ${whole(leases)} leases` : '';
  document.title = (up < nodes.length ? `${nodes.length - up} not up · ` : '') + 'Alternator console';
}

function counted(states) {
  const words = [...new Set(states)].map(state => `${states.filter(other => other === state).length} ${state}`);
  return words.join(', ') || 'all of them';
}

function showNodes(nodes, leased) {
  const ours = nodes.some(node => node.fault);
  $('nodes').closest('table').classList.toggle('real', !ours);
  for (const [name, row] of rows) {
    if (!nodes.some(node => node.node === name)) {
      row.remove();
      rows.delete(name);
    }
  }
  const fairest = Math.max(...nodes.map(node => node.fairShare));
  const top = Math.max(1, ...history.flatMap(sample => Object.values(sample.nodes).map(([rate]) => rate)));
  for (const node of nodes) {
    const row = rows.get(node.node) ?? addRow(node);
    showNode(row, node, leased);
    row.querySelector('.fill').style.width = `${Math.min(100, (node.share / fairest) * 50)}%`; // the middle is fair
    spark(row.querySelector('.spark'), pointsOf(node.node, 0).slice(-SPARK_SAMPLES), SPARK_SAMPLES, top);
  }
}

function addRow(node) {
  const row = $('row').content.firstElementChild.cloneNode(true);
  dress(row, node.node);
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

function showNode(row, node, leased) {
  row.className = node.state.toLowerCase();
  const texts = {
    node: node.node,
    state: node.state,
    since: `for ${age(now - node.since)}`,
    why: node.why,
    rate: decimal(node.rate),
    failing: node.failing ? `${decimal(node.failing)} failing` : '',
    share: `${decimal(node.share * 100)} %`,
    fairShare: node.fairShare ? `fair ${decimal(node.fairShare * 100)} %` : '',
    latency: node.latency === null ? '–' : `${decimal(node.latency)} ms`,
    inFlight: whole(node.inFlight),
    leases: leased ? whole(node.leases) : '–',
  };
  for (const field of row.querySelectorAll('[data-field]')) {
    const text = texts[field.dataset.field];
    if (field.textContent !== text) {
      field.textContent = text;
    }
  }
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
  const names = [...new Set(history.flatMap(sample => Object.keys(sample.nodes)))].sort(byAddress);
  const marks = events.filter(event => event.kind === 'DOWN').map(event => event.at);
  [['rate', 0, false], ['latency', 1, true]].forEach(([id, field, logarithmic]) => {
    const series = names.map(name => ({...look(name), name, points: pointsOf(name, field)}));
    const moment = pointed === null ? null : now - pointed;
    plot($(`${id}-plot`), series, {now, marks, pointed: moment, logarithmic});
    showLegend($(`${id}-legend`), series, moment ?? now);
  });
}

function showLegend(legend, series, moment) {
  for (const {name, points} of series) {
    let entry = [...legend.children].find(child => child.dataset.node === name);
    if (!entry) {
      entry = document.createElement('span');
      entry.dataset.node = name;
      const key = $('row').content.querySelector('.key').cloneNode(true);
      entry.append(key, name, ' ', document.createElement('b'));
      dress(entry, name);
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
  for (const event of latest.filter(event => event.number > known)) {
    const item = document.createElement('li');
    item.className = event.kind;
    const time = document.createElement('time');
    time.textContent = clock(new Date(event.at));
    item.append(time, span(event.about), span(event.text));
    $('events').prepend(item);
  }
  while ($('events').children.length > latest.length) {
    $('events').lastElementChild.remove();
  }
}

async function command(path, parameters, meanwhile = '') {
  say(meanwhile, false);
  try {
    const response = await fetch(`api/${path}?${new URLSearchParams(parameters)}`, {method: 'POST'});
    say(response.ok ? '' : await response.text(), !response.ok);
  } catch (error) {
    say(`It was not done: ${error.message}`, true);
  }
}

function say(text, bad) {
  $('said').textContent = text;
  $('said').classList.toggle('bad', bad);
}

/** Changes one of the client's two settings and keeps the other. */
async function choose(group, value) {
  const chosen = id => $(id).querySelector('[aria-pressed="true"]').value;
  const parameters = {strategy: chosen('strategy'), kind: chosen('kind'), [group]: value};
  const buttons = document.querySelectorAll('#switches button');
  buttons.forEach(button => { button.disabled = true; });
  await command('client', parameters, 'Opening another client …');
  buttons.forEach(button => { button.disabled = false; });
}

function look(name) {
  if (!looks.has(name)) {
    const i = looks.size;
    looks.set(name, {
      color: `var(--node-${i % COLORS})`,
      dash: DASHES[(i + Math.floor(i / COLORS)) % DASHES.length],
    });
  }
  return looks.get(name);
}

function dress(element, name) {
  const {color, dash} = look(name);
  element.style.setProperty('--color', color);
  element.style.setProperty('--dash', dash);
}

function pointsOf(name, field) {
  return history.map(sample => ({at: sample.at, value: sample.nodes[name]?.[field] ?? null}));
}

function span(text) {
  const made = document.createElement('span');
  made.textContent = text;
  return made;
}

const byAddress = new Intl.Collator('en', {numeric: true}).compare;
const sum = (items, value) => items.reduce((all, item) => all + value(item), 0);
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
    pointed = now - momentAt($(id), event.clientX, now);
    showPlots();
  });
  $(id).addEventListener('pointerleave', () => {
    pointed = null;
    showPlots();
  });
}
addEventListener('resize', () => history.length && showPlots());
poll();
