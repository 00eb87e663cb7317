// Sheets and dialogs. They are the browser's own <dialog>, shown modally: it
// keeps the focus inside, closes on Esc and gives the focus back.

import { byId, el, icon, iconButton } from "./dom.js";

let count = 0; // titles need ids of their own

/** @typedef {{title: string, body: any[], foot?: any[], class?: string, id?: string, closed?: () => void}} Sheet */

/** @param {Sheet} s @returns {HTMLDialogElement} */
export function openSheet(s) {
  const titled = `sheet-title-${++count}`;
  const dialog = el("dialog", { class: s.class ?? "sheet", id: s.id, "aria-labelledby": titled, onclick: veil },
    el("div", { class: "sheet-head" }, el("h2", { id: titled, dir: "auto" }, s.title), iconButton("close", "Close", { onclick: () => dialog.close() })),
    el("div", { class: "sheet-body" }, ...s.body),
    s.foot && el("div", { class: "sheet-foot" }, ...s.foot));
  dialog.addEventListener("close", () => {
    s.closed?.();
    dialog.remove();
  });
  document.body.append(dialog);
  dialog.showModal();
  return dialog;
}

/** A click beside the dialog is one on the dialog itself, whose inside is all
 * covered. @param {MouseEvent} e */
export function veil(e) {
  const box = e.currentTarget.getBoundingClientRect();
  const inside = e.clientX >= box.left && e.clientX <= box.right && e.clientY >= box.top && e.clientY <= box.bottom;
  if (e.target === e.currentTarget && !inside) e.currentTarget.close();
}

/** One row with a round mark. @param {string} group @param {import("./state.js").Choice} c */
const row = (group, c) =>
  el("label", { class: "row", "data-id": c.id },
    el("span", { class: "words", dir: "auto" }, c.title, c.description && el("span", { class: "soft" }, c.description)),
    el("input", { type: "radio", name: group, value: c.id }));

/** Rows of which one is taken, then sent.
 * @param {string} title @param {{title?: string, rows: any[]}[]} sections @param {string} send what the button says
 * @param {(id: string) => void} take */
export function pickFrom(title, sections, send, take) {
  const group = `pick-${++count}`;
  const button = el("button", { type: "submit", class: "primary", id: "sheet-send", disabled: true, form: group }, send);
  const parts = sections.map((s) =>
    el("fieldset", {}, s.title ? el("legend", {}, el("h3", { dir: "auto" }, s.title)) : el("legend", { class: "aside" }, title), ...s.rows.map((r) => row(group, r))));
  const form = el("form", { id: group, class: "rows", onchange: () => (button.disabled = false), onsubmit: (e) => {
    e.preventDefault();
    const id = new FormData(form).get(group);
    if (id === null) return;
    dialog.close();
    take(String(id));
  } }, ...parts);
  const dialog = openSheet({ title, body: [form], foot: [button] });
  form.querySelector("input")?.focus();
}

/** @typedef {{id: string, label: string, value?: string, type?: string, options?: [string, string][], [more: string]: any}} Field */

function field({ id, label, value = "", options, ...attrs }) {
  const input = options
    ? el("select", { id }, ...options.map(([v, words]) => el("option", { value: v }, words)))
    : el("input", { id, value, dir: "auto", autocomplete: "off", ...attrs });
  return el("label", { class: "label" }, label, input);
}

/** Asks for a few things at once. @param {string} title @param {Field[]} fields @param {{id: string, label: string}} send
 * @param {(values: Record<string, string>) => void} take gets what was entered by field id
 * @param {...Node} more @returns {HTMLDialogElement} */
export function fillIn(title, fields, send, take, ...more) {
  const id = `fill-${++count}`;
  const form = el("form", { id, onsubmit: (e) => {
    e.preventDefault();
    const values = Object.fromEntries(fields.map((f) => [f.id, byId(f.id).value.trim()]));
    dialog.close();
    take(values);
  } }, ...more, ...fields.map(field));
  const dialog = openSheet({ title, body: [form], foot: [el("button", { class: "primary", id: send.id, form: id }, send.label)] });
  form.querySelector("input, select, button").focus();
  return dialog;
}

/** @param {string} title @param {string} yes @param {string} id @param {() => void} take */
export function confirm(title, yes, id, take) {
  const dialog = openSheet({ title, class: "", body: [], foot: [
    el("button", { class: "plain", onclick: () => dialog.close() }, "Cancel"),
    el("button", { class: "primary", id, onclick: () => (dialog.close(), take()) }, yes),
  ] });
  byId(id).focus();
}

/** The picture as large as the screen. @param {string} url @param {string} name */
export function lightbox(url, name) {
  const title = `sheet-title-${++count}`;
  const dialog = el("dialog", { class: "lightbox", "aria-labelledby": title, onclick: veil, onclose: () => dialog.remove() },
    el("div", { class: "bar" }, el("h2", { id: title }, name), iconButton("close", "Close", { onclick: () => dialog.close() })),
    el("img", { src: url, alt: name }));
  document.body.append(dialog);
  dialog.showModal();
}

/** A menu entry. @param {string} id @param {string} picture @param {string} label @param {() => void} take @param {string} [more] a class */
export const item = (id, picture, label, take, more = "") =>
  el("button", { type: "button", role: "menuitem", tabindex: "-1", class: `item ${more}`, id, onclick: take }, icon(picture), label);
