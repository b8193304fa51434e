// The server and its worlds, and how much they have to do.

import * as api from './api.js'
import { act, confirm, every, makeWorld } from './app.js'
import { button, bytes, count, duration, h, svg, table } from './dom.js'
import * as place from './place.js'

/** What was counted lately, of the whole server, whichever view is shown. A tab that is loaded again keeps it. */
const key = 'seatfiller-samples'
const span = 300_000
let samples = []
try {
  samples = JSON.parse(sessionStorage.getItem(key)) ?? []
} catch {
  // Another version has kept something else.
}

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

/** Counts every two seconds from now on. */
export const watch = () => every(2000, new AbortController().signal, async () => {
  const sample = read(await api.get('metrics', { isOfServer: true }))
  samples = [...samples.filter(old => old.at > sample.at - span && old.at < sample.at), sample]
  sessionStorage.setItem(key, JSON.stringify(samples))
})

/** The rates between samples: of requests a second, and milliseconds an answer. */
function rates() {
  return samples.slice(1).map((now, index) => {
    const before = samples[index]
    const answers = Math.max(0, now.count - before.count)
    return {
      at: now.at,
      perSecond: Math.max(0, now.requests - before.requests) / Math.max(0.001, (now.at - before.at) / 1000),
      milliseconds: answers ? (now.seconds - before.seconds) / answers * 1000 : 0,
    }
  })
}

/** A line of five minutes; what was not counted, because the tab was hidden, is straight. */
function line(title, unit, rates, member) {
  const [width, height] = [300, 60]
  const values = rates.map(rate => rate[member])
  const round = value => value.toFixed(value < 10 ? 2 : 0)
  const top = Math.max(...values, 0)
  const points = rates.map(rate =>
    `${(width - (rates.at(-1).at - rate.at) * width / span).toFixed(1)},${(height - rate[member] / (top || 1) * (height - 4) - 2).toFixed(1)}`)
  const says = `${title}: ${round(values.at(-1) ?? 0)} ${unit}, at most ${round(top)} in the last 5 minutes`
  return h('figure', { class: 'line' },
    svg('svg', { viewBox: `0 0 ${width} ${height}`, role: 'img', 'aria-label': says },
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
  const list = h('div', { class: 'worlds' })
  page.append(facts, lines, h('h3', {}, 'Answers by status'), statuses,
    h('h3', {}, 'Worlds'), h('div', { class: 'bar' }, button('Make a world', makeWorld)), list)

  function drawServer(server) {
    const seeds = server.seeds.length ? server.seeds.join(', ') : 'none'
    facts.replaceChildren(...[
      ['version', server.version], ['up for', duration(server.uptimeSeconds)],
      ['listens on', server.addresses.join(', ') || 'nothing: it is called in its own process'],
      [server.store ? 'store' : 'seed', server.store ?? seeds],
    ].map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value))))
  }

  function drawWorlds(worlds) {
    const focused = list.contains(document.activeElement) ? document.activeElement.ariaLabel : null
    list.replaceChildren(table('Worlds', ['world', 'requests', 'memory', 'made (UTC)', 'actions'], worlds.map(world => [
      h('a', { href: place.of('requests', { world: world.name === 'default' ? '' : world.name }) }, world.name),
      count(world.requests), bytes(world.privateBytes), world.created.slice(0, 19).replace('T', ' '),
      h('span', { class: 'bar' },
        button('Reset', () => change(world.name, 'Reset'), { 'aria-label': `Reset the world ${world.name}` }),
        world.name !== 'default' && button('Drop', () => change(world.name, 'Drop'), { 'aria-label': `Drop the world ${world.name}` })),
    ])))
    if (focused) [...list.querySelectorAll('button')].find(button => button.ariaLabel === focused)?.focus()
  }

  async function change(name, word) {
    if (!await confirm(`${word} the world ${name}?`, word)) return
    const path = word === 'Drop' ? ['DELETE', `worlds/${encodeURIComponent(name)}`] : ['POST', `../__world/${encodeURIComponent(name)}/__admin/reset`]
    await act(() => api.call(...path, undefined, { isOfServer: true }), word === 'Drop' ? `World ${name} is gone.` : `World ${name} is as it was seeded.`)
    // The world that was shown is no more.
    if (word === 'Drop' && name === now.world) place.go({ world: '' })
    else drawWorlds((await api.get('worlds', { isOfServer: true })).worlds)
  }

  function drawLines() {
    const found = rates()
    lines.replaceChildren(
      line('Requests', 'a second', found, 'perSecond'), line('An answer takes', 'ms', found, 'milliseconds'))
    const counts = Object.entries(samples.at(-1)?.statuses ?? {}).sort()
    statuses.replaceChildren(...(counts.length ? counts.map(([status, number]) =>
      h('li', { class: `status-${status[0]}` }, h('b', {}, status), ' ', count(number))) : [h('li', {}, 'no answers yet')]))
  }

  drawServer(server)
  drawWorlds(worlds)
  every(1000, signal, drawLines)
  every(5000, signal, async () => {
    const [server, { worlds }] = await Promise.all([
      api.get('server', { signal, isOfServer: true }), api.get('worlds', { signal, isOfServer: true }),
    ])
    drawServer(server)
    drawWorlds(worlds)
  })
}
