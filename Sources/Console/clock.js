// The world's time, and how to change it.

import * as api from './api.js'
import { act, every } from './app.js'
import { button, field, h, input } from './dom.js'

const steps = [['a minute', 60], ['an hour', 3600], ['a day', 86400]]

/** When the next token that was issued dies, by what the journal keeps of the answers. */
async function nextDeath(now, signal) {
  const ends = []
  for (const operation of ['entra.issueTokenV1', 'entra.issueTokenV2', 'avepoint.issueToken']) {
    const { requests } = await api.get('requests' + api.query({ operation, status: 200, before: '9223372036854775807', limit: 20 }), { signal })
    for (const { at, answer } of requests) {
      const seconds = /"expires_in": ?"?(\d+)/.exec(answer?.body ?? '')?.[1]
      if (seconds) ends.push(Date.parse(at) + Number(seconds) * 1000)
    }
  }
  return ends.filter(end => end > now).sort((first, second) => first - second)[0] ?? null
}

export async function show(page, now, signal) {
  const shown = h('time', { class: 'now' })
  const says = h('p')
  const frozen = button('Stop', () => change({ frozen: !clock.frozen }))
  let clock = null
  let readAt = 0

  const instant = () => {
    const start = Date.parse(clock.now)
    return clock.frozen ? start : start + (performance.now() - readAt) * clock.scale
  }

  async function load() {
    clock = await api.get('clock', { signal })
    readAt = performance.now()
    frozen.textContent = clock.frozen ? 'Let it run' : 'Stop'
    says.textContent = clock.frozen ? 'The clock stands still.' : clock.scale === 1 ? 'The clock runs.' : `The clock runs at ${clock.scale} times the speed.`
  }

  async function change(content) {
    await act(async () => {
      await api.call('PUT', 'clock', content)
      await load()
    }, 'The clock is changed.')
  }

  await load()
  const when = input(clock.now.slice(0, 19), null, { type: 'datetime-local', step: 1 })
  const speed = input(String(clock.scale), null, { type: 'number', min: 0, max: 1000000, step: 'any' })
  page.append(h('div', { class: 'clock' }, shown, says),
    h('p', { class: 'bar' }, frozen,
      ...steps.map(([name, seconds]) => button(`Forward ${name}`, () => change({ advanceSeconds: seconds }))),
      button('To when the next token dies', () => act(async () => {
        const end = await nextDeath(instant(), signal)
        if (end === null) throw new Error('No token that the journal knows of is still good.')
        await api.call('PUT', 'clock', { now: new Date(end).toISOString() })
        await load()
      }, 'The next request with that token is refused.'))),
    h('p', { class: 'bar' }, field('set to (UTC)', when), button('Set', () => change({ now: `${when.value}Z` })),
      field('speed', speed), button('Set the speed', () => change({ scale: Number(speed.value) })),
      button('Back to real time', () => act(async () => {
        await api.call('DELETE', 'clock')
        await load()
      }, 'The clock is the real one.'))))
  every(200, signal, async () => {
    shown.textContent = new Date(instant()).toISOString().replace('T', ' ').slice(0, 21) + ' UTC'
  })
  every(2000, signal, load)
}
