// Makes elements. Whatever comes from a server or a visitor becomes text here: nothing in this page reads markup.

/** An element with attributes (`on…` adds a listener, true an empty attribute, null and false none) and children (nodes, texts, null). */
export function h(tag, attributes = {}, ...children) {
  const element = document.createElement(tag);
  for (const [name, value] of Object.entries(attributes)) {
    if (value === null || value === undefined || value === false) continue;
    if (name.startsWith('on')) element.addEventListener(name.slice(2), value);
    else if (name === 'value') element.value = value;
    else element.setAttribute(name, value === true ? '' : String(value));
  }
  element.append(...children.flat().filter(child => child !== null && child !== undefined && child !== false));
  return element;
}

/** Sets a text, and only if it is another one: a selection stays, and a screen reader is not told twice. */
export function setText(element, text) {
  if (element.textContent !== text) element.textContent = text;
}

export function setClass(element, name, isOn) {
  if (element.classList.contains(name) !== isOn) element.classList.toggle(name, isOn);
}

export function setHidden(element, isHidden) {
  if (element.hidden !== isHidden) element.hidden = isHidden;
}

/** How full a bar is, 0 to 1. */
export function setFill(element, share) {
  const width = `${Math.round(Math.min(1, Math.max(0, share)) * 1000) / 10}%`;
  if (element.style.inlineSize !== width) element.style.inlineSize = width;
}

let ids = 0;

/** An id that no other element has. */
export const newId = prefix => `${prefix}-${++ids}`;

/** A labelled field: the label, a hint below it if there is one, and the control. */
export function field(label, control, hint = null) {
  control.id ||= newId('field');
  const text = hint && h('small', { id: `${control.id}-hint` }, hint);
  if (text) control.setAttribute('aria-describedby', text.id);
  return h('div', { class: 'field' }, h('label', { for: control.id }, label), control, text);
}

/** Terms and descriptions. */
export const definitions = (rows, name = 'facts') =>
  h('dl', { class: name }, rows.filter(Boolean).map(([term, ...description]) => h('div', {}, h('dt', {}, term), h('dd', {}, ...description))));

/** A table: heads are texts, rows are arrays of nodes or texts; the columns whose numbers are named hold numbers. */
export function table(caption, heads, rows, numbers = []) {
  const cell = (tag, attributes) => (content, column) => h(tag, { ...attributes, class: numbers.includes(column) ? 'number' : null }, content);
  return h('div', { class: 'scroll', tabindex: 0, role: 'group', 'aria-label': caption },
    h('table', {},
      h('caption', { class: 'unseen' }, caption),
      h('thead', {}, h('tr', {}, heads.map(cell('th', { scope: 'col' })))),
      h('tbody', {}, rows.map(row => h('tr', {}, row.map(cell('td', {})))))));
}
