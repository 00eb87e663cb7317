// How nodes are made. Every text goes in as a text node and every attribute by
// setAttribute, so whatever a message says it stays a text: there is no way from
// here to markup. Handlers are listeners, which the page's policy allows, and
// not attributes, which it forbids.

/** @typedef {Record<string, any>} Attrs "onclick" and the like are listeners; null and false are left out */

/**
 * @param {string} tag
 * @param {Attrs} [attrs]
 * @param {...(Node|string|null|false|undefined)} children
 * @returns {any} the element
 */
export function el(tag, attrs = {}, ...children) {
  const node = document.createElement(tag);
  for (const [name, value] of Object.entries(attrs)) put(node, name, value);
  node.append(...children.filter((c) => c !== null && c !== undefined && c !== false));
  return node;
}

function put(node, name, value) {
  if (value === null || value === undefined || value === false) return;
  if (name.startsWith("on")) node.addEventListener(name.slice(2), value);
  else node.setAttribute(name, value === true ? "" : value);
}

const SVG = "http://www.w3.org/2000/svg";

/** A picture of icons.svg; it says nothing to a screen reader, its button does.
 * @param {string} name @returns {SVGElement} */
export function icon(name) {
  const svg = document.createElementNS(SVG, "svg");
  svg.setAttribute("class", `icon icon-${name}`);
  svg.setAttribute("aria-hidden", "true");
  const use = document.createElementNS(SVG, "use");
  use.setAttribute("href", `icons.svg#${name}`);
  svg.append(use);
  return svg;
}

/** Words only a screen reader gets. @param {string} text */
export const aside = (text) => el("span", { class: "aside" }, text);

/** @param {string} id @returns {any} the element that must be there */
export function byId(id) {
  const node = document.getElementById(id);
  if (!node) throw new Error(`the page has no #${id}`);
  return node;
}

/** A button that shows a picture and is called by words.
 * @param {string} name @param {string} label @param {Attrs} [attrs] */
export const iconButton = (name, label, attrs = {}) =>
  el("button", { type: "button", class: "icon-button", "aria-label": label, title: label, ...attrs }, icon(name));

/** Makes nodes the children, moving none that stands right.
 * @param {Element} box @param {HTMLElement[]} nodes */
export function arrange(box, nodes) {
  const keep = new Set(nodes);
  for (const child of [...box.children]) if (!keep.has(child)) child.remove();
  let at = box.firstElementChild;
  for (const node of nodes) {
    if (node === at) at = at.nextElementSibling;
    else box.insertBefore(node, at);
  }
}
