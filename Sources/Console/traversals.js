// Which lists clients have read, page by page, and what they have left.

import * as api from './api.js'
import { act, every } from './app.js'
import { button, count, counted, empty, h } from './dom.js'
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
  return `${traversal.operation} ${subjects.join(', ')}`
}

/** Its pages as a strip: each cell has a sign, a word and a number, so that colour adds but says nothing alone. */
function strip(traversal) {
  const seen = new Map()
  const cells = traversal.requests.map(request => {
    const isServed = request.items > 0 || (request.status === 200 && request.items === 0)
    const isAgain = isServed && request.page !== null && seen.has(request.page)
    if (isServed && request.page !== null) seen.set(request.page, true)
    const [kind, sign, meaning] = meanings[isAgain ? 1 : isServed ? 0 : 2]
    const findings = traversal.findings.filter(finding => finding.page === request.page && request.page !== null)
    const says = `page ${request.page ?? '?'}: ${isServed ? `${request.items} items` : request.status ?? 'no status'}, ${meaning}`
    return h('li', { class: `cell ${kind}` },
      h('a', { href: place.of('requests', { id: request.id }), 'aria-label': says, title: says },
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
      traversal.reason ? ` – ${traversal.reason}` : ''),
    body)
  if (isOpen) card.classList.add('chosen')
  return { card, body }
}

async function fill(body, id, signal) {
  const whole = await api.get(`traversals/${id}`, { signal })
  const most = 400
  const shown = { ...whole, requests: whole.requests.slice(-most) }
  body.replaceChildren(
    whole.requests.length > most && h('p', { class: 'quiet' }, `The last ${most} of ${count(whole.requests.length)} requests.`) || '',
    strip(shown),
    whole.findings.length ? h('ul', { class: 'findings' }, whole.findings.map(finding =>
      h('li', {}, h('code', {}, finding.code), ' ', finding.detail))) : '')
}

export async function show(page, now, signal) {
  const list = h('div', { class: 'cards' })
  const more = button('Show older', () => act(() => load(true)))
  let next = null
  let latest = ''
  page.append(
    h('ul', { class: 'legend', 'aria-label': 'Signs' }, meanings.map(([kind, sign, says]) => h('li', { class: kind }, h('span', { 'aria-hidden': 'true' }, sign), ' ', says))),
    h('p', { class: 'bar' }, button('Forget all', () => act(async () => {
      await api.call('DELETE', 'traversals')
      await load()
    }, 'The traversals are forgotten.'))), list, more)

  const watch = new IntersectionObserver(entries => {
    for (const { target, isIntersecting } of entries) {
      if (!isIntersecting) continue
      watch.unobserve(target)
      act(() => fill(target.querySelector('.body'), target.dataset.id, signal))
    }
  }, { rootMargin: '200px' })
  signal.addEventListener('abort', () => watch.disconnect())

  async function load(isMore = false) {
    const found = await api.get('traversals' + api.query({ limit: 50, before: isMore ? next : null }), { signal })
    const text = JSON.stringify(found)
    if (!isMore && text === latest) return
    if (!isMore) latest = text
    next = found.next
    more.hidden = next === null
    const cards = found.traversals.map(traversal => draw(traversal, String(traversal.id) === now.id))
    if (!isMore) list.replaceChildren()
    list.append(...cards.map(one => one.card))
    for (const { card } of cards) watch.observe(card)
    if (!list.childElementCount) {
      list.append(empty('No list has been read yet.', 'Each client that reads a list of pages gets a strip here: what it read, what it left, and what it did wrong.'))
    }
  }

  await load()
  if (now.id && !list.querySelector('.chosen')) {
    const { card, body } = draw(await api.get(`traversals/${now.id}`, { signal }), true)
    list.prepend(card)
    await fill(body, now.id, signal)
  }
  requestAnimationFrame(() => list.querySelector('.chosen')?.scrollIntoView({ block: 'center' }))
  every(2000, signal, async () => {
    if (scrollY < 400) await load()
  })
}
