// What the page knows, in one place and without a node in sight. The server's
// state fills it, events change it, and whoever draws listens by topic. A bubble
// is replaced whole and never changed in place, so "is it the same object" tells
// the drawing what to draw again.

import { ZONE } from "./format.js";

/** @typedef {{id: string, title: string, description?: string}} Choice */
/** @typedef {{kind: string, voice?: boolean, id?: string, type?: string, name?: string, size?: number, url?: string, seconds?: number}} Media */
/** @typedef {{id: string, seq?: number, from: "user"|"bot", at: string, text?: string, status?: string, error?: {code?: number, title?: string}, choices?: Choice[], list?: {button: string, sections: {title?: string, rows: Choice[]}[]}, header?: string, footer?: string, link?: {text: string, url: string}, asks_place?: boolean, media?: Media, location?: {lat: number, lon: number, name?: string}, contact?: {name: string, phone?: string}, reply_to?: string, edited?: boolean, deleted?: boolean, forwarded?: boolean, picked?: string, reaction?: string, template?: string}} Bubble */
/** @typedef {{address: string, name: string, role: string, user_id?: string}} Phone */
/** @typedef {{list: Bubble[], places: Map<string, number>, taken: Map<string, Set<string>>}} Chat */

const TURNS = 500; // kept; the server keeps fewer

export class Store {
  constructor() {
    /** @type {Map<string, Set<Function>>} */ this.listeners = new Map();
    /** @type {Map<string, Chat>} */ this.chats = new Map();
    /** @type {Phone[]} */ this.phones = [];
    /** @type {any[]} */ this.turns = [];
    /** @type {Set<string>} */ this.typing = new Set();
    this.active = "";
    this.number = { name: "", display: "" };
    this.bot = { state: "absent", plug: false, armed: false };
    /** @type {any} */ this.faults = {};
    this.zone = ZONE;
    this.clock = { now: Date.now(), offset: 0, heard: Date.now() };
  }

  /** @param {string} topic phones, chat, typing, clock, turns, bot, faults, active or all
   * @param {Function} fn */
  on(topic, fn) {
    if (!this.listeners.has(topic)) this.listeners.set(topic, new Set());
    this.listeners.get(topic)?.add(fn);
  }

  tell(topic, ...args) {
    for (const fn of this.listeners.get(topic) || []) fn(...args);
  }

  /** Takes the whole state of the server. @param {any} s */
  load(s) {
    this.phones = s.phones || [];
    this.chats = new Map(Object.entries(s.chats || {}).map(([address, list]) => [address, chat(list || [])]));
    this.turns = s.turns || [];
    this.typing = new Set(s.typing || []);
    this.number = s.number || this.number;
    this.bot = s.bot || this.bot;
    this.faults = s.faults || {};
    this.zone = s.zone || ZONE;
    this.setClock(s);
    if (!this.phones.some((p) => p.address === this.active)) this.active = this.phones[0]?.address || "";
    this.tell("all");
  }

  /** Takes one event of the stream. @param {string} kind @param {any} data */
  apply(kind, data) {
    switch (kind) {
      case "bubble": return this.setBubble(data.phone, data.bubble);
      case "typing": return this.setTyping(data.phone, data.on);
      case "turn": return this.setTurn(data);
      case "clock": this.setClock(data); return this.tell("clock");
      case "bot": this.bot = data; return this.tell("bot");
      case "faults": this.faults = data; return this.tell("faults");
      case "phones": this.phones = data; return this.tell("phones");
    }
  }

  chat(address) {
    let found = this.chats.get(address);
    if (!found) this.chats.set(address, (found = chat([])));
    return found;
  }

  bubble(address, id) {
    const c = this.chat(address);
    return c.list[c.places.get(id) ?? -1];
  }

  setBubble(address, b) {
    const c = this.chat(address);
    const fresh = !c.places.has(b.id);
    place(c, b);
    if (fresh && b.from === "bot") this.setTyping(address, false);
    this.tell("chat", address, b, fresh);
  }

  setTyping(address, on) {
    if (this.typing.has(address) === on) return;
    if (on) this.typing.add(address);
    else this.typing.delete(address);
    this.tell("typing", address);
  }

  setTurn(turn) {
    const at = this.turns.findIndex((t) => t.turn === turn.turn && t.shop === turn.shop);
    if (at >= 0) this.turns[at] = turn;
    else this.turns.push(turn);
    if (this.turns.length > TURNS) this.turns.shift();
    this.tell("turns", turn);
  }

  setClock(c) {
    const now = Date.parse(c.now);
    this.clock = { now: Number.isNaN(now) ? Date.now() : now, offset: c.offset_ms || 0, heard: Date.now() };
  }

  /** The emulator's time, going on since it was last told. */
  now() {
    return this.clock.now + (Date.now() - this.clock.heard);
  }

  open(address) {
    if (address === this.active || !this.phones.some((p) => p.address === address)) return;
    const before = this.active;
    this.active = address;
    this.tell("active", address, before);
  }

  /** What the bot said there that nobody has looked at. @param {string} address */
  unread(address) {
    return this.chat(address).list.filter(waits).length;
  }
}

function chat(list) {
  /** @type {Chat} */
  const c = { list: [], places: new Map(), taken: new Map() };
  for (const b of list) place(c, b);
  return c;
}

/** Puts a bubble where it stood, or at the end. @param {Chat} c @param {Bubble} b */
function place(c, b) {
  const at = c.places.get(b.id);
  if (at === undefined) c.places.set(b.id, c.list.push(b) - 1);
  else c.list[at] = b;
  if (!b.picked || !b.reply_to) return;
  if (!c.taken.has(b.reply_to)) c.taken.set(b.reply_to, new Set());
  c.taken.get(b.reply_to)?.add(b.picked);
  touch(c, b.reply_to);
}

/** The tapped bubble shows what was taken of it, so it becomes a new object.
 * @param {Chat} c @param {string} id */
function touch(c, id) {
  const at = c.places.get(id);
  if (at !== undefined) c.list[at] = { ...c.list[at] };
}

const waits = (b) => b.from === "bot" && !b.deleted && !["read", "played", "failed"].includes(b.status || "");
