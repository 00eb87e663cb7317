// The chat on the screen. Nodes are kept by message and only those that changed
// are made anew; at most two hundred stand in the document. It stays at the
// bottom for whoever is there and never moves under whoever reads further up.

import { line, onlyStatus, setStatus } from "./bubble.js";
import { arrange, byId, el } from "./dom.js";
import { dayKey, dayLabel } from "./format.js";
import { around, grown, newer, newest, older } from "./reach.js";

/** @typedef {import("./state.js").Bubble} Bubble */

const NEAR = 80; // px from the bottom that still count as being there
const EARLY = 400; // px before an end at which more is fetched

const TRY = ["2 kilo chini becha 90", "ramesh ko 500 udhaar diya", "aaj ki bikri kitni hui"];

export class Log {
  constructor(store, act) {
    this.store = store;
    this.act = act;
    this.box = byId("log");
    this.lines = byId("lines");
    this.down = byId("to-bottom");
    /** @type {Map<string, {node: HTMLElement, bubble: Bubble, first: boolean, quoted?: Bubble}>} */
    this.drawn = new Map();
    this.reach = newest(0);
    this.total = 0;
    this.pinned = true;
    this.missed = 0;
    this.dots = el("div", { class: "line first", "data-from": "bot", "aria-hidden": "true", id: "typing" }, el("div", { class: "bubble dots" }, el("i"), el("i"), el("i")));
    this.listen();
  }

  listen() {
    this.box.addEventListener("scroll", () => this.scrolled(), { passive: true });
    this.lines.addEventListener("click", (e) => this.clicked(e));
    this.lines.addEventListener("contextmenu", (e) => this.menu(e));
    this.lines.addEventListener("keydown", (e) => this.keys(e));
    this.lines.addEventListener("focusin", (e) => this.rove(e.target.closest(".bubble")));
    this.down.addEventListener("click", () => this.toBottom());
    const hold = new ResizeObserver(() => this.hold());
    hold.observe(this.box);
    hold.observe(this.lines);
  }

  /** The chat of the phone that was opened. It is not read out: only what comes
   * while one listens is. */
  show() {
    this.box.setAttribute("aria-live", "off");
    this.drawn.clear();
    this.lines.replaceChildren();
    this.total = this.store.chat(this.store.active).list.length;
    this.reach = newest(this.total);
    this.missed = 0;
    this.draw();
    this.toBottom();
    setTimeout(() => this.box.setAttribute("aria-live", "polite"), 300);
  }

  /** Something came or changed. @param {Bubble} b @param {boolean} fresh */
  changed(b, fresh) {
    const total = this.store.chat(this.store.active).list.length;
    const mine = fresh && b.from === "user";
    if (mine) this.pinned = true; // who writes wants to see it
    this.reach = grown(mine ? { ...this.reach, end: this.total } : this.reach, this.total, total, this.pinned);
    this.total = total;
    if (fresh && !this.pinned) this.missed++;
    this.draw();
    this.hold();
  }

  draw() {
    const chat = this.store.chat(this.store.active);
    const focused = document.activeElement?.closest?.("#lines .bubble")?.dataset.id;
    const nodes = this.wanted(chat);
    if (!chat.list.length) nodes.push(this.welcome || (this.welcome = welcome()));
    if (this.store.typing.has(this.store.active)) nodes.push(this.dots);
    arrange(this.lines, nodes);
    if (focused && !this.lines.contains(document.activeElement)) this.drawn.get(focused)?.node.querySelector(".bubble")?.focus();
    if (!this.lines.contains(document.activeElement)) this.rove([...this.lines.querySelectorAll(".bubble[data-id]")].pop());
    this.button();
  }

  wanted(chat) {
    const { zone } = this.store;
    const now = this.store.now();
    const nodes = [];
    let day = "";
    let from = "";
    const kept = new Set();
    for (const b of chat.list.slice(this.reach.start, this.reach.end)) {
      const today = dayKey(b.at, zone);
      if (today !== day) nodes.push(this.pill(today, dayLabel(b.at, now, zone)));
      nodes.push(this.node(b, chat, b.from !== from || today !== day));
      day = today;
      from = b.from;
      kept.add(b.id);
    }
    for (const id of this.drawn.keys()) if (!kept.has(id)) this.drawn.delete(id);
    return nodes;
  }

  pill(key, label) {
    const old = this.lines.querySelector(`.day[data-day="${key}"]`);
    if (!old) return el("div", { class: "day", "data-day": key }, label);
    if (old.textContent !== label) old.textContent = label;
    return old;
  }

  node(b, chat, first) {
    const old = this.drawn.get(b.id);
    const quoted = b.reply_to ? this.store.bubble(this.store.active, b.reply_to) : undefined;
    const same = old && old.first === first && old.quoted?.text === quoted?.text && old.quoted?.deleted === quoted?.deleted;
    if (same && old.bubble === b) return old.node;
    if (same && old.bubble.choices === b.choices && onlyStatus(old.bubble, b) && !chat.taken.has(b.id)) {
      setStatus(old.node, b);
      old.bubble = b;
      return old.node;
    }
    const node = line(b, { zone: this.store.zone, botName: this.store.number.name || "Bot", taken: chat.taken.get(b.id), quoted, first });
    this.drawn.set(b.id, { node, bubble: b, first, quoted });
    return node;
  }

