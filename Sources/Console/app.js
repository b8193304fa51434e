// The frame: which view is shown, of which world, and what every view has.

import * as api from './api.js'
import { ask, confirm, tell } from './dialog.js'
import { button, empty, h, table } from './dom.js'
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
const always = new AbortController().signal
let leave = new AbortController()
let shown = null
/** When the world that is shown was made; null if it does not exist. */
let made = null

/** Says something for a while. An error stays until it is closed, or another place is shown. */
export function say(text, isError = false) {
  notice.replaceChildren(text, isError ? button('Close', hush) : '')
  notice.className = isError ? 'error' : ''
  clearTimeout(say.timer)
  if (!isError) say.timer = setTimeout(hush, 4000)
}

function hush() {
  notice.replaceChildren()
  notice.className = ''
}

export function report(error) {
  // That the server is gone is said once, and for as long as it is.
  if (error.name === 'AbortError' || error.status === 0) return
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
  let last = null
  while (!signal.aborted) {
    if (!document.hidden) {
      try {
        await work()
        last = null
      } catch (error) {
        if (signal.aborted) return
        if (error.message !== last) report(error)
        last = error.message
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

/** Shows the worlds that there are, unless one is being chosen. */
async function showWorlds() {
  const chosen = place.read().world ?? 'default'
  const { worlds: all } = await api.get('worlds', { isOfServer: true })
  const names = all.map(world => world.name)
  if (!names.includes(chosen)) names.push(chosen)
  names.sort()
  const areNew = [...worlds.options].map(option => option.value).join() !== names.join()
  if (areNew && document.activeElement !== worlds) {
    worlds.replaceChildren(...names.map(name => h('option', { value: name }, name)))
  }
  worlds.value = chosen
  return all.find(world => world.name === chosen)?.created ?? null
}

export async function makeWorld() {
  const entered = await ask('A new world', [{ name: 'name', label: 'Name', maxlength: 64 }], 'Make it')
  if (!entered) return
  if (await act(() => api.call('PUT', `worlds/${encodeURIComponent(entered.name)}`), `World ${entered.name} is made.`)) {
    place.go({ world: entered.name })
  }
}

function showNoWorld(page, name) {
  page.append(empty(`There is no world ${name}.`, 'The first request to it makes it, and then it is shown here.'),
    h('p', { class: 'bar' },
      button('Make it', () => act(() => api.call('PUT', `worlds/${encodeURIComponent(name)}`), `World ${name} is made.`).then(show)),
      h('a', { class: 'button', href: place.at({ world: '', id: '', after: '' }) }, 'Show the default world')))
}

/** What can have the focus, by the name that it has when it is drawn anew. */
const named = node => node.dataset.id ?? node.getAttribute('aria-label') ?? node.closest('label')?.textContent ?? node.textContent
const controls = () => [...main.querySelectorAll('a, button, input, select, textarea, summary, [tabindex]')]

async function show() {
  const now = place.read()
  const [name, title, view] = views.find(([name]) => name === now.view) ?? views[0]
  api.chooseWorld(now.world ?? '')
  leave.abort()
  leave = new AbortController()
  const signal = leave.signal
  document.title = `${title}${now.world ? ` of ${now.world}` : ''} – Seatfiller`
  document.getElementById('views').replaceChildren(...views.map(([other, title]) =>
    h('a', { href: place.of(other), 'aria-current': other === name && 'page' }, title)))
  const changed = shown !== `${name} ${now.world ?? ''}`
  shown = `${name} ${now.world ?? ''}`
  if (changed && notice.className === 'error') hush()
  const page = h('section', { 'aria-labelledby': 'title' }, h('h2', { id: 'title' }, title))
  main.setAttribute('aria-busy', 'true')
  try {
    made = now.world ? await showWorlds() : ''
    if (made === null && name !== 'overview') showNoWorld(page, now.world)
    else await view.show(page, now, signal)
  } catch (error) {
    if (signal.aborted) return
    page.append(h('p', { class: 'problem', role: 'alert' }, error.message, ' ', error.hint))
  }
  if (signal.aborted) return
  const focused = main.contains(document.activeElement) && !changed ? document.activeElement : null
  const old = focused && [controls().indexOf(focused), named(focused)]
  main.replaceChildren(page)
  main.removeAttribute('aria-busy')
  if (old) (controls().find(node => named(node) === old[1]) ?? controls()[old[0]])?.focus({ preventScroll: true })
  // Back and forward lead to where the reader was.
  if (changed || history.state) scrollTo(0, history.state?.scroll ?? 0)
  if (!now.world) showWorlds().catch(report)
}

const keys = [
  ['/', 'search'], ['j k', 'next and previous row'], ['Enter', 'open the row'], ['g then o r t d f c u', 'the views, by letter'],
  ['p', 'pause or go on with the requests'], ['Esc', 'leave a field or a dialog, close an error'], ['?', 'this list'],
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
  else if (event.key === 'Escape' && notice.className === 'error') hush()
  else if (event.key === 'Enter' && event.target.matches('[data-row]:not(a)')) event.target.querySelector('a')?.click()
  else {
    isGoing = event.key === 'g'
    return
  }
  isGoing = false
  event.preventDefault()
})

worlds.addEventListener('change', () => place.go({ world: worlds.value === 'default' ? '' : worlds.value, id: '', after: '', traversal: '' }))
document.getElementById('help').addEventListener('click', help)
document.getElementById('skip').addEventListener('click', () => main.focus())
addEventListener('hashchange', show)
history.scrollRestoration = 'manual'
addEventListener('scrollend', () => history.replaceState({ scroll: scrollY }, ''))

addEventListener('server-gone', async () => {
  say('The server does not answer. The console goes on when it does.', true)
  // The first call that it answers says that it is back.
  const isGone = () => api.get('server', { isOfServer: true }).then(() => false, error => error.status === 0)
  while (await isGone()) await pause(1000, always)
})
addEventListener('server-back', () => {
  say('The server is back.')
  show()
})

// A path that names a world leads to the same page of that world.
const ofWorld = /^(.*)\/__world\/([^/]+)(\/__admin\/ui\/)$/.exec(location.pathname)
if (ofWorld) location.replace(ofWorld[1] + ofWorld[3] + place.at({ world: decodeURIComponent(ofWorld[2]) }))
else {
  show()
  overview.watch()
  let turns = 0
  every(2000, always, async () => {
    turns += 1
    // Others make worlds, too, and drop the one that is shown.
    if (!place.read().world) {
      if (turns % 5 === 0) await showWorlds()
      return
    }
    const before = made
    const name = place.read().world
    const created = await showWorlds()
    if (created !== before && before === made && name === place.read().world) show()
  })
}

export { confirm }
