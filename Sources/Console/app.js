// The frame: which view is shown, of which world, and what every view has.

import * as api from './api.js'
import { ask, confirm, tell } from './dialog.js'
import { h, table } from './dom.js'
import * as place from './place.js'
import * as clock from './clock.js'
import * as data from './data.js'
import * as faults from './faults.js'
import * as overview from './overview.js'
import * as requests from './requests.js'
import * as rules from './rules.js'
import * as traversals from './traversals.js'

const views = [
  ['overview', 'Overview', overview], ['requests', 'Requests', requests], ['traversals', 'Traversals', traversals],
  ['data', 'Data', data], ['faults', 'Faults', faults], ['clock', 'Clock', clock], ['rules', 'Rules', rules],
]
const main = document.getElementById('main')
const notice = document.getElementById('notice')
const worlds = document.getElementById('world')
let leave = new AbortController()
let shown = null

/** Says something for a while. An error stays until the next notice. */
export function say(text, isError = false) {
  notice.textContent = text
  notice.className = isError ? 'error' : ''
  clearTimeout(say.timer)
  if (!isError) say.timer = setTimeout(() => { notice.textContent = '' }, 4000)
}

export function report(error) {
  if (error.name === 'AbortError') return
  say(error.hint ? `${error.message} ${error.hint}` : error.message, true)
}

/** Performs what a button asks for, and says what came of it. */
export async function act(work, done) {
  try {
    const result = await work()
    if (done) say(done)
    return result
  } catch (error) {
    report(error)
    return undefined
  }
}

/** Repeats work until the view is left, and goes on where a call fails. */
export async function every(milliseconds, signal, work) {
  while (!signal.aborted) {
    if (!document.hidden) {
      try {
        await work()
      } catch (error) {
        if (signal.aborted) return
        report(error)
      }
    }
    await pause(milliseconds, signal)
  }
}

export function pause(milliseconds, signal) {
  return new Promise(resolve => {
    const timer = setTimeout(resolve, milliseconds)
    signal.addEventListener('abort', () => { clearTimeout(timer); resolve() }, { once: true })
  })
}

async function showWorlds() {
  const chosen = place.read().world ?? 'default'
  const { worlds: all } = await api.get('worlds', { isOfServer: true })
  const names = all.map(world => world.name)
  if (!names.includes(chosen)) names.push(chosen)
  worlds.replaceChildren(...names.sort().map(name => h('option', { value: name, selected: name === chosen }, name)))
  return all
}

export async function makeWorld() {
  const entered = await ask('A new world', [{ name: 'name', label: 'Name', maxlength: 64 }], 'Make it')
  if (!entered) return
  if (await act(() => api.call('PUT', `worlds/${encodeURIComponent(entered.name)}`), `World ${entered.name} is made.`)) {
    place.go({ world: entered.name })
  }
}

async function show() {
  const now = place.read()
  const [name, title, view] = views.find(([name]) => name === now.view) ?? views[0]
  api.chooseWorld(now.world ?? '')
  leave.abort()
  leave = new AbortController()
  const signal = leave.signal
  document.title = `${title} – Seatfiller`
  document.getElementById('views').replaceChildren(...views.map(([other, title]) =>
    h('a', { href: place.of(other), 'aria-current': other === name && 'page' }, title)))
  const changed = shown !== `${name} ${now.world ?? ''}`
  shown = `${name} ${now.world ?? ''}`
  const page = h('section', { 'aria-labelledby': 'title' }, h('h2', { id: 'title' }, title))
  try {
    await view.show(page, now, signal)
  } catch (error) {
    if (signal.aborted) return
    page.append(h('p', { class: 'problem', role: 'alert' }, error.message, ' ', error.hint))
  }
  if (signal.aborted) return
  main.replaceChildren(page)
  if (changed) scrollTo(0, 0)
  showWorlds().catch(report)
}

const keys = [
  ['/', 'search'], ['j k', 'next and previous row'], ['Enter', 'open the row'], ['g then o r t d f c u', 'the views, by letter'],
  ['p', 'pause or go on with the requests'], ['Esc', 'leave a field or a dialog'], ['?', 'this list'],
]

const help = () => tell('Keys', table('Keys of the console', ['key', 'what it does'], keys.map(([key, does]) => [h('kbd', {}, key), does])))

/** Moves the focus among the rows of a list. */
function move(step) {
  const rows = [...main.querySelectorAll('[data-row]')]
  if (!rows.length) return
  const index = rows.indexOf(document.activeElement?.closest('[data-row]'))
  const next = rows[Math.min(rows.length - 1, Math.max(0, index + step))]
  next.focus()
  next.scrollIntoView({ block: 'nearest' })
}

const letters = { o: 'overview', r: 'requests', t: 'traversals', d: 'data', f: 'faults', c: 'clock', u: 'rules' }
let isGoing = false

document.addEventListener('keydown', event => {
  const isField = /^(INPUT|TEXTAREA|SELECT)$/.test(event.target.tagName)
  if (event.key === 'Escape' && isField) event.target.blur()
  if (isField || event.ctrlKey || event.metaKey || event.altKey || document.querySelector('dialog[open]')) return
  if (isGoing && letters[event.key]) location.hash = place.of(letters[event.key])
  else if (event.key === '/') main.querySelector('[type=search]')?.focus()
  else if (event.key === 'j') move(1)
  else if (event.key === 'k') move(-1)
  else if (event.key === 'p') main.querySelector('[data-pause]')?.click()
  else if (event.key === '?') help()
  else {
    isGoing = event.key === 'g'
    return
  }
  isGoing = false
  event.preventDefault()
})

worlds.addEventListener('change', () => place.go({ world: worlds.value === 'default' ? '' : worlds.value, id: '', after: '' }))
document.getElementById('help').addEventListener('click', help)
document.getElementById('skip').addEventListener('click', () => main.focus())
addEventListener('hashchange', show)

// A path that names a world leads to the same page of that world.
const named = /^(.*)\/__world\/([^/]+)(\/__admin\/ui\/)$/.exec(location.pathname)
if (named) location.replace(named[1] + named[3] + place.at({ world: decodeURIComponent(named[2]) }))
else show()

export { confirm }
