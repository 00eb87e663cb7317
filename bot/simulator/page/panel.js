// What the bot made of each message: understood, written, still asked, how long
// it took. Newest first, a card a turn, in words that need no manual; the whole
// trace lies folded under each.

import { arrange, byId, el } from "./dom.js";
import { clockTime, milliseconds, percent } from "./format.js";
import { veil } from "./sheet.js";
import { commandName, entryLine, errandName, slotPairs } from "./value.js";

const MOST = 40; // cards at first

export class Panel {
  constructor(store, reveal) {
    this.store = store;
    this.reveal = reveal;
    this.list = byId("turns");
    this.most = MOST;
    /** @type {Map<any, HTMLElement>} */ this.cards = new Map();
    this.narrow = matchMedia("(max-width: 799px)");
    this.narrow.addEventListener("change", () => this.place());
    byId("panel-open").addEventListener("click", () => this.toggle());
    byId("panel-close").addEventListener("click", () => this.toggle());
    byId("turns-all").addEventListener("change", () => this.draw());
    byId("turns-more").addEventListener("click", () => ((this.most += MOST), this.draw()));
    this.place();
  }

  /** On a phone the panel is a sheet, elsewhere a column. */
  place() {
    document.getElementById("panel-sheet")?.close();
    if (!this.narrow.matches) byId("panel-place").append(byId("panel"));
    this.expanded(!this.narrow.matches && !byId("page").classList.contains("panel-away"));
  }

  expanded(on) {
    byId("panel-open").setAttribute("aria-expanded", String(on));
  }

  toggle() {
    const sheet = document.getElementById("panel-sheet");
    if (sheet) return sheet.close();
    if (this.narrow.matches) return this.sheet();
    this.expanded(!byId("page").classList.toggle("panel-away"));
    byId("panel-open").focus();
  }

  sheet() {
    const panel = byId("panel");
    const dialog = el("dialog", { class: "sheet", id: "panel-sheet", "aria-labelledby": "panel-title", onclick: veil, onclose: () => {
      byId("panel-place").append(panel);
      dialog.remove();
      this.expanded(false);
    } }, panel);
    document.body.append(dialog);
    dialog.showModal();
    this.expanded(true);
  }

  draw() {
    const all = byId("turns-all").checked;
    const turns = this.store.turns.filter((t) => all || t.phone === this.store.active).reverse();
    const shown = turns.slice(0, this.most);
    const cards = new Map(shown.map((t) => [t, this.cards.get(t) || this.card(t)]));
    arrange(this.list, [...cards.values()]);
    this.cards = cards;
    byId("turns-more").hidden = turns.length <= this.most;
    byId("turns-none").hidden = turns.length > 0;
  }

  /** Brings the card of a message to the eye. @param {string} id */
  find(id) {
    const turn = this.store.turns.find((t) => (t.messages || []).includes(id));
    const open = byId("panel-open").getAttribute("aria-expanded") === "true";
    if (!open) this.toggle();
    const card = this.cards.get(turn);
    card?.scrollIntoView({ block: "start" });
    card?.focus({ preventScroll: true });
    card?.classList.add("flash");
    setTimeout(() => card?.classList.remove("flash"), 1600);
  }

  /** @param {any} t */
  said(t) {
    return saidText(t.text, (t.messages || []).some((id) => this.store.bubble(t.phone, id)?.media?.kind === "audio"));
  }

  card(t) {
    const steps = t.steps || [];
    const total = steps.reduce((sum, s) => sum + s.ms, 0);
    const phone = this.store.phones.find((p) => p.address === t.phone);
    const id = (t.messages || [])[0];
    return el("li", { class: "turn", "data-turn": t.turn, tabindex: "-1" },
      el("div", { class: "turn-top" }, el("span", { class: "number" }, `Turn ${t.turn}`), el("bdi", {}, phone?.name || t.phone), clockTime(t.at, this.store.zone), el("span", { class: "total" }, milliseconds(total))),
      el(id ? "button" : "div", { type: id && "button", class: "turn-said", dir: "auto", onclick: id && (() => this.reveal(t.phone, id)) }, this.said(t)),
      el("dl", {},
        ...part("Understood", understood(t)),
        ...part("Taken back", t.undoes ? [el("div", {}, `Everything turn ${t.undoes} wrote`)] : []),
        ...part("Written in the book", (t.entries || []).map(entry)),
        ...part("Done", (t.finished || []).map((f) => el("div", {}, errandName(f.errand)))),
        ...part("Still being asked", (t.stack || []).slice().reverse().map(frame)),
        ...part("Answered with", (t.replies || []).length ? [el("div", {}, t.replies.join(", "))] : []),
        ...part("Time", steps.map((s) => step(s, Math.max(...steps.map((o) => o.ms)))))),
      whole(t));
  }
}

/** What was said, or heard in a voice note. @param {string} text @param {boolean} spoken */
export const saidText = (text, spoken) => (spoken ? `🎤 heard: ${text || "nothing"}` : text || "(no words)");

const part = (title, rows) => (rows.length ? [el("dt", {}, title), el("dd", {}, ...rows)] : []);

function understood(t) {
  const rows = (t.commands || []).map(command);
  if (!rows.length) rows.push(el("div", {}, "Nothing it knows how to do."));
  if (t.unsure) rows.push(el("div", {}, "Not sure: it asks which is meant."));
  if (t.nearest?.length) rows.push(el("div", {}, `Nearest: ${t.nearest.map(errandName).join(", ")}`));
  return rows;
}

function command(c) {
  const { kind, of } = commandName(c);
  return el("div", { class: "command" },
    el("div", { class: "command-top" }, el("span", { class: "kind" }, kind), of, c.score > 0 && el("span", { class: "sure", title: "How sure the bot is" }, `${percent(c.score)} sure`)),
    chips(slotPairs(c.slots)));
}

const chips = (pairs) => pairs.length > 0 && el("div", { class: "chips" }, ...pairs.map(({ name, text }) => el("span", { class: "chip" }, el("span", { class: "of" }, `${name} `), el("bdi", {}, text))));

function entry(e) {
  const { type, facts } = entryLine(e);
  return el("div", { class: "entry" }, el("b", {}, type), facts.length ? ` · ${facts.map((f) => `${f.name} ${f.text}`).join(" · ")}` : "");
}

const frame = (f) => el("div", { class: "command" }, el("span", { class: "kind" }, errandName(f.errand)), f.asked ? ` waits for: ${f.asked}` : "", chips(slotPairs(f.slots)));

function step(s, most) {
  const bar = el("i");
  bar.style.width = `${most > 0 ? (100 * s.ms) / most : 0}%`;
  return el("div", { class: "step" }, s.name, el("span", { class: "bar", "aria-hidden": "true" }, bar), el("span", { class: "took" }, milliseconds(s.ms)));
}

/** The trace as it came, written only when it is unfolded. @param {any} t */
const whole = (t) =>
  el("details", { ontoggle: (e) => e.target.querySelector("pre") || e.target.append(el("pre", { tabindex: "0" }, JSON.stringify(t, null, 1))) }, el("summary", {}, "All of it"));

const STATES = { up: "running", down: "off", starting: "starting", absent: "no bot yet" };

/** @param {{state: string, armed?: boolean}} bot */
export function botState(bot) {
  const mark = byId("bot-state");
  mark.dataset.state = bot.state;
  mark.textContent = bot.armed ? "plug goes next turn" : STATES[bot.state] || bot.state;
}
