// Where the reader is: view, world, filters and selection, all in the address.

/** `#/requests?world=a&status=404` as `{view: 'requests', world: 'a', status: '404'}`. */
export function read() {
  const [path, query] = location.hash.slice(1).split('?')
  return { ...Object.fromEntries(new URLSearchParams(query ?? '')), view: path.replaceAll('/', '') || 'overview' }
}

export function link(place) {
  const { view, ...rest } = place
  const found = Object.entries(rest).filter(([, value]) => value !== undefined && value !== null && value !== '')
  const query = new URLSearchParams(found).toString()
  return `#/${view}${query ? '?' + query : ''}`
}

/** The same place with some things changed. */
export const at = change => link({ ...read(), ...change })

/** Another view of the same world. */
export const of = (view, change = {}) => link({ view, world: read().world, ...change })

export function go(change) {
  location.hash = at(change)
}

/** Goes there without a step in the browser's history, and without drawing anew. */
export function note(change) {
  history.replaceState(history.state, '', at(change))
}
