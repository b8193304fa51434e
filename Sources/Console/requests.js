// What clients have asked for, live, and each exchange whole.

import * as api from './api.js'
import { act, pause, report } from './app.js'
import { button, code, copyButton, count, empty, field, h, input, laidOut, time } from './dom.js'
import * as place from './place.js'

const most = 300
const filters = ['operation', 'status', 'user', 'text']

/** The latest rule texts, by id. */
let rules = null

export async function findRule(id) {
  rules ??= new Map((await api.get('rules')).rules.map(rule => [rule.id, rule]))
  return rules.get(id)
}

export async function show(page, now, signal) {
  const criteria = Object.fromEntries(filters.map(name => [name, now[name] ?? '']))
  const list = h('ol', { class: 'rows', 'aria-label': 'Requests, newest first', reversed: true })
  const detail = h('div', { class: 'detail', 'aria-live': 'polite' })
  const says = h('p', { class: 'quiet' })
  const older = button('Show older', () => act(showOlder))
  let isPaused = false
  const pauser = button('Pause', () => {
    isPaused = !isPaused
    pauser.textContent = isPaused ? 'Go on' : 'Pause'
    pauser.setAttribute('aria-pressed', isPaused)
  }, { 'data-pause': '', 'aria-pressed': false })

  const names = [...new Set((await api.get('coverage', { signal })).byOperation.map(one => one.operation)
    .concat(criteria.operation || []))].sort()
  page.append(
    h('form', { class: 'filters', role: 'search', onsubmit: event => event.preventDefault() },
      field('operation', h('select', { onchange: event => place.go({ operation: event.target.value, id: '' }) },
        ['', ...names].map(name => h('option', { value: name, selected: name === criteria.operation }, name || 'all')))),
      field('status', input(now.status, value => place.go({ status: value, id: '' }), { inputmode: 'numeric', size: 4 })),
      field('user', input(now.user, value => place.go({ user: value, id: '' }), { size: 16 })),
      field('text', input(now.text, value => place.go({ text: value, id: '' }), { type: 'search', size: 18 })),
      pauser,
      button('Clear', () => act(async () => {
        await api.call('DELETE', 'requests')
        list.replaceChildren()
      }, 'The journal is empty.')),
      button('Find the closest', () => act(() => showClosest(criteria, detail)))),
    says, h('div', { class: 'split' }, h('div', {}, list, older), detail))

  const ask = more => api.get('requests' + api.query({ ...criteria, brief: true, ...more }), { signal })
  let rowsWanted = 100

  function row(entry) {
    const link = h('a', { href: place.at({ id: entry.id }), 'data-row': '', 'data-id': entry.id },
      h('span', { class: 'time' }, time(entry.at)),
      h('span', { class: `status status-${String(entry.status ?? 'x')[0]}` }, entry.status ?? 'none'),
      h('span', { class: 'method' }, entry.method),
      h('span', { class: 'path' }, entry.path),
      h('span', { class: 'rule' }, entry.fault ? `⚡ ${entry.fault}` : entry.rule))
    link.addEventListener('click', event => {
      if (event.metaKey || event.ctrlKey) return
      event.preventDefault()
      place.note({ id: entry.id })
      choose(entry.id)
      act(async () => {
        await showEntry(entry.id, detail, signal)
        detail.scrollIntoView({ block: 'nearest' })
      })
    })
    return h('li', {}, link)
  }

  function choose(id) {
    for (const link of list.querySelectorAll('a')) {
      if (link.dataset.id === String(id)) link.setAttribute('aria-current', 'true')
      else link.removeAttribute('aria-current')
    }
  }

  function note() {
    const found = list.childElementCount
    older.hidden = !found || list.lastElementChild.querySelector('a').dataset.id === '1'
    says.replaceChildren()
    if (!found) {
      says.append(filters.some(name => criteria[name])
        ? 'No request of the journal is like this. New ones appear here.'
        : 'No request yet. Point a client at this server, and it appears here.')
    }
  }

  async function showOlder() {
    const first = list.lastElementChild?.querySelector('a').dataset.id
    const { requests } = await ask({ before: first, limit: 100 })
    rowsWanted = Math.min(most * 10, rowsWanted + 100)
    list.append(...requests.reverse().map(row))
    if (!requests.length) older.hidden = true
  }

  const first = await ask({ before: '9223372036854775807', limit: 100 })
  list.append(...first.requests.reverse().map(row))
  note()
  if (now.id) {
    choose(now.id)
    act(() => showEntry(now.id, detail, signal))
  } else {
    detail.append(empty('Choose a request to see it whole.', 'j and k move, Enter opens.'))
  }

  let since = first.next
  follow()

  async function follow() {
    while (!signal.aborted) {
      try {
        if (isPaused || document.hidden) {
          await pause(250, signal)
          continue
        }
        const found = await ask({ since, wait: 20, limit: 200 })
        if (signal.aborted) return
        // The ids of a world that is reset begin again.
        if (Number(found.next) < Number(since)) list.replaceChildren()
        since = found.next
        if (!found.requests.length) continue
        list.prepend(...found.requests.reverse().map(row))
        while (list.childElementCount > Math.max(most, rowsWanted)) list.lastElementChild.remove()
        note()
      } catch (error) {
        if (signal.aborted) return
        report(error)
        await pause(2000, signal)
      }
    }
  }
}

