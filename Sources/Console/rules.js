// Every rule of the contract, where it comes from, and how often it has answered.

import * as api from './api.js'
import { act, every } from './app.js'
import { button, count, field, h, input, select } from './dom.js'
import * as place from './place.js'

const labels = ['documented', 'observed', 'inferred', 'chosen']

export async function show(page, now, signal) {
  const summary = h('p')
  const bars = h('ul', { class: 'coverage', 'aria-label': 'Coverage by operation' })
  const list = h('ol', { class: 'rules' })
  let latest = ''
  page.append(
    h('form', { class: 'filters', role: 'search', onsubmit: event => event.preventDefault() },
      field('search', input(now.search, value => place.go({ search: value }), { type: 'search', size: 30 })),
      field('label', select([['', 'all'], ...labels], now.label ?? '', value => place.go({ label: value }))),
      field('met', select([['', 'all'], ['yes', 'met'], ['no', 'never met']], now.met ?? '', value => place.go({ met: value }))),
      button('Count anew', () => act(async () => {
        await api.call('DELETE', 'coverage')
        await load()
      }, 'No rule has been met since.'))),
    summary, h('details', {}, h('summary', {}, 'Coverage by operation'), bars), list)

  function isWanted(rule) {
    const words = (now.search ?? '').toLowerCase().split(' ')
    const text = `${rule.id} ${rule.says} ${rule.source} ${rule.quirk ?? ''}`.toLowerCase()
    return words.every(word => text.includes(word)) && (!now.label || rule.label === now.label)
      && (!now.met || (now.met === 'yes') === rule.answers > 0)
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
    list.replaceChildren(...found.map(rule => h('li', { class: rule.answers ? 'met' : '', tabindex: -1, 'data-row': '' },
      h('h3', {}, rule.id, ' ', h('span', { class: `label label-${rule.label}` }, rule.label)),
      h('p', {}, rule.says), h('p', { class: 'quiet' }, rule.source, rule.quirk && ` Quirk: ${rule.quirk}.`),
      h('p', {}, rule.answers ? `${count(rule.answers)} answers` : 'never met'))))
  }

  await load()
  every(3000, signal, load)
}
