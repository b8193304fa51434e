// Every rule of the contract, where it comes from, and how often it has answered.

import * as api from './api.js'
import { act, every } from './app.js'
import { button, count, counted, empty, field, h, input, select } from './dom.js'
import * as place from './place.js'

const labels = ['documented', 'observed', 'inferred', 'chosen']

/** What the contract leaves open, to choose from; the address may say which quirk is looked for. */
async function quirks(now, signal) {
  const { quirks: all } = await api.get('quirks', { signal })
  return h('details', { open: Boolean(now.quirk) }, h('summary', {}, 'Quirks'), h('ul', { class: 'quirks' }, all.map(quirk =>
    h('li', { class: quirk.name === now.quirk && 'chosen' },
      field(quirk.name, select(quirk.values, quirk.value, value =>
        act(() => api.call('PUT', 'quirks', { [quirk.name]: value }), 'The next answer shows it.'))),
      h('p', {}, quirk.says)))))
}

export async function show(page, now, signal) {
  const summary = h('p')
  const bars = h('ul', { class: 'coverage', 'aria-label': 'Coverage by operation' })
  const list = h('ol', { class: 'rules' })
  /** What is drawn of each rule, by its id: it stays where it is while the counts change. */
  const drawn = new Map()
  let latest = ''
  page.append(
    h('form', { class: 'filters', role: 'search', onsubmit: event => event.preventDefault() },
      field('search', input(now.search, null, { type: 'search', size: 30, oninput: event => look({ search: event.target.value }) })),
      field('label', select([['', 'all'], ...labels], now.label ?? '', value => look({ label: value }))),
      field('met', select([['', 'all'], ['yes', 'met'], ['no', 'never met']], now.met ?? '', value => look({ met: value }))),
      button('Count anew', () => act(async () => {
        await api.call('DELETE', 'coverage')
        await load()
      }, 'No rule has been met since.'))),
    await quirks(now, signal), summary, h('details', {}, h('summary', {}, 'Coverage by operation'), bars), list)

  function isWanted(rule) {
    const words = (now.search ?? '').toLowerCase().split(' ')
    const text = `${rule.id} ${rule.says} ${rule.source} ${rule.quirk ?? ''}`.toLowerCase()
    return words.every(word => text.includes(word)) && (!now.label || rule.label === now.label)
      && (!now.met || (now.met === 'yes') === rule.answers > 0)
  }

  /** Filters what is there already, as fast as somebody types. */
  function look(change) {
    Object.assign(now, change)
    place.note(change)
    latest = ''
    act(load)
  }

  function draw(rule) {
    const answers = h('p')
    const item = h('li', { tabindex: -1, 'data-row': '' },
      h('h3', {}, rule.id, ' ', h('span', { class: `label label-${rule.label}` }, rule.label)),
      h('p', {}, rule.says), h('p', { class: 'quiet' }, rule.source, rule.quirk && ` Quirk: ${rule.quirk}.`), answers)
    return { item, answers }
  }

  async function load() {
    const [{ rules }, coverage] = await Promise.all([api.get('rules', { signal }), api.get('coverage', { signal })])
    const text = JSON.stringify([rules.map(rule => rule.answers), coverage.met])
    if (text === latest) return
    latest = text
    const found = rules.filter(isWanted)
    const met = rules.filter(rule => rule.answers > 0).length
    summary.textContent = `${count(met)} of ${count(rules.length)} rules have answered; ${count(found.length)} shown.`
    bars.replaceChildren(...coverage.byOperation.map(one => h('li', {},
      h('span', {}, one.operation), h('meter', { min: 0, max: one.rules, value: one.met, 'aria-label': `${one.operation}: ${one.met} of ${one.rules}` }),
      h('span', {}, `${one.met} of ${one.rules}`))))
    for (const rule of rules) {
      if (!drawn.has(rule.id)) drawn.set(rule.id, draw(rule))
      const { item, answers } = drawn.get(rule.id)
      item.className = rule.answers ? 'met' : ''
      answers.textContent = rule.answers ? counted(rule.answers, 'answer') : 'never met'
    }
    const items = found.map(rule => drawn.get(rule.id).item)
    if (items.length !== list.childElementCount || items.some((item, index) => item !== list.children[index])) {
      list.replaceChildren(...items)
    }
    if (!items.length) list.append(empty('No rule is like this.', 'Take a filter away.'))
  }

  await load()
  every(3000, signal, load)
}
