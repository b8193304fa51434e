// Which lists clients have read, page by page, and what they have left.

import * as api from './api.js'
import { act, confirm, every } from './app.js'
import { button, count, counted, empty, field, h, input, select } from './dom.js'
import * as place from './place.js'

const verdicts = {
  complete: 'read whole', incomplete: 'left something unread', running: 'may still go on', unjudged: 'nobody can know',
}

const meanings = [
  ['served', '■', 'a page that came in full'], ['repeated', '↻', 'a page that was asked for again'],
  ['refused', '✕', 'an answer without a page'], ['missed', '▨', 'items that were not read'],
]

function title(traversal) {
  const subjects = Object.entries(traversal).filter(([name, value]) => typeof value === 'string'
    && !['operation', 'verdict', 'reason', 'end', 'credential'].includes(name)).map(([, value]) => value)
  return [traversal.operation, ...subjects.flatMap(subject => [' ', h('bdi', {}, subject)])]
}

/** Its pages as a strip: each cell has a sign, a word and a number, so that colour adds but says nothing alone. */
function strip(traversal) {
  const seen = new Map()
  const last = new Map(traversal.requests.map(request => [request.page, request.id]))
  const cells = traversal.requests.map(request => {
    const isServed = request.items > 0 || (request.status === 200 && request.items === 0)
    const isAgain = isServed && request.page !== null && seen.has(request.page)
    if (isServed && request.page !== null) seen.set(request.page, true)
    const [kind, sign, meaning] = meanings[isAgain ? 1 : isServed ? 0 : 2]
    // Of the requests for a page, the last is where a finding about it became known.
    const isLast = last.get(request.page) === request.id
    const findings = traversal.findings.filter(finding => finding.page === request.page && request.page !== null && isLast)
    const says = `page ${request.page ?? '?'}: ${isServed ? `${request.items} items` : request.status ?? 'no status'}, ${meaning}`
    return h('li', { class: `cell ${kind}` },
      h('a', { href: place.of('requests', { traversal: traversal.id, id: request.id }), 'aria-label': says, title: says },
        h('span', { 'aria-hidden': 'true' }, sign), h('b', {}, request.page ?? '?'), h('small', {}, isServed ? request.items : request.status ?? '–')),
      findings.length > 0 && h('span', { class: 'flag', title: findings.map(finding => finding.detail).join('\n') },
        findings.map(finding => finding.code).join(', ')))
  })
  if (traversal.missed) {
    cells.push(h('li', { class: 'cell missed' }, h('span', { title: `${traversal.missed} items were not read` },
      h('span', { 'aria-hidden': 'true' }, '▨'), h('b', {}, count(traversal.missed)), h('small', {}, 'not read'))))
  }
  return h('ol', { class: 'strip', 'aria-label': 'Pages' }, cells)
}

function draw(traversal, isOpen) {
  const body = h('div', { class: 'body' })
  const card = h('article', { class: `traversal ${traversal.verdict}`, tabindex: -1, 'data-row': '', 'data-id': traversal.id },
    h('h3', {}, h('a', { href: place.at({ id: traversal.id }) }, `${traversal.id}`), ' ', title(traversal)),
    h('p', {}, h('span', { class: `verdict ${traversal.verdict}` }, traversal.verdict), ' ', verdicts[traversal.verdict],
      `: ${counted(traversal.pages, 'page')}, ${counted(traversal.served, 'item')}`,
      traversal.missed ? `, ${count(traversal.missed)} missed` : '', traversal.repeated ? `, ${count(traversal.repeated)} repeated` : '',
      traversal.reason ? ` – ${traversal.reason}` : '',
      traversal.credential && h('span', { class: 'quiet' }, ` · credential ${traversal.credential}`), ' · ',
      h('a', { href: place.of('requests', { traversal: traversal.id }) }, 'its requests')),
    body)
  if (isOpen) card.classList.add('chosen')
  return { card, body }
}

async function fill(body, id, signal) {
  let { next, ...whole } = await api.traversal(id, { signal })
  const earlier = button('Show earlier requests', () => act(async () => {
    const found = await api.traversal(id, { before: next, signal })
    whole = { ...whole, requests: [...found.requests, ...whole.requests] }
    next = found.next
    redraw()
  }))
  function redraw() {
    body.replaceChildren(
      next ? h('p', { class: 'bar quiet' }, `The last ${count(whole.requests.length)} requests. `, earlier) : '',
      strip(whole),
      whole.findings.length ? h('ul', { class: 'findings' }, whole.findings.map(finding =>
        h('li', {}, h('code', {}, finding.code), ' ', finding.detail))) : '')
  }
  redraw()
}

