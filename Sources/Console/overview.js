// The server and its worlds, and how much they have to do.

import * as api from './api.js'
import { act, confirm, every, makeWorld } from './app.js'
import { button, bytes, count, h, svg, table } from './dom.js'
import * as place from './place.js'

/** What was counted lately, of the whole server: it goes on while other views are shown. */
const samples = []
const most = 150
let watcher = null

function read(text) {
  const sample = { at: Date.now(), requests: 0, statuses: {}, seconds: 0, count: 0 }
  for (const line of text.split('\n')) {
    const found = /^seatfiller_requests_total\{.*status="(\w+)"\} ([\d.e+]+)/.exec(line)
    if (found) {
      sample.requests += Number(found[2])
      sample.statuses[found[1]] = (sample.statuses[found[1]] ?? 0) + Number(found[2])
    }
    const other = /^seatfiller_request_duration_seconds_(sum|count) ([\d.e+-]+)/.exec(line)
    if (other) sample[other[1] === 'sum' ? 'seconds' : 'count'] = Number(other[2])
  }
  return sample
}

async function sample() {
  samples.push(read(await api.get('metrics', { isOfServer: true })))
  if (samples.length > most) samples.shift()
}

/** The rates between samples: of requests a second, and milliseconds an answer. */
function rates() {
  return samples.slice(1).map((now, index) => {
    const before = samples[index]
    const answers = Math.max(0, now.count - before.count)
    return {
      perSecond: Math.max(0, now.requests - before.requests) / Math.max(0.001, (now.at - before.at) / 1000),
      milliseconds: answers ? (now.seconds - before.seconds) / answers * 1000 : 0,
    }
  })
}

function line(title, unit, values) {
  const [width, height] = [300, 60]
  const top = Math.max(...values, 0.001)
  const last = values.at(-1) ?? 0
  const points = values.map((value, index) =>
    `${(width - (values.length - 1 - index) * width / (most - 1)).toFixed(1)},${(height - value / top * (height - 4) - 2).toFixed(1)}`)
  const says = `${title}: ${last.toFixed(last < 10 ? 2 : 0)} ${unit}`
  return h('figure', { class: 'line' },
    svg('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': `${says}, at most ${top.toFixed(2)}` },
      svg('polyline', { points: points.join(' '), class: 'course' })),
    h('figcaption', {}, says))
}

export async function show(page, now, signal) {
  const [server, { worlds }] = await Promise.all([
    api.get('server', { signal, isOfServer: true }), api.get('worlds', { signal, isOfServer: true }),
  ])
  const facts = h('dl', { class: 'facts' })
  const lines = h('div', { class: 'lines' })
  const statuses = h('ul', { class: 'statuses' })
  const list = h('div')
  page.append(facts, lines, h('h3', {}, 'Answers by status'), statuses,
    h('h3', {}, 'Worlds'), h('div', { class: 'bar' }, button('Make a world', makeWorld)), list)

  function drawServer(server) {
    const seeds = server.seeds.length ? server.seeds.join(', ') : 'none'
    facts.replaceChildren(...[
      ['version', server.version], ['up for', `${count(server.uptimeSeconds)} s`],
      ['listens on', server.addresses.join(', ') || 'nothing: it is called in its own process'],
      [server.store ? 'store' : 'seed', server.store ?? seeds],
    ].map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))))
  }

  function drawWorlds(worlds) {
    list.replaceChildren(table('Worlds', ['world', 'requests', 'memory', 'made', 'actions'], worlds.map(world => [
      h('a', { href: place.of('requests', { world: world.name === 'default' ? '' : world.name }) }, world.name),
      count(world.requests), bytes(world.privateBytes), world.created.slice(0, 19).replace('T', ' '),
      h('span', { class: 'bar' },
        button('Reset', () => change(world.name, 'Reset'), { 'aria-label': `Reset the world ${world.name}` }),
        world.name !== 'default' && button('Drop', () => change(world.name, 'Drop'), { 'aria-label': `Drop the world ${world.name}` })),
    ])))
  }

  async function change(name, word) {
    if (!await confirm(`${word} the world ${name}?`, word)) return
    const path = word === 'Drop' ? ['DELETE', `worlds/${encodeURIComponent(name)}`] : ['POST', `../__world/${encodeURIComponent(name)}/__admin/reset`]
    await act(() => api.call(...path, undefined, { isOfServer: true }), word === 'Drop' ? `World ${name} is gone.` : `World ${name} is as it was seeded.`)
    drawWorlds((await api.get('worlds', { isOfServer: true })).worlds)
  }

  function drawLines() {
    const found = rates()
    lines.replaceChildren(
      line('Requests', 'a second', found.map(rate => rate.perSecond)),
      line('An answer takes', 'ms', found.map(rate => rate.milliseconds)))
    const counts = Object.entries(samples.at(-1)?.statuses ?? {}).sort()
    statuses.replaceChildren(...(counts.length ? counts.map(([status, number]) =>
      h('li', { class: `status-${status[0]}` }, h('b', {}, status), ' ', count(number))) : [h('li', {}, 'no answers yet')]))
  }

  drawServer(server)
  drawWorlds(worlds)
  watcher ??= every(2000, new AbortController().signal, sample)
  every(2000, signal, async () => {
    if (samples.length < 2) await sample()
    drawLines()
  })
  every(5000, signal, async () => {
    const [server, { worlds }] = await Promise.all([
      api.get('server', { signal, isOfServer: true }), api.get('worlds', { signal, isOfServer: true }),
    ])
    drawServer(server)
    // A button that has the focus keeps it.
    if (!list.contains(document.activeElement)) drawWorlds(worlds)
  })
}
