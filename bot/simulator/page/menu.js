// What pops up at a button: menus and the emoji. Arrows move, Esc and a click
// elsewhere close, and the focus goes back where it came from.

import { byId, el } from "./dom.js";

/** @type {{close: (back?: boolean) => void, anchor: Element}|null} */
let open = null;

/** Opens at an element, or closes what is open at it.
 * @param {Element} anchor @param {Record<string, any>} attrs of the box: a role and a name @param {Node[]} children
 * @param {{x: number, y: number}} [at] where, if not at the anchor */
export function pop(anchor, attrs, children, at) {
  const again = open?.anchor === anchor;
  open?.close();
  if (again) return;
  const back = document.activeElement;
  const box = el("div", { class: "pop", ...attrs, onkeydown: (e) => keys(box, e), onclick: (e) => e.target.closest("[role=menuitem]") && close() }, ...children);
  const outside = (e) => !box.contains(e.target) && !anchor.contains(e.target) && close(false);
  const close = (focus = true) => {
    open = null;
    removeEventListener("pointerdown", outside, true);
    anchor.setAttribute("aria-expanded", "false");
    const held = box.contains(document.activeElement);
    box.remove();
    if (focus && held) back?.focus();
  };
  open = { close, anchor };
  anchor.setAttribute("aria-expanded", "true");
  byId("page").append(box);
  put(box, at || corner(anchor));
  addEventListener("pointerdown", outside, true);
  stops(box)[0]?.focus();
}

export const closePop = () => open?.close();

function corner(anchor) {
  const box = anchor.getBoundingClientRect();
  return { x: box.left, y: box.bottom + 4, above: box.top - 4 };
}

/** Keeps the box in the window. @param {HTMLElement} box @param {{x: number, y: number, above?: number}} at */
function put(box, at) {
  const { offsetWidth: w, offsetHeight: h } = box;
  const y = at.y + h > innerHeight - 8 ? (at.above ?? at.y) - h : at.y;
  box.style.left = `${Math.max(8, Math.min(at.x, innerWidth - w - 8))}px`;
  box.style.top = `${Math.max(8, Math.min(y, innerHeight - h - 8))}px`;
}

const stops = (box) => [...box.querySelectorAll("button")];

function keys(box, e) {
  if (e.key === "Escape" || e.key === "Tab") {
    open?.close();
    return e.preventDefault();
  }
  const all = stops(box);
  const at = all.indexOf(document.activeElement);
  const row = box.querySelector(".emoji-grid") ? Math.max(1, Math.floor(box.clientWidth / 46)) : 1;
  const go = { ArrowDown: at + row, ArrowUp: at - row, ArrowRight: at + 1, ArrowLeft: at - 1, Home: 0, End: all.length - 1 }[e.key];
  if (go === undefined) return;
  all[(go + all.length) % all.length].focus();
  e.preventDefault();
}

const EMOJI = "😀 😁 😂 🤣 😊 😍 😘 😎 🤔 😐 😴 😢 😭 😡 😮 🥳 👍 👎 👌 🙏 👏 💪 🤝 👋 ✌️ ☝️ ❤️ 💔 🔥 ⭐ 🎉 🪔 💰 💸 🧾 📒 📦 🛒 🏪 📈 📉 ✅ ❌ ⚠️ ⏰ 📷 🎤 📎 🍚 🫘 🧂 🍬 🥛 🍞 🥚 🍎 🥭 🥔 🧅 🍅 🌶️ ☕ 🧼 🪥 💊 👕 📱 🔋".split(" ");

/** @param {Element} anchor @param {(emoji: string) => void} take */
export const emojiPop = (anchor, take) =>
  pop(anchor, { role: "dialog", "aria-label": "Emoji" }, [
    el("div", { class: "emoji-grid" }, ...EMOJI.map((e) => el("button", { type: "button", onclick: () => (closePop(), take(e)) }, e))),
  ]);

/** The few faces one reacts with. @param {string|undefined} now @param {(emoji: string) => void} take */
export const faces = (now, take) =>
  el("div", { class: "faces", role: "group", "aria-label": "React" },
    ...["👍", "❤️", "😂", "😮", "😢", "🙏"].map((e) =>
      el("button", { type: "button", role: "menuitemcheckbox", tabindex: "-1", class: "react", "aria-label": `React ${e}`, "aria-checked": String(e === now), onclick: () => (closePop(), take(e === now ? "" : e)) }, e)));
