// One message as nodes. What is drawn follows from the bubble alone; what is
// done with it is read off data-do by the log, so a bubble holds no handlers and
// two hundred of them cost little.

import { aside, el, icon } from "./dom.js";
import { clockTime, refusal, ticks } from "./format.js";
import { mediaNodes, mediaName } from "./media.js";
import { jumbo, nodes, pieces } from "./words.js";

/** @typedef {import("./state.js").Bubble} Bubble */
/** @typedef {{zone: string, botName: string, taken?: Set<string>, quoted?: Bubble, first: boolean}} Around */

/** @param {Bubble} b @param {Around} around @returns {HTMLElement} */
export function line(b, around) {
  const id = `bubble-${b.id}`;
  const sticker = b.media?.kind === "sticker" && !b.deleted;
  const bubble = el("div", { class: ["bubble", b.deleted && "deleted", sticker && "sticker", bare(b) && `bare bare-${b.media?.kind || "card"}`].filter(Boolean).join(" "), id, role: "article", tabindex: "-1", "aria-labelledby": id, "data-id": b.id, "data-from": b.from, "data-status": b.status || "pending" },
    ...(b.deleted ? [words(b, around)] : alive(b, around)));
  return el("div", { class: `line${around.first ? " first" : ""}${b.reaction ? " reacted" : ""}`, "data-from": b.from }, bubble);
}

/** Nothing but a picture, a sound or a card: its time stands elsewhere.
 * @param {Bubble} b */
const bare = (b) => !b.deleted && !b.text && !b.header && !b.footer && !!(b.media || b.location || b.contact);

function alive(b, around) {
  return [
    b.forwarded && el("div", { class: "mark forwarded" }, icon("forward"), "Forwarded"),
    b.template && el("div", { class: "mark" }, `Template ${b.template}`),
    b.reply_to && quote(b.reply_to, around.quoted, around.botName),
    ...mediaNodes(b),
    words(b, around),
    b.status === "failed" && el("div", { class: "why" }, refusal(b.error)),
    choices(b, around.taken),
    b.link && /^https?:/i.test(b.link.url) && el("a", { class: "choice", href: b.link.url, target: "_blank", rel: "noopener noreferrer" }, icon("forward"), el("bdi", {}, b.link.text)),
    b.asks_place && el("button", { type: "button", class: "choice", "data-do": "place" }, icon("pin"), el("bdi", {}, "Send location")),
    b.reaction && el("span", { class: "reaction" }, aside("Reaction: "), b.reaction),
    el("button", { type: "button", class: "more", "data-do": "menu", "aria-label": "Message menu", "aria-haspopup": "menu", "aria-expanded": "false", tabindex: "-1" }, icon("down")),
  ];
}

const LONG = 1500; // characters
const TALL = 28; // lines

function words(b, around) {
  const text = b.deleted ? "" : b.text || "";
  const long = text.length > LONG || text.split("\n").length > TALL;
  const said = b.deleted
    ? el("span", { class: "text" }, icon("none"), b.from === "user" ? "You deleted this message" : "This message was deleted")
    : text && el("span", { class: `text${jumbo(text) ? " jumbo" : ""}`, dir: "auto" }, ...nodes(text));
  return el("div", { class: "body", dir: long || b.deleted ? null : "auto" },
    aside(b.from === "user" ? "You: " : `${around.botName}: `),
    b.header && !b.deleted && el("div", { class: "head-line", dir: "auto" }, b.header),
    long ? el("div", { class: "clamped", dir: "auto" }, said) : said,
    b.footer && !b.deleted && el("div", { class: "foot-line", dir: "auto" }, b.footer),
    long && el("button", { type: "button", class: "read-more", "data-do": "unfold", tabindex: "-1" }, "Read more"),
    meta(b, around.zone));
}

function meta(b, zone) {
  return el("span", { class: "meta", dir: "ltr" }, b.edited && !b.deleted && "Edited ", el("time", { datetime: b.at }, clockTime(b.at, zone)), tickMark(b));
}

/** Only one's own messages carry ticks, as on a phone; a reply of the bot shows
 * when it was refused. @param {Bubble} b */
function tickMark(b) {
  if (b.deleted || (b.from === "bot" && b.status !== "failed")) return null;
  const mark = ticks(b.status);
  return el("span", { class: `ticks${mark.blue ? " blue" : ""}` }, icon(mark.icon), aside(`, ${mark.label}`));
}

/** Changes the ticks of a drawn bubble and nothing else, so that nothing is read
 * out again and no voice note stops. @param {HTMLElement} node a line @param {Bubble} b */
export function setStatus(node, b) {
  const bubble = node.querySelector(".bubble");
  bubble.dataset.status = b.status || "pending";
  const mark = tickMark(b);
  if (mark) bubble.querySelector(".ticks")?.replaceWith(mark);
}

/** Whether two states of a bubble differ by their ticks alone.
 * @param {Bubble} a @param {Bubble} b */
export function onlyStatus(a, b) {
  if (a.status === "failed" || b.status === "failed") return false;
  return JSON.stringify({ ...a, status: "", seq: 0 }) === JSON.stringify({ ...b, status: "", seq: 0 });
}

function choices(b, taken) {
  if (b.list) return el("button", { type: "button", class: "list-open", "data-do": "list", "aria-haspopup": "dialog" }, icon("list"), el("bdi", {}, b.list.button.replace(/^☰\s*(?=.)/u, "")));
  if (!b.choices?.length) return null;
  return el("div", { class: "choices", role: "group", "aria-label": "Quick replies" }, ...b.choices.map((c) =>
    el("button", { type: "button", class: `choice${taken?.has(c.id) ? " taken" : ""}`, "data-do": "choice", "data-choice": c.id }, icon(taken?.has(c.id) ? "tick" : "reply"), el("bdi", {}, c.title), taken?.has(c.id) && aside(", taken"))));
}

/** What was answered, in short. @param {string} id @param {Bubble|undefined} b @param {string} botName */
export function quote(id, b, botName) {
  return el("button", { type: "button", class: `quote${b?.from === "user" ? " mine" : ""}`, "data-do": "quote", "data-quote": id },
    el("span", { class: "author" }, b ? (b.from === "user" ? "You" : botName) : "Earlier"),
    el("span", { class: "said", dir: "auto" }, b ? excerpt(b) : "A message that is not here any more"));
}

/** @param {Bubble} b */
export function excerpt(b) {
  if (b.deleted) return "Deleted message";
  const text = pieces((b.text || "").slice(0, 200)).map((p) => p.text).join("");
  return [mediaName(b), text].filter(Boolean).join(" ");
}
