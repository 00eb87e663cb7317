// What the bot's traces hold, in words: slots, scores, entries of the book. The
// forms are the bot's shared one ({"kind":"money","n":9000}); what is of no
// known form is shown as JSON and nothing is ever dropped silently.

/** @typedef {{kind: string, id?: string, text?: string, names?: Record<string, string>, n?: number, unit?: string, from?: string, to?: string, among?: Value[]}} Value */

/** "₹1,25,000.50" of paise. @param {number} paise */
export function rupees(paise) {
  const amount = Math.abs(paise) / 100;
  const digits = amount % 1 === 0 ? 0 : 2;
  return `${paise < 0 ? "−" : ""}₹${amount.toLocaleString("en-IN", { minimumFractionDigits: digits, maximumFractionDigits: 2 })}`;
}

/** "2.5" of thousandths. @param {number} n */
export const thousandths = (n) =>
  `${n < 0 ? "−" : ""}${(Math.abs(n) / 1000).toLocaleString("en-IN", { maximumFractionDigits: 3 })}`;

/** How a value of each kind is written.
 * @type {Record<string, (v: Value) => string>} */
const WRITERS = {
  money: (v) => rupees(v.n || 0) + (v.unit ? ` a ${v.unit}` : ""),
  quantity: (v) => (v.text === "all" ? "all of it" : [thousandths(v.n || 0), v.unit].filter(Boolean).join(" ")),
  number: (v) => thousandths(v.n || 0),
  date: (v) => v.from || v.text || "",
  period: (v) => [v.text && v.text.replaceAll("_", " "), v.from && v.from !== v.to ? `${v.from} to ${v.to}` : v.from].filter(Boolean).join(", "),
};

/** @param {any} v @returns {string} */
export function valueText(v) {
  if (!isValue(v)) return bare(v);
  const write = Object.hasOwn(WRITERS, v.kind) ? WRITERS[v.kind] : named;
  const out = write(v) || v.kind;
  return v.among && v.among.length > 1 ? `${out} (could be ${v.among.map(named).join(", ")})` : out;
}

const named = (v) => (v.names && (v.names["hi-Latn"] || v.names.en)) || v.text || v.id || "";

/** @param {any} v @returns {v is Value} */
export const isValue = (v) => v !== null && typeof v === "object" && !Array.isArray(v) && typeof v.kind === "string";

const bare = (v) => (v !== null && typeof v === "object" ? JSON.stringify(v) : String(v ?? ""));

/** "udhaar › give". @param {string} errand */
export const errandName = (errand) => errand.replaceAll(".", " › ");

/** What each command asks of the bot, in plain words.
 * @type {Record<string, string>} */
const KINDS = {
  start: "Do",
  fill: "Answer or detail",
  cancel: "Leave it",
  undo: "Take back",
  yes: "Yes",
  no: "No",
  help: "What can I say?",
  greet: "Hello",
  thanks: "Thanks",
  repeat: "Say it again",
  person: "Talk to a person",
  pick: "Tapped a choice",
};

/** @param {{kind: string, errand?: string, n?: number, turn?: number, correction?: boolean}} c */
export function commandName(c) {
  const kind = Object.hasOwn(KINDS, c.kind) ? KINDS[c.kind] : c.kind;
  const of = [
    c.correction && "correction",
    c.errand && errandName(c.errand),
    c.n && `number ${c.n}`,
    c.turn && `of turn ${c.turn}`,
  ];
  return { kind, of: of.filter(Boolean).join(", ") };
}

/** Slots as pairs of words. @param {Record<string, any>|undefined} slots */
export const slotPairs = (slots) => Object.entries(slots || {}).map(([name, v]) => ({ name, text: valueText(v) }));

/** Of an entry, what says where and when it stands and not what it is: the card
 * has that already. The JSON below the card still shows it. */
const PLACE = new Set(["Turn", "N", "At", "By", "Hour", "Sign", "Bills", "Root", "Kind", "What"]);

/** An entry of the book as one line: what kind, and what is not nothing.
 * @param {{type: string, data: any}} entry */
export function entryLine(entry) {
  const data = entry.data !== null && typeof entry.data === "object" ? entry.data : {};
  const type = entry.type.replace(/^.*\./, "");
  const facts = Object.entries(data)
    .filter(([name, v]) => !PLACE.has(name) && !empty(v))
    .map(([name, v]) => ({ name, text: valueText(v) }));
  const kind = [data.Kind, data.What].find((k) => typeof k === "string" && k);
  return { type: kind ? `${type}: ${kind}` : type, facts };
}

/** @param {any} v */
export function empty(v) {
  if (v === null || v === undefined || v === "" || v === 0 || v === false) return true;
  if (typeof v !== "object") return false;
  if (isValue(v)) return Object.keys(v).every((k) => k === "kind" || empty(v[k]));
  return Object.values(v).every(empty);
}