export async function show(page, now, signal) {
  const list = h('div', { class: 'cards' })
  const more = button('Show older', () => act(() => load(true)))
  const criteria = { verdict: now.verdict, operation: now.operation, user: now.user }
  /** What is drawn, by id, with what it was drawn from: a card stays until something about it changes. */
  const drawn = new Map()
  let next = null
  /** Whether more than the newest are shown: they stay when newer ones come. */
  let isLong = false
  let chosen = null
  const { byOperation, neverCalled } = await api.get('coverage', { signal })
  const operations = [...byOperation.map(one => one.operation), ...neverCalled].sort()
  page.append(
    h('form', { class: 'filters', role: 'search', onsubmit: event => event.preventDefault() },
      field('verdict', select([['', 'all'], ...Object.keys(verdicts)], now.verdict ?? '', value => place.go({ verdict: value, id: '' }))),
      field('operation', select([['', 'all'], ...operations], now.operation ?? '', value => place.go({ operation: value, id: '' }))),
      field('user', input(now.user, value => place.go({ user: value, id: '' }), { type: 'search', size: 20 })),
      button('Verify', () => act(async () => {
        // Lists that may still go on are judged then, whatever comes of it.
        await api.call('POST', 'traversals/verify', {}).finally(() => load())
      }, 'Every list has been read whole.')),
      button('Forget all', async () => {
        if (!await confirm(`Forget the traversals of the world ${now.world ?? 'default'}?`, 'Forget them')) return
        await act(async () => {
          await api.call('DELETE', 'traversals')
          await load()
        }, 'The traversals are forgotten.')
      })),
    h('ul', { class: 'legend', 'aria-label': 'Signs' }, meanings.map(([kind, sign, says]) => h('li', { class: kind }, h('span', { 'aria-hidden': 'true' }, sign), ' ', says))),
    list, more)

  const watch = new IntersectionObserver(entries => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue
      watch.unobserve(target)
      act(() => fill(target.querySelector('.body'), target.dataset.id, signal))
    }
  }, { rootMargin: '200px' })
  signal.addEventListener('abort', () => watch.disconnect())

  /** The card of a traversal: the same as before, its strip too until there is another. */
  function card(traversal) {
    const text = JSON.stringify(traversal)
    const old = drawn.get(traversal.id)
    if (old?.text === text) return old.card
    const { card, body } = draw(traversal, String(traversal.id) === now.id)
    if (old) {
      body.append(...old.card.querySelector('.body').childNodes)
      watch.unobserve(old.card)
      if (old.card.contains(document.activeElement)) requestAnimationFrame(() => card.focus({ preventScroll: true }))
    }
    drawn.set(traversal.id, { text, card })
    watch.observe(card)
    return card
  }

  async function load(isMore = false) {
    const found = await api.get('traversals' + api.query({ ...criteria, limit: 50, before: isMore ? next : null }), { signal })
    isLong ||= isMore
    const cards = found.traversals.map(card)
    const present = [...list.children].filter(card => card.dataset.id && card !== chosen)
    if (isMore) {
      cards.unshift(...present)
    } else if (isLong && found.next !== null) {
      cards.push(...present.filter(card => Number(card.dataset.id) < Number(found.next)))
    }
    if (isMore || !isLong || found.next === null) next = found.next
    more.hidden = next === null
    if (chosen && !cards.some(card => card.dataset.id === now.id)) cards.unshift(chosen)
    if (cards.length !== list.childElementCount || cards.some((card, index) => card !== list.children[index])) {
      list.replaceChildren(...cards)
    }
    if (!cards.length) {
      list.append(Object.values(criteria).some(Boolean)
        ? empty('No traversal is like this.', 'Take a filter away.')
        : empty('No list has been read yet.', 'Each client that reads a list of pages gets a strip here: what it read, what it left, and what it did wrong.'))
    }
  }

  await load()
  if (now.id && !list.querySelector('.chosen')) {
    const { card, body } = draw(await api.traversal(now.id, { signal }), true)
    chosen = card
    list.prepend(card)
    await fill(body, now.id, signal)
  }
  // Who comes back is where they were.
  if (!history.state) requestAnimationFrame(() => list.querySelector('.chosen')?.scrollIntoView({ block: 'center' }))
  every(2000, signal, async () => {
    if (scrollY < 400) await load()
  })
}