  scrolled() {
    const left = this.box.scrollHeight - this.box.scrollTop - this.box.clientHeight;
    this.pinned = left < NEAR && this.reach.end === this.total;
    if (this.pinned) this.missed = 0;
    if (this.box.scrollTop < EARLY && this.reach.start > 0) this.move(older(this.reach));
    else if (left < EARLY && this.reach.end < this.total) this.move(newer(this.reach, this.total));
    else this.button();
  }

  /** Shows another part with what is on the screen staying where it is.
   * @param {import("./reach.js").Reach} reach */
  move(reach) {
    const top = this.box.getBoundingClientRect().top;
    const anchor = [...this.lines.querySelectorAll(".line")].find((n) => n.getBoundingClientRect().bottom > top);
    const before = anchor?.getBoundingClientRect().top;
    this.reach = reach;
    this.draw();
    if (anchor?.isConnected) this.box.scrollTop += anchor.getBoundingClientRect().top - before;
  }

  hold() {
    if (this.pinned) this.box.scrollTop = this.box.scrollHeight;
    this.button();
  }

  toBottom() {
    this.pinned = true;
    this.missed = 0;
    if (this.reach.end < this.total) {
      this.reach = newest(this.total);
      this.draw();
    }
    this.hold();
  }

  button() {
    this.down.hidden = this.pinned;
    const count = byId("to-bottom-count");
    count.hidden = this.missed === 0;
    count.textContent = String(this.missed);
  }

  /** Brings a message to the eye, from wherever it is. @param {string} id */
  reveal(id) {
    const chat = this.store.chat(this.store.active);
    const at = chat.places.get(id);
    if (at === undefined) return;
    if (!this.drawn.has(id)) {
      this.reach = around(at, this.total);
      this.draw();
    }
    this.pinned = false;
    const bubble = this.drawn.get(id)?.node.querySelector(".bubble");
    bubble.scrollIntoView({ block: "center" });
    bubble.focus({ preventScroll: true });
    bubble.classList.remove("flash");
    void bubble.offsetWidth; // starts the animation again
    bubble.classList.add("flash");
  }

  owner(target) {
    const node = target.closest(".bubble");
    return this.store.bubble(this.store.active, node?.dataset.id || "");
  }

  clicked(e) {
    const target = e.target.closest("[data-do]");
    if (!target) return;
    if (target.dataset.do === "unfold") {
      target.parentElement.querySelector(".clamped").classList.remove("clamped");
      return target.remove();
    }
    this.act(target.dataset.do, this.owner(target), target, e);
  }

  menu(e) {
    const node = e.target.closest(".bubble[data-id]");
    if (!node || e.target.closest("a, img, video") || String(getSelection())) return;
    e.preventDefault();
    this.act("menu", this.owner(node), node.querySelector(".more") || node, e);
  }

  /** One bubble at a time can be tabbed to, and what is in it.
   * @param {any} bubble */
  rove(bubble) {
    if (!bubble?.dataset.id || bubble.tabIndex === 0) return;
    for (const old of this.lines.querySelectorAll('.bubble[tabindex="0"]')) tabbable(old, false);
    tabbable(bubble, true);
  }

  keys(e) {
    const bubble = e.target.closest(".bubble");
    if (!bubble) return;
    if (e.key === "Escape") return byId("composer").focus();
    const on = e.target === bubble;
    if (on && (e.key === "Enter" || e.key === " ")) return this.menu(e);
    if (on && e.key === "r" && !e.ctrlKey && !e.metaKey) this.act("reply", this.owner(bubble), bubble, e);
    else if (e.target.type === "range") return;
    else if (["ArrowUp", "ArrowDown", "Home", "End"].includes(e.key)) this.step(bubble, e.key);
    else return;
    e.preventDefault();
  }

  step(bubble, key) {
    const all = [...this.lines.querySelectorAll(".bubble[data-id]")];
    const to = { ArrowUp: all.indexOf(bubble) - 1, ArrowDown: all.indexOf(bubble) + 1, Home: 0, End: all.length - 1 }[key] ?? 0;
    if (to >= all.length) return byId("composer").focus();
    all[Math.max(0, to)].focus();
  }
}

function tabbable(bubble, on) {
  bubble.tabIndex = on ? 0 : -1;
  for (const inner of bubble.querySelectorAll("button, a, input")) inner.tabIndex = on ? 0 : -1;
}

const welcome = () =>
  el("div", { class: "welcome" }, el("p", {}, "Write as you would to a person. For example:"),
    ...TRY.map((text) => el("button", { type: "button", class: "try", "data-do": "try", lang: "hi-Latn" }, text)));
