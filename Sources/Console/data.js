// The data that a world answers from, page by page, and what can be done with all of it.

import * as api from './api.js'
import { act, confirm, say } from './app.js'
import { ask } from './dialog.js'
import { button, empty, field, h, input, table, value as shownValue } from './dom.js'
import * as place from './place.js'

/** The kinds of rows, and the member by whose beginning the server finds them. */
const searched = {
  organizations: 'name', users: 'userName', seats: 'assignedTo', inventory: 'productId', customers: 'organization',
  tenants: 'name', services: 'customerId',
}
const kinds = Object.keys(searched)

export async function show(page, now, signal) {
  const kind = kinds.includes(now.kind) ? now.kind : 'users'
  const rows = h('div')
  page.append(
    h('nav', { 'aria-label': 'Kinds', class: 'kinds' }, kinds.map(name =>
      h('a', { href: place.at({ kind: name, search: '', after: '' }), 'aria-current': name === kind && 'page' }, name))),
    h('form', { class: 'filters', role: 'search', onsubmit: event => event.preventDefault() },
      field(`${searched[kind]} begins with`, input(now.search, value => place.go({ search: value, after: '' }), { type: 'search', size: 24 })),
      button('Export', () => act(exportAll)),
      h('label', { class: 'button' }, 'Import', h('input', {
        type: 'file', accept: '.json,.sql', class: 'away', onchange: event => act(() => importFile(event.target)),
      }))),
    rows, await snapshots(signal))

  const adding = additions[kind]
  if (adding) {
    page.querySelector('form.filters').append(button(adding.title, () => act(async () => {
      const entered = await ask(adding.title, adding.fields(now), adding.word)
      if (entered) await change('PUT', kind, entered)
    })))
  }

  const found = await api.get(`data/${kind}` + api.query({ after: now.after, search: now.search, limit: 50 }), { signal })
  const heads = Object.keys(found.rows[0] ?? {})
  rows.append(
    found.rows.length ? table(kind, changes[kind] ? [...heads, 'actions'] : heads, found.rows.map(row => [
      ...heads.map(head => cell(kind, head, row)), ...(changes[kind] ? [changes[kind](row)] : []),
    ]))
      : now.search ? empty(`No ${kind} begin with this.`, `It is looked for where ${searched[kind]} begins.`)
        : empty(`There are no ${kind}.`, 'Import a seed, or reset the world.'),
    h('p', { class: 'bar' },
      now.after && h('a', { class: 'button', href: place.at({ after: '' }) }, 'First page'),
      found.next && h('a', { class: 'button', href: place.at({ after: found.next }) }, 'Next page')))

  async function exportAll() {
    const text = await api.get('export')
    const link = h('a', { download: `${now.world ?? 'default'}.json`, href: URL.createObjectURL(new Blob([JSON.stringify(text, null, 2)])) })
    link.click()
    setTimeout(() => URL.revokeObjectURL(link.href), 1000)
  }

  async function importFile(files) {
    const [file] = files.files
    if (!file) return
    const isSQL = file.name.endsWith('.sql')
    if (!await confirm(`Add ${file.name} to the world ${now.world ?? 'default'}?`, 'Add it')) return
    await api.call('POST', 'seed', file, { type: isSQL ? 'application/sql' : 'application/json' })
    say(`${file.name} is in the world.`)
    dispatchEvent(new Event('hashchange'))
  }
}

// MARK: Changes of one row

/** What can be added to a kind, by a form whose names are those of the row. */
const additions = {
  users: {
    title: 'Add a user', word: 'Add it',
    fields: () => [
      { name: 'userName', label: 'User name', placeholder: 'ann@contoso.com' },
      { name: 'tenantId', label: 'Tenant, if it is not the one of the domain', required: false },
    ],
  },
  seats: {
    title: 'Assign a seat', word: 'Assign it',
    fields: now => [
      { name: 'assignedTo', label: 'User name', value: now.search?.includes('@') ? now.search : '' },
      { name: 'productId', label: 'Product' },
      { name: 'skuId', label: 'SKU' },
    ],
  },
}

