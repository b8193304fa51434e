// What clients have asked for, live, and each exchange whole.

import * as api from './api.js'
import { act, confirm, pause, report } from './app.js'
import { button, code, copyButton, count, counted, empty, field, h, input, laidOut, time, whole } from './dom.js'
import * as place from './place.js'

const most = 300
const filters = ['operation', 'status', 'user', 'text', 'traversal']

/** The latest rule texts, by id. */
let rules = null

async function findRule(id) {
  rules ??= new Map((await api.get('rules')).rules.map(rule => [rule.id, rule]))
  return rules.get(id)
}

export async function show(page, now, signal) {
  const criteria = Object.fromEntries(filters.map(name => [name, now[name] ?? '']))
  const list = h('ol', { class: 'rows', 'aria-label': 'Requests, newest first', reversed: true })
  const heading = h('h3', { 'aria-live': 'polite' }, 'An exchange')
  const detail = h('div')
  const side = h('div', { class: 'detail' }, heading, h('p', { class: 'narrow' }, button('Back to the list', backToList)), detail)
  const says = h('p', { class: 'quiet' })
  const older = button('Show older', () => act(showOlder))
  let isPaused = false
  const pauser = button('Pause', () => {
    isPaused = !isPaused
    pauser.textContent = isPaused ? 'Go on' : 'Pause'
    pauser.setAttribute('aria-pressed', isPaused)
  }, { 'data-pause': '', 'aria-pressed': false })

  const { byOperation, neverCalled } = await api.get('coverage', { signal })
  const names = [...new Set([...byOperation.map(one => one.operation), ...neverCalled].concat(criteria.operation || []))].sort()
  page.append(
    h('form', { class: 'filters', role: 'search', onsubmit: event => event.preventDefault() },
      field('operation', h('select', { onchange: event => place.go({ operation: event.target.value, id: '' }) },
        ['', ...names].map(name => h('option', { value: name, selected: name === criteria.operation }, name || 'all')))),
      field('status', input(now.status, value => place.go({ status: value, id: '' }), { inputmode: 'numeric', size: 4 })),
      field('user', input(now.user, value => place.go({ user: value, id: '' }), { size: 16 })),
      field('text', input(now.text, value => place.go({ text: value, id: '' }), { type: 'search', size: 18 })),
      field('traversal', input(now.traversal, value => place.go({ traversal: value, id: '' }), { inputmode: 'numeric', size: 6 })),
      pauser,
      button('Clear', async () => {
        if (!await confirm(`Empty the journal of the world ${now.world ?? 'default'}?`, 'Empty it')) return
        await act(async () => {
          await api.call('DELETE', 'requests')
          list.replaceChildren()
          note()
        }, 'The journal is empty.')
      }),
      button('Find the closest', () => act(() => showClosest(criteria, heading, detail)))),
    says, h('div', { class: 'split' }, h('div', {}, list, older), side))

  const ask = more => api.get('requests' + api.query({ ...criteria, brief: true, ...more }), { signal })
  /** Of the traversal that is asked for: which page each request was. */
  const pages = new Map()
  let rowsWanted = 100
  let isAll = false
  /** The request that was opened last: answers need not come in the order of the calls. */
  let latest = null

  function row(entry) {
    const link = h('a', { href: place.at({ id: entry.id }), 'data-row': '', 'data-id': entry.id },
      h('span', { class: 'time', title: whole(entry.at) }, time(entry.at)),
      h('span', { class: `status status-${String(entry.status ?? 'x')[0]}` }, entry.status ?? 'none'),
      h('span', { class: 'method' }, entry.method),
      h('span', { class: 'path', title: entry.path }, entry.path),
      h('span', { class: 'walk', title: entry.traversal && `traversal ${entry.traversal}` }, entry.traversal && (pages.get(entry.id) ?? `→ ${entry.traversal}`)),
      h('span', { class: 'rule' }, entry.fault ? `⚡ ${entry.fault}` : entry.rule))
    link.addEventListener('click', event => {
      if (event.metaKey || event.ctrlKey) return
      event.preventDefault()
      place.note({ id: entry.id })
      choose(entry.id)
      act(async () => {
        await open(entry.id)
        if (isBelow()) side.scrollIntoView()
      })
    })
    return h('li', {}, link)
  }

  async function open(id) {
    latest = id
    const isLatest = () => latest === id && !signal.aborted
    try {
      await showEntry(id, heading, detail, isLatest, step)
    } catch (error) {
      if (error.status !== 404 || !isLatest()) throw error
      heading.textContent = `Request ${id}`
      detail.replaceChildren(empty('The journal has no such request.', 'It was dropped for want of room, the journal was emptied, or the world was reset.'))
    }
  }

  /** Opens a neighbour in the traversal; whoever goes on by keyboard stands on the same word again. */
  function step(id, word) {
    place.note({ id })
    choose(id)
    act(async () => {
      await open(id)
      const links = [...detail.querySelectorAll('.walk a')]
      const next = links.find(link => link.textContent === word) ?? links[0]
      next?.focus({ preventScroll: true })
    })
  }

  function backToList() {
    const link = list.querySelector('[aria-current]') ?? list.querySelector('a')
    link?.focus()
    link?.scrollIntoView({ block: 'center' })
  }

  /** On a narrow screen the exchange stands below the list. */
  const isBelow = () => side.offsetTop > list.offsetTop

  /** Finds out which pages of the traversal these requests are. One that is forgotten has no pages. */
  async function readPages(requests) {
    if (!criteria.traversal || !requests.length) return
    const ids = requests.map(request => request.id)
    const range = { before: Math.max(...ids) + 1, downTo: Math.min(...ids), signal }
    const walk = await api.traversal(criteria.traversal, range).catch(() => ({ requests: [] }))
    for (const { id, page } of walk.requests) pages.set(id, page === null ? 'no page' : `page ${page}`)
  }

  function choose(id) {
    for (const link of list.querySelectorAll('a')) {
      if (link.dataset.id === String(id)) link.setAttribute('aria-current', 'true')
      else link.removeAttribute('aria-current')
    }
  }

  function note() {
    const found = list.childElementCount
    older.hidden = !found || isAll
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
    isAll = requests.length < 100
    rowsWanted = Math.min(most * 10, rowsWanted + 100)
    await readPages(requests)
    list.append(...requests.reverse().map(row))
    note()
  }

  const first = await ask({ before: '9223372036854775807', limit: 100 })
  isAll = first.requests.length < 100
  await readPages(first.requests)
  list.append(...first.requests.reverse().map(row))
  note()
  if (now.id) {
    choose(now.id)
    act(async () => {
      await open(now.id)
      // Who comes back is where they were.
      if (!history.state) (isBelow() ? side : list.querySelector('[aria-current]'))?.scrollIntoView({ block: 'nearest' })
    })
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
        // A call would make a world that was dropped. The frame says that it is gone.
        if (now.world && !await api.isThere(now.world)) {
          await pause(2000, signal)
          continue
        }
        const found = await ask({ since, wait: 20, limit: 200 })
        if (signal.aborted) return
        // The ids of a world that is reset begin again.
        if (Number(found.next) < Number(since)) {
          list.replaceChildren()
          pages.clear()
          isAll = true
        }
        since = found.next
        if (!found.requests.length) continue
        await readPages(found.requests)
        list.prepend(...found.requests.reverse().map(row))
        while (list.childElementCount > Math.max(most, rowsWanted)) {
          list.lastElementChild.remove()
          isAll = false
        }
        note()
        // What comes within a moment comes together.
        await pause(100, signal)
      } catch (error) {
        if (signal.aborted) return
        report(error)
        await pause(2000, signal)
      }
    }
  }
}