async function showClosest(criteria, detail) {
  const wanted = Object.fromEntries(Object.entries(criteria).filter(([, value]) => value))
  if (!Object.keys(wanted).length) throw new Error('Give a filter first: what was meant to come?')
  const found = await api.call('POST', 'requests/find', wanted)
  if (found.requests.length) {
    detail.replaceChildren(h('h3', {}, 'The closest'), h('p', {}, `${count(found.requests.length)} requests are like this.`))
    return
  }
  detail.replaceChildren(h('h3', {}, 'The closest'), ...found.closest.map(({ request, differences }) =>
    h('article', {}, h('p', {}, h('a', { href: place.at({ id: request.id }) }, `${request.method} ${request.path}`)),
      h('ul', {}, differences.map(difference =>
        h('li', {}, `${difference.field}: expected ${difference.expected}, found ${difference.found ?? 'nothing'}`))))))
}

// MARK: One exchange

function fields(headers) {
  return Object.entries(headers).flatMap(([name, value]) => [value].flat().map(one => `${name}: ${one}`)).join('\n')
}

function target(entry) {
  const items = Object.entries(entry.query).flatMap(([name, value]) => [value].flat().map(one => [name, one ?? '']))
  return entry.path + (items.length ? '?' + new URLSearchParams(items) : '')
}

const quoted = text => `'${text.replaceAll("'", "'\\''")}'`

/** A command that asks the same; what is redacted stays so. */
function curl(entry) {
  const lines = Object.entries(entry.headers)
    .filter(([name]) => !/^(host|content-length|connection|accept-encoding|user-agent)$/i.test(name))
    .flatMap(([name, value]) => [value].flat().map(one => `-H ${quoted(`${name}: ${one}`)}`))
  if (entry.body) lines.push(`--data-raw ${quoted(entry.body)}`)
  return [`curl -X ${entry.method} ${quoted(location.origin + target(entry))}`, ...lines].join(' \\\n  ')
}

/** A fault that would strike the same request. */
export function faultFor(entry) {
  const match = entry.operation ? { operation: entry.operation } : { path: entry.path }
  return { match, when: { times: 1 }, do: { status: 503, retryAfterSeconds: 1 } }
}

async function showEntry(id, detail, signal) {
  const entry = await api.get(`requests/${id}`, { signal })
  const rule = entry.rule && await findRule(entry.rule)
  const answer = entry.answer
  detail.replaceChildren(
    h('h3', {}, `Request ${entry.id}`),
    h('p', { class: 'bar' },
      copyButton(curl(entry), 'Copy as curl'),
      h('a', { class: 'button', href: place.of('faults', { fault: JSON.stringify(faultFor(entry)) }) }, 'Make a fault of this'),
      entry.traversal && h('a', { class: 'button', href: place.of('traversals', { id: entry.traversal }) }, `Traversal ${entry.traversal}`)),
    h('dl', { class: 'facts' }, [
      ['came', entry.at], ['took', `${count(entry.durationMicroseconds)} µs`], ['operation', entry.operation ?? 'none'],
      entry.fault && ['fault', entry.fault],
    ].filter(Boolean).map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value)))),
    rule && h('section', { class: 'why' }, h('h4', {}, 'Why this answer'),
      h('p', {}, rule.says),
      h('p', {}, h('span', { class: `label label-${rule.label}` }, rule.label), ' ',
        h('a', { href: place.of('rules', { search: rule.id }) }, rule.id), ': ', rule.source),
      rule.quirk && h('p', {}, `The quirk ${rule.quirk} would change it.`)),
    h('h4', {}, 'Request'), code(`${entry.method} ${target(entry)}\n${fields(entry.headers)}`),
    entry.body && code(laidOut(entry.body) + (entry.truncated ? '\n…' : '')),
    h('h4', {}, 'Answer'),
    answer ? code(`${entry.status ?? 'no status'}\n${fields(answer.headers)}`) : h('p', { class: 'quiet' }, `${entry.status ?? 'no status'}; the journal keeps no answers (--journal-answers).`),
    answer?.body && code(laidOut(answer.body) + (answer.truncated ? '\n…' : '')))
}
