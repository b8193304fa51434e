// The control plane, as anybody could call it with curl.

/** What went wrong, with a hint on what to do. */
export class Problem extends Error {
  constructor(status, problem) {
    super(problem.detail ?? `The emulator answered ${status}.`)
    this.status = status
    this.hint = problem.hint ?? ''
    this.code = problem.code ?? ''
  }
}

const root = new URL('../', document.baseURI)
const key = 'seatfiller-admin-token'
let world = ''
let asking = null
let isDeclined = false
let isGone = false

export function chooseWorld(name) {
  world = name
}

function headers(more) {
  const headers = { ...more }
  if (world) headers['X-Seatfiller-World'] = world
  const token = sessionStorage.getItem(key)
  if (token) headers.Authorization = `Bearer ${token}`
  return headers
}

/**
 * Calls `/__admin/{path}`.
 *
 * @returns the answer's JSON, or its text if it is none.
 * @throws Problem for a status of 400 and above.
 */
export async function call(method, path, content, { signal, type, accept, isOfServer } = {}) {
  const hasContent = content !== undefined
  const sent = headers({
    ...(hasContent && { 'Content-Type': type ?? 'application/json' }),
    ...(accept && { Accept: accept }),
  })
  if (isOfServer) delete sent['X-Seatfiller-World']
  const answer = await reach(new URL(path, root), {
    method, signal, headers: sent, cache: 'no-store',
    body: !hasContent ? undefined : typeof content === 'string' || content instanceof Blob ? content : JSON.stringify(content),
  })
  if (answer.status === 401) {
    if (isDeclined) throw withoutToken()
    asking ??= askForToken(sent.Authorization !== undefined).finally(() => { asking = null })
    await asking
    return call(method, path, content, { signal, type, accept, isOfServer })
  }
  const text = await answer.text()
  const isJSON = /json/.test(answer.headers.get('Content-Type') ?? '')
  const value = isJSON && text ? JSON.parse(text) : text
  if (!answer.ok) throw new Problem(answer.status, isJSON ? value : {})
  return value
}

/** Fetches, and tells the frame when the server goes away and when it comes back. */
async function reach(url, options) {
  try {
    const answer = await fetch(url, options)
    if (isGone) {
      isGone = false
      dispatchEvent(new Event('server-back'))
    }
    return answer
  } catch (error) {
    if (error.name === 'AbortError') throw error
    if (!isGone) {
      isGone = true
      dispatchEvent(new Event('server-gone'))
    }
    throw new Problem(0, { detail: 'The server does not answer.', hint: 'The console goes on when it does.' })
  }
}

/** Whether a world exists. To ask a world for its requests would make it. */
export async function isThere(name) {
  const { worlds } = await get('worlds', { isOfServer: true })
  return worlds.some(world => world.name === name)
}

export const get = (path, options) => call('GET', path, undefined, options)

/** `?a=1&b=2` of what is there. */
export function query(parameters) {
  const found = Object.entries(parameters).filter(([, value]) => value !== undefined && value !== null && value !== '')
  return found.length ? '?' + new URLSearchParams(found) : ''
}

/** How many requests of a traversal come in one answer. */
const mostRequests = 200

/**
 * A traversal with its latest requests, or with the latest before one. `next` is the `before` of those that are left.
 *
 * @param downTo the id of a request that must be there, and the one before it: then as many come as it takes.
 */
export async function traversal(id, { before = null, downTo = Infinity, signal } = {}) {
  let requests = []
  for (;;) {
    const found = await get(`traversals/${encodeURIComponent(id)}` + query({ limit: mostRequests, before }), { signal })
    requests = [...found.requests, ...requests]
    before = found.next
    if (before === null || Number(before) < downTo) return { ...found, requests }
  }
}

const withoutToken = () => new Problem(401, { detail: 'The control plane requires its token.', hint: 'Reload the page to give it.' })

async function askForToken(wasWrong) {
  const { ask } = await import('./dialog.js')
  const token = await ask('This server has an admin token', [
    { name: 'token', label: wasWrong ? 'That token was not right. Token' : 'Token', type: 'password',
      // A header can hold nothing else.
      pattern: '\\s*[!-~]+\\s*', title: 'Letters, digits and signs of ASCII' },
  ], 'Go on')
  isDeclined = !token
  if (isDeclined) throw withoutToken()
  sessionStorage.setItem(key, token.token.trim())
}