/** What names a row of a kind. */
const keys = {
  users: ['userName', 'tenantId'], seats: ['assignedTo', 'tenantId', 'productId', 'skuId'],
  inventory: ['productId', 'skuId', 'tenantId'], tenants: ['customerId', 'type', 'id'],
}

const keyOf = (kind, row) => Object.fromEntries(keys[kind].map(name => [name, row[name]]))

/** The controls that change a row. */
const changes = {
  users: row => row.isDeleted
    ? changer('Restore', row.userName, () => change('PUT', 'users', keyOf('users', row)))
    : changer('Delete', row.userName, () => change('DELETE', 'users', keyOf('users', row))),
  seats: row => row.state === 'active'
    ? changer('Reclaim', `${row.productId} of ${row.assignedTo}`, () => change('DELETE', 'seats', keyOf('seats', row)))
    : changer('Assign', `${row.productId} to ${row.assignedTo}`, () => change('PUT', 'seats', keyOf('seats', row))),
  inventory: row => changer('Change', row.productId, () => changeNumbers('inventory', row, { seatCapacity: 'Seat capacity' })),
  tenants: row => changer('Change', row.name, () => changeNumbers('tenants', row, {
    availableUserSeat: 'Available seats', assignedUserSeat: 'Assigned seats',
  })),
}

const changer = (word, what, work) => button(word, () => act(work), { 'aria-label': `${word} ${what}` })

async function changeNumbers(kind, row, labels) {
  const entered = await ask(row.name || row.productId, Object.entries(labels).map(([name, label]) =>
    ({ name, label, value: row[name], type: 'number', min: 0, step: 1 })), 'Change it')
  if (!entered) return
  await change('PATCH', kind, keyOf(kind, row),
    Object.fromEntries(Object.entries(entered).map(([name, value]) => [name, Number(value)])))
}

/** Changes a row, and shows the data as they then are. */
async function change(method, kind, key, content) {
  await api.call(method, `data/${kind}` + api.query(key), content)
  say('The data are changed: the next answer shows it.')
  dispatchEvent(new Event('hashchange'))
}

/** A value; where it leads somewhere, a link. */
function cell(kind, head, row) {
  const value = row[head]
  if (value === null) return h('span', { class: 'quiet' }, 'none')
  if (kind === 'users' && head === 'userName') {
    return h('a', { href: place.at({ kind: 'seats', search: value, after: '' }) }, value)
  }
  if (kind === 'customers' && head === 'id') return h('a', { href: place.at({ kind: 'services', search: value, after: '' }) }, value)
  return shownValue(String(value))
}

async function snapshots(signal) {
  const list = h('div')
  const load = async () => {
    const { snapshots: all } = await api.get('snapshots', { signal })
    list.replaceChildren(all.length ? table('Snapshots', ['snapshot', 'actions'], all.map(one => [one.name, h('span', { class: 'bar' },
      button('Restore', () => act(async () => {
        await api.call('POST', `snapshots/${encodeURIComponent(one.name)}/restore`)
        dispatchEvent(new Event('hashchange'))
      }, `The world is as in ${one.name}.`), { 'aria-label': `Restore ${one.name}` }),
      button('Drop', () => act(async () => {
        await api.call('DELETE', `snapshots/${encodeURIComponent(one.name)}`)
        await load()
      }, `${one.name} is gone.`), { 'aria-label': `Drop the snapshot ${one.name}` }))])) : empty('No snapshot is kept.'))
  }
  await load()
  return h('section', { 'aria-label': 'Snapshots' }, h('h3', {}, 'Snapshots'),
    h('p', { class: 'bar' }, button('Keep a snapshot', () => act(async () => {
      const entered = await ask('A snapshot of the world', [{ name: 'name', label: 'Name' }], 'Keep it')
      if (!entered) return
      await api.call('PUT', `snapshots/${encodeURIComponent(entered.name)}`)
      await load()
    }))), list)
}
