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

/** A labelled control. */
export function field(label, control) {
  return h('label', { class: 'field' }, h('span', {}, label), control)
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
  const node = h('input', { value: value ?? '', onchange: () => act?.(node.value), ...attributes })
  return node
}

/** A table: heads are texts, rows are arrays of cells. */
export function table(caption, heads, rows) {
  return h('div', { class: 'scroll', tabindex: 0, role: 'region', 'aria-label': caption },
    h('table', {}, h('caption', {}, caption),
      h('thead', {}, h('tr', {}, heads.map(head => h('th', { scope: 'col' }, head)))),
      h('tbody', {}, rows.map(cells => h('tr', {}, cells.map(cell => h('td', {}, cell)))))))
}

export function empty(says, next) {
  return h('div', { class: 'empty' }, h('p', {}, says), next && h('p', {}, next))
}

export function code(text) {
  return h('pre', { class: 'code', tabindex: 0 }, text)
}

/** JSON, laid out; or the text as it is. */
export function laidOut(text) {
  try {
    return JSON.stringify(JSON.parse(text), null, 2)
  } catch {
    return text
  }
}

export function copyButton(text, label) {
  const node = button(label, async () => {
    await navigator.clipboard.writeText(typeof text === 'function' ? text() : text)
    node.textContent = 'Copied'
    setTimeout(() => { node.textContent = label }, 1500)
  })
  return node
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

/** `14:03:05.123`, as the world has it: UTC. */
export function time(instant) {
  return instant.slice(11, 23)
}
