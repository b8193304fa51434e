// What breaks answers on purpose: what there is, and a form for more.

import * as api from './api.js'
import { act, every } from './app.js'
import { button, count, empty, field, h, input, select } from './dom.js'
import * as place from './place.js'

const presets = [
  ['Busy once', { do: { status: 503, retryAfterSeconds: 2 }, when: { times: 1 } }],
  ['Too many requests', { do: { status: 429, retryAfterSeconds: 5 }, when: { times: 2 } }],
  ['Token dies between pages', { do: { paging: 'token-expired' }, when: { times: 1 } }],
  ['An empty page', { do: { paging: 'page-empty' }, when: { times: 1 } }],
  ['Page 2 fails', { match: { page: 2 }, do: { status: 500 }, when: { times: 1 } }],
  ['Slow by 2 s', { do: { delay: { milliseconds: 2000 } } }],
  ['Connection lost', { do: { connection: 'CONNECTION_RESET_BY_PEER' }, when: { times: 1 } }],
  ['Half an answer', { do: { truncateBody: 0.5 }, when: { times: 1 } }],
]

/** What the server says a fault can be. */
async function description(signal) {
  const [document, { faults: paging }, coverage] = await Promise.all([
    api.get('openapi.json', { signal }), api.get('faults/catalogue', { signal }), api.get('coverage', { signal }),
  ])
  const schemas = document.components.schemas
  return {
    paging, effects: schemas.FaultEffects.properties, match: schemas.FaultMatch.properties, when: schemas.FaultCondition.properties,
    operations: [...coverage.byOperation.map(one => one.operation), ...coverage.neverCalled].sort(),
  }
}

const number = (schema, value, act) => input(value, text => act(text === '' ? undefined : Number(text)),
  { type: 'number', min: schema.minimum, max: schema.maximum, step: schema.type === 'number' ? 'any' : 1 })

/** A form that writes a fault; the JSON beside it is what is sent, and may be changed by hand. */
function form(known, start, added) {
  const fault = start ?? { do: { status: 503 } }
  const text = h('textarea', { rows: 12, spellcheck: false, 'aria-label': 'The fault as JSON' })
  const controls = h('div', { class: 'controls' })
  const write = () => {
    text.value = JSON.stringify(clean(fault), null, 2)
    // A draft survives a redraw, and a colleague can have it.
    if (isTouched) place.note({ fault: JSON.stringify(clean(fault)) })
  }
  let isTouched = false
  const set = (part, name) => value => {
    isTouched = true
    fault[part] ??= {}
    if (value === undefined || value === '') delete fault[part][name]
    else fault[part][name] = value
    write()
  }

  function control(part, name, schema) {
    const value = fault[part]?.[name]
    if (name === 'operation') return select(['', ...known.operations], value ?? '', set(part, name))
    if (name === 'paging') return select(['', ...known.paging.map(one => one.name)], value ?? '', value => { set(part, name)(value); draw() })
    if (schema.enum) return select(['', ...schema.enum], value ?? '', set(part, name))
    if (/integer|number/.test(schema.type)) return number(schema, value, set(part, name))
    if (name === 'truncateBody') return number({ type: 'number', minimum: 0 }, value, set(part, name))
    if (name === 'delay') return number({ type: 'number', minimum: 0 }, value?.milliseconds, one => set(part, name)(one && { milliseconds: one }))
    if (schema.properties) {
      return h('span', { class: 'bar' }, schema.required.map(member =>
        field(member, number(schema.properties[member], value?.[member], one => set(part, name)({ ...fault[part]?.[name], [member]: one })))))
    }
    if (schema.type === 'string') return input(value, set(part, name))
    return null
  }

  function draw() {
    const paging = known.paging.find(one => one.name === fault.do?.paging)
    const group = (title, part, schemas, more = []) => h('fieldset', {}, h('legend', {}, title),
      Object.entries(schemas).map(([name, schema]) => {
        if (['count', 'kilobytes'].includes(name) && !paging?.parameters.some(one => one.name === name)) return null
        const found = control(part, name, schema)
        return found && field(name, found, schema.description)
      }), more)
    controls.replaceChildren(
      group('which requests', 'match', known.match), group('when', 'when', known.when),
      group('what happens', 'do', known.effects, paging && h('p', { class: 'quiet' }, paging.says)))
    write()
  }

  text.addEventListener('change', () => act(async () => {
    const changed = JSON.parse(text.value)
    isTouched = true
    for (const part of ['match', 'when', 'do']) delete fault[part]
    Object.assign(fault, changed)
    draw()
  }))
  draw()
  return h('details', { class: 'form', open: Boolean(start) }, h('summary', {}, 'Add a fault'),
    h('p', { class: 'bar', role: 'group', 'aria-label': 'Presets' }, presets.map(([name, preset]) => button(name, () => {
      isTouched = true
      for (const part of ['match', 'when', 'do']) delete fault[part]
      Object.assign(fault, structuredClone(preset))
      draw()
    }))),
    h('div', { class: 'split' }, controls, h('div', {}, text, h('p', { class: 'bar' }, button('Add', async () => {
      if (await act(() => api.call('POST', 'faults', text.value), 'The fault is there.')) added()
    }, { class: 'primary' })))))
}

function clean(fault) {
  return Object.fromEntries(['match', 'when', 'do'].filter(part => fault[part] && Object.keys(fault[part]).length)
    .map(part => [part, fault[part]]))
}

export async function show(page, now, signal) {
  const known = await description(signal)
  const list = h('div')
  const rows = new Map()
  let latest = null

  async function load() {
    const { faults } = await api.get('faults', { signal })
    for (const fault of faults) {
      if (!rows.has(fault.id)) rows.set(fault.id, row(fault))
      rows.get(fault.id).count(fault)
    }
    const text = faults.map(fault => fault.id).join()
    if (text === latest) return
    latest = text
    list.replaceChildren(...(faults.length ? faults.map(fault => rows.get(fault.id).article)
      : [empty('No fault is set.', 'Every answer is as the service gives it.')]))
  }

  /** A fault, whose counts change where they stand: what has the focus keeps it. */
  function row({ id, matched, fired, lastError, ...rest }) {
    const counts = h('p')
    const article = h('article', { tabindex: -1, 'data-row': '', 'data-id': id },
      h('h3', {}, `⚡ ${id}`), counts, h('pre', { class: 'code', tabindex: 0 }, JSON.stringify(clean(rest))),
      button('Remove', () => act(async () => {
        await api.call('DELETE', `faults/${id}`)
        await load()
      }, `${id} is gone.`), { 'aria-label': `Remove ${id}` }))
    return {
      article,
      count({ matched, fired, lastError }) {
        article.className = `fault ${fired ? 'fired' : ''}`
        counts.replaceChildren(`matched ${count(matched)}, fired ${count(fired)}`,
          lastError ? h('span', { class: 'problem' }, ` ${lastError}`) : '')
      },
    }
  }

  let start = null
  try {
    start = now.fault ? JSON.parse(now.fault) : null
  } catch {
    // The address was changed by hand.
  }
  page.append(form(known, start, () => {
    place.note({ fault: '' })
    load()
  }), h('p', { class: 'bar' }, button('Remove all', () => act(async () => {
    await api.call('DELETE', 'faults')
    await load()
  }, 'No fault is set.'))), list)
  await load()
  every(1000, signal, load)
}
