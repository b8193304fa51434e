// Dialogs: the browser's own, with a form.

import { button, h } from './dom.js'

/** @returns what was entered by name, or null if the dialog was left. */
export function ask(title, fields, word) {
  return new Promise(resolve => {
    const form = h('form', { method: 'dialog' },
      h('h2', {}, title),
      fields.map(({ name, label, ...attributes }) =>
        h('label', { class: 'field' }, h('span', {}, label), h('input', { name, required: true, ...attributes }))),
      h('div', { class: 'bar' }, h('button', { value: 'yes', class: 'primary' }, word),
        button('Cancel', () => dialog.close(), {})))
    const dialog = h('dialog', { 'aria-label': title }, form)
    dialog.addEventListener('close', () => {
      const entered = Object.fromEntries(new FormData(form))
      dialog.remove()
      resolve(dialog.returnValue === 'yes' ? entered : null)
    })
    document.body.append(dialog)
    dialog.showModal()
  })
}

/** @returns whether the word was chosen. */
export const confirm = async (title, word) => await ask(title, [], word) !== null

export function tell(title, ...content) {
  const dialog = h('dialog', { 'aria-label': title }, h('h2', {}, title), content,
    h('div', { class: 'bar' }, button('Close', () => dialog.close(), { class: 'primary' })))
  dialog.addEventListener('close', () => dialog.remove())
  document.body.append(dialog)
  dialog.showModal()
}
