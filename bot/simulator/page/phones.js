// The phones one can take into the hand, as tabs: arrows go from one to the next
// and each shows what waits on it.

import { arrange, aside, byId, el } from "./dom.js";
import { excerpt } from "./bubble.js";
import { clockTime, dayKey, dayLabel, hue, initials } from "./format.js";

export class Phones {
  constructor(store) {
    this.store = store;
    this.box = byId("phones");
    /** @type {Map<string, any>} */ this.tabs = new Map();
    this.box.addEventListener("click", (e) => this.open(e.target.closest("[role=tab]")));
    this.box.addEventListener("keydown", (e) => this.keys(e));
    const wide = matchMedia("(min-width: 1180px)");
    const turn = () => this.box.setAttribute("aria-orientation", wide.matches ? "vertical" : "horizontal");
    wide.addEventListener("change", turn);
    turn();
  }

  open(tab) {
    if (tab) this.store.open(tab.dataset.address || "");
  }

  keys(e) {
    const tabs = [...this.box.querySelectorAll("[role=tab]")];
    const at = tabs.indexOf(document.activeElement);
    const to = { ArrowRight: at + 1, ArrowDown: at + 1, ArrowLeft: at - 1, ArrowUp: at - 1, Home: 0, End: tabs.length - 1 }[e.key];
    if (to === undefined) return;
    e.preventDefault();
    const tab = tabs[(to + tabs.length) % tabs.length];
    this.open(tab);
    tab.focus();
  }

  draw() {
    arrange(this.box, this.store.phones.map((p) => this.tab(p)));
    const chosen = this.box.querySelector('[aria-selected="true"]');
    if (chosen !== this.chosen) chosen?.scrollIntoView({ block: "nearest", inline: "nearest" });
    this.chosen = chosen;
    byId("chat").setAttribute("aria-labelledby", chosen?.id || "name");
  }

  /** What waits on a phone; on the open one it is being read.
   * @param {string} address */
  waiting(address) {
    return address === this.store.active && !document.hidden ? 0 : this.store.unread(address);
  }

  /** A tab stays the same node while one reaches for it; only what it says
   * changes. @param {import("./state.js").Phone} p */
  tab(p) {
    const on = p.address === this.store.active;
    if (!this.tabs.has(p.address)) this.tabs.set(p.address, el("button", { type: "button", role: "tab", class: "phone", id: `tab-${p.address}`, "aria-controls": "chat", "data-address": p.address, "data-role": p.role }));
    const tab = this.tabs.get(p.address);
    tab.setAttribute("aria-selected", String(on));
    tab.tabIndex = on ? 0 : -1;
    tab.replaceChildren(...this.face(p));
    return tab;
  }

  face(p) {
    const list = this.store.chat(p.address).list;
    const last = list[list.length - 1];
    const n = this.waiting(p.address);
    return [
      el("span", { class: `avatar hue-${hue(p.address, 6)}`, "aria-hidden": "true" }, initials(p.name)),
      el("bdi", { class: "who" }, p.name),
      el("span", { class: "role" }, p.role),
      el("span", { class: "when", "aria-hidden": "true" }, last && this.time(last.at)),
      el("bdi", { class: "last", "aria-hidden": "true" }, last ? excerpt(last) : ""),
      n > 0 && el("span", { class: "badge" }, n, aside(" unread")),
    ].filter(Boolean);
  }

  time(at) {
    const { zone } = this.store;
    const now = this.store.now();
    return dayKey(at, zone) === dayKey(now, zone) ? clockTime(at, zone) : dayLabel(at, now, zone);
  }
}
