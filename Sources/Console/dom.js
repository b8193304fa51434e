// Elements, made without a line of markup: what a seed or a request says can only be text.

const svgSpace = 'http://www.w3.org/2000/svg'

function fill(node, attributes, children) {
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue
    if (name.startsWith('on')) node.addEventListener(name.slice(2), value)
    else if (name === 'value') node.value = value
    else node.setAttribute(name, value === true ? '' : value)
  }
  node.append(...children.flat(3).filter(child => child !== null && child !== undefined && child !== false))
  return node
}

/** `h('a', {href: '#', onclick: act}, 'text')` */
export function h(tag, attributes = {}, ...children) {
  return fill(document.createElement(tag), attributes, children)
}

export function svg(tag, attributes = {}, ...children) {
  return fill(document.createElementNS(svgSpace, tag), attributes, children)
}

export function button(text, act, attributes = {}) {
  return h('button', { type: 'button', onclick: act, ...attributes }, text)
}

/** A labelled control, with what it means if the name does not say it. */
export function field(label, control, means) {
  return h('label', { class: 'field', title: means }, h('span', {}, label), control)
}

export function select(options, value, act, attributes = {}) {
  const node = h('select', { onchange: () => act?.(node.value), ...attributes },
    options.map(option => {
      const [key, text] = Array.isArray(option) ? option : [option, option]
      return h('option', { value: key, selected: key === value }, text)
    }))
  return node
}

export function input(value, act, attributes = {}) {
  const work = () => act?.(node.value)
  // The cross in a search field is no change until the field is left.
  const node = h('input', { value: value ?? '', onchange: work, ...(attributes.type === 'search' && { onsearch: work }), ...attributes })
  return node
}

/** A table: heads are texts, rows are arrays of cells. */
export function table(caption, heads, rows) {
  return h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    h('table', {}, h('caption', {}, caption),
      h('thead', {}, h('tr', {}, heads.map(head => h('th', { scope: 'col' }, head)))),
      h('tbody', {}, rows.map(cells => h('tr', { tabindex: -1, 'data-row': '' }, cells.map(cell => h('td', {}, cell)))))))
}

export function empty(says, next) {
  return h('div', { class: 'empty' }, h('p', {}, says), next && h('p', {}, next))
}

export function code(text) {
  return h('pre', { class: 'code', tabindex: 0 }, text)
}

/** JSON, laid out, also where the journal has kept only its beginning; or the text as it is. */
export function laidOut(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return /^\s*[[{]\s*["[{]/.test(text) ? indented(text) : text
  }
}

/** The same as `JSON.stringify` makes it, of JSON whose end is missing. */
function indented(text) {
  let depth = 0
  const line = change => '\n' + '  '.repeat(Math.max(0, depth += change))
  return text.replace(/"(?:[^"\\]|\\.)*"?|[[{]\s*[\]}]|[[\]{},:]|\s+/g, part =>
    part[0] === '"' ? part : part.trim() === '' ? '' : part === ':' ? ': ' : part === ',' ? part + line(0)
      : part.length > 1 ? part[0] + part.at(-1) : '[{'.includes(part) ? part + line(1) : line(-1) + part)
}

export function copyButton(text, label) {
  const node = button(label, async () => {
    if (!await copy(text)) {
      const { tell } = await import('./dialog.js')
      tell(label, code(text))
      return
    }
    node.textContent = 'Copied'
    setTimeout(() => { node.textContent = label }, 1500)
  })
  return node
}

/** Whether the text could be copied: by plain HTTP from another machine a page has no clipboard. */
async function copy(text) {
  try {
    await navigator.clipboard.writeText(text)
    return true
  } catch {
    const focused = document.activeElement
    const area = h('textarea', { value: text, class: 'away', 'aria-hidden': 'true' })
    document.body.append(area)
    area.select()
    const isCopied = document.execCommand('copy')
    area.remove()
    focused?.focus()
    return isCopied
  }
}

/** A value of a seed; where it is long, its beginning, which opens. */
export function value(text) {
  if (text.length <= 300) return text
  const beginning = [...text.slice(0, 120)].slice(0, -1).join('')
  return h('details', { class: 'value' }, h('summary', {}, h('bdi', {}, beginning), '…'), code(laidOut(text)))
}

/** `12 345` */
export function count(number) {
  return number === null || number === undefined ? '–' : number.toLocaleString('en')
}

/** `1 page`, `2 pages` */
export const counted = (number, noun) => `${count(number)} ${noun}${number === 1 ? '' : 's'}`

export function bytes(number) {
  const units = ['bytes', 'KiB', 'MiB', 'GiB']
  let place = 0
  while (number >= 1024 && place < 3) {
    number /= 1024
    place += 1
  }
  return `${place ? number.toFixed(1) : number} ${units[place]}`
}

/** `2 d 3 h`, of the units the largest two. */
export function duration(seconds) {
  const units = [['d', 86400], ['h', 3600], ['min', 60], ['s', 1]]
  const largest = Math.max(0, units.findIndex(([, unit]) => seconds >= unit || unit === 1))
  return units.slice(largest, largest + 2).map(([name, unit], index) =>
    `${Math.floor(index ? seconds % units[largest][1] / unit : seconds / unit)} ${name}`).join(' ')
}

/** `2026-03-02 14:03:05.123 UTC` */
export const whole = instant => `${instant.slice(0, 23).replace('T', ' ')} UTC`

/** `14:03:05.123`, as the world has it: UTC. */
export function time(instant) {
  return instant.slice(11, 23)
}
