// What *stars*, _lines_, ~waves~ and `ticks` in a message mean. The text is cut
// into pieces that say how each is drawn; drawing them is dom.js's text nodes,
// so a message can be bold but never be markup. A mark counts only at the edge
// of a word and within its line: "5*6*7" and "snake_case_name" stay as typed.

import { el } from "./dom.js";

/** @typedef {{text: string, bold?: boolean, italic?: boolean, strike?: boolean, mono?: boolean, link?: string}} Piece */

const MARKS = { "*": "bold", _: "italic", "~": "strike", "`": "mono" };
const FENCE = "```";
const LINK = /(?:https?:\/\/|wa\.me\/)[^\s<>"'\u201c\u201d\u202a-\u202e\u2066-\u2069]+[^\s<>"'\u201c\u201d\u202a-\u202e\u2066-\u2069.,;:!?)\]}*_~]/giu;
const WORD = /[\p{L}\p{N}\p{M}]/u;

/** @param {string} text @returns {Piece[]} */
export function pieces(text) {
  return merged(cut(text, {}));
}

/** Fences first: nothing inside them is a mark.
 * @param {string} text @param {Partial<Piece>} style @returns {Piece[]} */
function cut(text, style) {
  const open = text.indexOf(FENCE);
  const close = open < 0 ? -1 : text.indexOf(FENCE, open + 4);
  if (close < 0) return marked(text, style);
  const inside = text.slice(open + 3, close);
  return [
    ...marked(text.slice(0, open), style),
    { ...style, text: inside, mono: true },
    ...cut(text.slice(close + 3), style),
  ];
}

function marked(text, style) {
  const hopeless = new Map(); // by mark, the line's end up to which nothing closes it
  for (let i = 0; i < text.length; i++) {
    const kind = MARKS[text[i]];
    if (!kind || style[kind] || i < (hopeless.get(kind) || 0) || !opens(text, i)) continue;
    const limit = lineEnd(text, i);
    const end = closing(text, i, limit);
    if (end < 0) {
      hopeless.set(kind, limit);
      continue;
    }
    return [...linked(text.slice(0, i), style), ...inside(text.slice(i + 1, end), { ...style, [kind]: true }), ...marked(text.slice(end + 1), style)];
  }
  return linked(text, style);
}

const inside = (text, style) => (style.mono ? [{ ...style, text }] : marked(text, style));

const opens = (text, i) => !edgeless(text[i - 1]) && !blank(text[i + 1]) && text[i + 1] !== text[i];

function lineEnd(text, i) {
  const end = text.indexOf("\n", i);
  return end < 0 ? text.length : end;
}

/** Where the mark at i ends, -1 when nothing before limit closes it.
 * @param {string} text @param {number} i @param {number} limit */
function closing(text, i, limit) {
  for (let j = text.indexOf(text[i], i + 2); j >= 0 && j < limit; j = text.indexOf(text[i], j + 1)) {
    if (!blank(text[j - 1]) && !edgeless(text[j + 1])) return j;
  }
  return -1;
}

const blank = (c) => c === undefined || /\s/u.test(c);
const edgeless = (c) => c !== undefined && WORD.test(c);

function linked(text, style) {
  const out = [];
  let from = 0;
  for (const found of text.matchAll(LINK)) {
    out.push({ ...style, text: text.slice(from, found.index) });
    out.push({ ...style, text: found[0], link: found[0].startsWith("wa.me") ? `https://${found[0]}` : found[0] });
    from = found.index + found[0].length;
  }
  out.push({ ...style, text: text.slice(from) });
  return out;
}

/** Joins what is drawn alike and drops what is empty. @param {Piece[]} list */
function merged(list) {
  /** @type {Piece[]} */
  const out = [];
  for (const p of list) {
    const last = out[out.length - 1];
    if (!p.text) continue;
    if (last && alike(last, p)) last.text += p.text;
    else out.push({ ...p });
  }
  return out;
}

const alike = (a, b) =>
  !a.link && !b.link && !a.bold === !b.bold && !a.italic === !b.italic && !a.strike === !b.strike && !a.mono === !b.mono;

const TAGS = [["strike", "s"], ["italic", "em"], ["bold", "strong"], ["mono", "code"]];

/** The nodes of a text. @param {string} text @returns {Node[]} */
export const nodes = (text) => pieces(text).map(node);

function node(p) {
  /** @type {Node} */
  let out = document.createTextNode(p.text);
  if (p.link) out = el("a", { href: p.link, target: "_blank", rel: "noopener noreferrer" }, out);
  for (const [style, tag] of TAGS) if (p[style]) out = el(tag, {}, out);
  return out;
}

/** A message of one to three emoji is drawn large. @param {string} text */
export function jumbo(text) {
  const bare = text.trim();
  if (!bare || bare.length > 40) return false;
  const one = /(?:\p{RI}\p{RI}|\p{Extended_Pictographic}(?:\uFE0F|\p{EMod})?(?:\u200D\p{Extended_Pictographic}(?:\uFE0F|\p{EMod})?)*)/gu;
  const found = bare.match(one) || [];
  return found.length > 0 && found.length <= 3 && bare.replace(one, "").trim() === "";
}
