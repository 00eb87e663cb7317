// What is done to the bot from outside: its clock moved, its network spoilt, its
// plug pulled. All of it can be undone with one press.

import * as api from "./api.js";
import { byId, el, icon } from "./dom.js";
import { fromIndia, fullTime, offsetLabel, toIndia } from "./format.js";

/** What sending can be made to do. @type {[string, string][]} */
const SEND = [
  ["ok", "Works"], ["timeout", "Accepted, but no answer comes"], ["500", "Server error (500)"], ["429", "Too many requests (429)"],
  ["token", "Token is refused (190)"], ["131047", "24 hours have passed (131047)"], ["131056", "Too fast for one person (131056)"],
  ["130429", "Too fast in all (130429)"], ["131026", "Number unreachable (131026)"],
];

/** The faults a form stands for. @param {Record<string, string|boolean>} f */
export const faultsOf = (f) => ({
  duplicate: Number(f.duplicate) || 0,
  batch: Math.max(1, Number(f.batch) || 1),
  disorder: f.disorder === true,
  delay_ms: Number(f.delay) || 0,
  send: { mode: String(f.send), count: Number(f.count) || 0 },
});

/** How many faults are on. @param {any} f */
export const faultCount = (f) =>
  [f.duplicate > 0, f.batch > 1, f.disorder, f.delay_ms > 0, f.send && f.send.mode && f.send.mode !== "ok"].filter(Boolean).length;

const labelled = (label, input) => el("label", { class: "label" }, label, input);
const number = (id, max) => el("input", { id, type: "number", min: "0", max, value: "0", inputmode: "numeric" });
const button = (id, label, press, more = "") => el("button", { type: "button", class: `tool-button ${more}`, id, onclick: press }, label);

export class Tools {
  constructor(store, tried) {
    this.store = store;
    this.tried = tried;
    byId("tools").append(this.clock(), this.plug(), this.network());
    setInterval(() => this.face(), 1000);
  }

  clock() {
    const move = (to) => this.tried(api.clock(to));
    const at = el("input", { id: "clock-date", type: "datetime-local", "aria-label": "Day and time in India" });
    const set = button("clock-set", "Go there", () => at.value && move({ at: fromIndia(at.value) }));
    return el("div", { class: "tool" },
      el("h3", {}, icon("clock"), "Clock", el("span", { class: "clock-face", id: "clock-now" })),
      el("p", { class: "small-note", id: "clock-offset" }),
      el("div", { class: "tool-row" }, button("clock-hour", "+1 hour", () => move({ advance: "1h" })), button("clock-day", "+1 day", () => move({ advance: "24h" })), button("clock-real", "Real time", () => move({ real: true }))),
      el("details", { ontoggle: () => (at.value = toIndia(this.store.now())) }, el("summary", {}, "Another day"), el("div", { class: "tool-row" }, at, set)));
  }

  plug() {
    const pull = (when) => () => this.tried(api.plug(when));
    return el("div", { class: "tool", id: "plug-tool" },
      el("h3", {}, icon("plug"), "Pull the plug"),
      el("p", { class: "small-note" }, "Kills the bot and starts it again. Nothing said may be lost."),
      el("div", { class: "tool-row" }, button("plug", "Now", pull("now"), "danger"), button("plug-turn", "In the middle of the next turn", pull("turn"), "danger")));
  }

  network() {
    const send = el("select", { id: "fault-send" }, ...SEND.map(([value, words]) => el("option", { value }, words)));
    return el("div", { class: "tool" }, el("details", { id: "faults", onchange: () => this.spoil() },
      el("summary", {}, icon("failed"), "Spoil the network", el("span", { class: "flag", id: "faults-on", hidden: true })),
      el("div", { class: "pair" },
        labelled("Extra copies of each message", number("fault-duplicate", 20)), labelled("Messages in one delivery", number("fault-batch", 50)),
        labelled("Delay, milliseconds", number("fault-delay", 60000)), labelled("Times sending fails (0: always)", number("fault-count", 1000))),
      labelled("When the bot sends", send),
      el("label", { class: "check" }, el("input", { type: "checkbox", id: "fault-disorder" }), "Deliver in the wrong order"),
      el("div", { class: "tool-row" }, button("faults-clear", "All good again", () => this.tried(api.faults(faultsOf({ send: "ok" })))))));
  }

  spoil() {
    const form = Object.fromEntries(["duplicate", "batch", "delay", "count", "send"].map((k) => [k, byId(`fault-${k}`).value]));
    this.tried(api.faults(faultsOf({ ...form, disorder: byId("fault-disorder").checked })));
  }

  draw() {
    const { bot, faults } = this.store;
    byId("plug-tool").hidden = !bot.plug;
    byId("plug-turn").setAttribute("aria-pressed", String(!!bot.armed));
    this.face();
    const values = { duplicate: faults.duplicate || 0, batch: faults.batch || 1, delay: faults.delay_ms || 0, count: faults.send?.count || 0, send: faults.send?.mode || "ok" };
    for (const [name, value] of Object.entries(values)) byId(`fault-${name}`).value = value;
    byId("fault-disorder").checked = !!faults.disorder;
    const n = faultCount(faults);
    byId("faults-on").hidden = n === 0;
    byId("faults-on").textContent = `${n} on`;
  }

  face() {
    byId("clock-now").textContent = fullTime(this.store.now(), this.store.zone);
    byId("clock-offset").textContent = offsetLabel(this.store.clock.offset);
  }
}