async function showClosest(criteria, heading, detail) {
  const wanted = Object.fromEntries(Object.entries(criteria).filter(([, value]) => value))
  if (!Object.keys(wanted).length) throw new Error('Give a filter first: what was meant to come?')
  const found = await api.call('POST', 'requests/count', wanted)
  heading.textContent = 'The closest'
  if (found.count) {
    detail.replaceChildren(h('p', {}, `${counted(found.count, 'request')} ${found.count === 1 ? 'is' : 'are'} like this.`))
    return
  }
  if (!found.closest?.length) {
    detail.replaceChildren(empty('The journal is empty.', 'Point a client at this server.'))
    return
  }
  detail.replaceChildren(...found.closest.map(({ request, differences }) =>
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

/** A command that asks the same of the same world. A token that is redacted becomes the shell's `TOKEN`. */
function curl(entry) {
  const server = new URL('../..', document.baseURI).href.replace(/\/$/, '')
  const world = entry.world === 'default' ? '' : `/__world/${encodeURIComponent(entry.world)}`
  const lines = Object.entries(entry.headers)
    .filter(([name]) => !/^(host|content-length|transfer-encoding|connection|accept-encoding|user-agent|x-seatfiller-world)$/i.test(name))
    .flatMap(([name, value]) => [value].flat().map(one => one === 'Bearer [redacted]'
      ? `-H "${name}: Bearer $TOKEN"` : `-H ${quoted(`${name}: ${one}`)}`))
  if (entry.body) lines.push(`--data-raw ${quoted(entry.body)}`)
  const method = entry.method === 'HEAD' ? ' --head' : entry.method === 'GET' && !entry.body ? '' : ` -X ${entry.method}`
  return (entry.truncated ? '# The journal keeps only the beginning of the content.\n' : '')
    + [`curl --globoff${method} ${quoted(server + world + target(entry))}`, ...lines].join(' \\\n  ')
}

/** A fault that would strike the same request. */
function faultFor(entry, page) {
  const match = entry.operation ? { operation: entry.operation, ...(page > 1 && { page }) } : { path: entry.path }
  return { match, when: { times: 1 }, do: { status: 503, retryAfterSeconds: 1 } }
}

/**
 * Shows which page of its traversal a request was, and leads to the requests before and behind it.
 *
 * @returns the page; undefined if nobody knows.
 */
async function showWalk(entry, line, go) {
  const { traversals: [found] } = await api.get('traversals' + api.query({ before: entry.traversal + 1, limit: 1 }))
  // A long one takes longer to come than anybody wants to wait for a line.
  if (found?.id !== entry.traversal || found.pages > 1000) return
  const { requests, findings } = await api.traversal(entry.traversal, { downTo: entry.id })
  const index = requests.findIndex(request => request.id === entry.id)
  if (index < 0) return
  const { page, items, more } = requests[index]
  const step = (other, word) => other && h('a', {
    class: 'button', href: place.at({ id: other.id }),
    onclick: event => {
      if (event.metaKey || event.ctrlKey) return
      event.preventDefault()
      go(other.id, word)
    },
  }, word)
  line.replaceChildren(...[
    h('span', {}, `${page === null ? 'No page' : `Page ${count(page)}`} of the traversal`,
      items === null ? ', which did not come' : `: ${counted(items, 'item')}, ${more ? 'and more follow' : 'the last'}`),
    step(requests[index - 1], 'Previous'), step(requests[index + 1], 'Next'),
    ...findings.filter(finding => finding.page === page && page !== null).map(finding =>
      h('span', {}, h('code', { class: 'problem' }, finding.code), ' ', finding.detail)),
  ].filter(Boolean))
  return page
}

async function showEntry(id, heading, detail, isLatest, step) {
  const entry = await api.get(`requests/${id}`)
  const rule = entry.rule && await findRule(entry.rule)
  if (!isLatest()) return
  const answer = entry.answer
  const walk = h('p', { class: 'bar walk' })
  const lead = page => place.of('faults', { fault: JSON.stringify(faultFor(entry, page)) })
  const fault = h('a', { class: 'button', href: lead() }, 'Make a fault of this')
  heading.textContent = `Request ${entry.id}`
  detail.replaceChildren(h('div', {},
    h('p', { class: 'bar' },
      copyButton(curl(entry), 'Copy as curl'),
      fault,
      entry.traversal && h('a', { class: 'button', href: place.of('traversals', { id: entry.traversal }) }, `Traversal ${entry.traversal}`)),
    entry.traversal && walk,
    h('dl', { class: 'facts' }, [
      ['came', whole(entry.at)], ['took', `${count(entry.durationMicroseconds)} µs`], ['operation', entry.operation ?? 'none'],
      entry.fault && ['fault', h('a', { href: place.of('faults') }, entry.fault)],
    ].filter(Boolean).map(([name, value]) => h('div', {}, h('dt', {}, name), h('dd', {}, value)))),
    rule && h('section', { class: 'why' }, h('h4', {}, 'Why this answer'),
      h('p', {}, rule.says),
      h('p', {}, h('span', { class: `label label-${rule.label}` }, rule.label), ' ',
        h('a', { href: place.of('rules', { search: rule.id }) }, rule.id), ': ', rule.source),
      rule.quirk && h('p', {}, 'The quirk ', h('a', { href: place.of('rules', { search: rule.id, quirk: rule.quirk }) }, rule.quirk), ' would change it.')),
    h('h4', {}, 'Request'), code(`${entry.method} ${target(entry)}\n${fields(entry.headers)}`),
    entry.body && code(laidOut(entry.body) + (entry.truncated ? '\n…' : '')),
    h('h4', {}, 'Answer'),
    answer ? code(`${entry.status ?? 'no status'}\n${fields(answer.headers)}`)
      : h('p', { class: 'quiet' }, entry.status === null ? 'There was none: a fault ended the connection.'
        : `${entry.status}; the journal keeps no answers (--journal-answers).`),
    answer?.body && code(laidOut(answer.body) + (answer.truncated ? '\n…' : ''))))
  if (entry.traversal) fault.href = lead(await showWalk(entry, walk, step))
}
