// Figures, times and marks as people read them. Nothing here touches the
// document, so it is tested without a browser. Times are shown in the shop's
// zone and not the browser's: the bot says "today" by the shop's calendar, and
// the page must not contradict it.

/** Where the shops are, unless the server says otherwise. */
export const ZONE = "Asia/Kolkata";

const formats = new Map();

/** Making a formatter is slow, using one is not: each is made once.
 * @param {string} zone @param {Intl.DateTimeFormatOptions} options */
function formatter(zone, options) {
  const key = zone + JSON.stringify(options);
  if (!formats.has(key)) formats.set(key, new Intl.DateTimeFormat("en-IN", { timeZone: zone, ...options }));
  return formats.get(key);
}

/** @param {string|number|Date} at @returns {Date|null} null when it is no time */
export function when(at) {
  const date = new Date(at);
  return Number.isNaN(date.getTime()) ? null : date;
}

/** "9:05 am". @param {string|number|Date} at @param {string} [zone] */
export function clockTime(at, zone = ZONE) {
  const date = when(at);
  if (!date) return "";
  return plain(formatter(zone, { hour: "numeric", minute: "2-digit", hour12: true }).format(date)).toLowerCase();
}

/** "2026-11-08", the day of the zone's calendar. @param {string|number|Date} at @param {string} [zone] */
export function dayKey(at, zone = ZONE) {
  const date = when(at);
  if (!date) return "";
  const part = Object.fromEntries(
    formatter(zone, { year: "numeric", month: "2-digit", day: "2-digit" }).formatToParts(date).map((p) => [p.type, p.value]),
  );
  return `${part.year}-${part.month}-${part.day}`;
}

/** Days from one calendar day to another. @param {string} from @param {string} to */
export const daysBetween = (from, to) => Math.round((Date.parse(to) - Date.parse(from)) / 86400000);

/** "Today", "Yesterday", "Friday" within a week, then the date.
 * @param {string|number|Date} at @param {string|number|Date} now @param {string} [zone] */
export function dayLabel(at, now, zone = ZONE) {
  const day = when(at);
  if (!day) return "";
  const ago = daysBetween(dayKey(at, zone), dayKey(now, zone));
  if (ago === 0) return "Today";
  if (ago === 1) return "Yesterday";
  if (ago > 1 && ago < 7) return formatter(zone, { weekday: "long" }).format(day);
  return formatter(zone, { day: "numeric", month: "long", year: "numeric" }).format(day);
}

/** "Sun, 8 Nov 2026, 9:05 am". @param {string|number|Date} at @param {string} [zone] */
export function fullTime(at, zone = ZONE) {
  const date = when(at);
  if (!date) return "";
  const day = formatter(zone, { weekday: "short", day: "numeric", month: "short", year: "numeric" }).format(date);
  return `${plain(day)}, ${clockTime(at, zone)}`;
}

/** Some browsers put narrow spaces and commas of their own between the parts.
 * @param {string} text */
const plain = (text) => text.replace(/[\u202f\u00a0]/g, " ");

/** "2 days 3 h ahead" of real time; "" when there is nothing to say.
 * @param {number} ms */
export function offsetLabel(ms) {
  if (Math.abs(ms) < 1000) return "";
  return `${span(Math.abs(ms))} ${ms > 0 ? "ahead of" : "behind"} real time`;
}

/** The two largest parts of a length of time. @param {number} ms */
export function span(ms) {
  const seconds = Math.round(ms / 1000);
  const parts = [
    [Math.floor(seconds / 86400), "day"],
    [Math.floor(seconds / 3600) % 24, "h"],
    [Math.floor(seconds / 60) % 60, "min"],
    [seconds % 60, "s"],
  ].filter(([n]) => n > 0);
  return parts.slice(0, 2).map(([n, unit]) => `${n} ${unit === "day" && n > 1 ? "days" : unit}`).join(" ") || "0 s";
}

/** "0:07" for a voice note. @param {number} seconds */
export function duration(seconds) {
  const whole = Number.isFinite(seconds) && seconds > 0 ? Math.round(seconds) : 0;
  return `${Math.floor(whole / 60)}:${String(whole % 60).padStart(2, "0")}`;
}

/** "12 kB". @param {number} bytes */
export function fileSize(bytes) {
  if (!(bytes > 0)) return "";
  if (bytes < 1000) return `${bytes} B`;
  if (bytes < 1e6) return `${Math.round(bytes / 1000)} kB`;
  return `${(bytes / 1e6).toFixed(1)} MB`;
}

/** "0.09 ms", "4.1 ms", "120 ms". @param {number} ms */
export function milliseconds(ms) {
  if (!(ms > 0)) return "0 ms";
  if (ms < 0.01) return "<0.01 ms";
  return `${ms < 1 ? ms.toFixed(2) : ms < 100 ? ms.toFixed(1) : Math.round(ms)} ms`;
}

/** "93 %" of a probability. @param {number} score */
export const percent = (score) => `${Math.round(Math.min(1, Math.max(0, score || 0)) * 100)} %`;

/** @typedef {{icon: string, label: string, blue: boolean}} Ticks */
/** @type {Record<string, Ticks>} */
const TICKS = {
  pending: { icon: "clock", label: "waiting", blue: false },
  sent: { icon: "tick", label: "sent", blue: false },
  delivered: { icon: "ticks", label: "delivered", blue: false },
  read: { icon: "ticks", label: "read", blue: true },
  played: { icon: "ticks", label: "played", blue: true },
  failed: { icon: "failed", label: "not delivered", blue: false },
};

/** The mark beside one's own message: clock, one tick, two, two blue ones.
 * @param {string|undefined} status @returns {Ticks} */
export const ticks = (status) => (Object.hasOwn(TICKS, status || "") ? TICKS[status || ""] : TICKS.pending);

/** What the network's refusals mean for a shopkeeper.
 * @type {Record<number, string>} */
const REFUSALS = {
  131047: "more than 24 hours since this phone last wrote",
  131026: "this number cannot be reached",
  131056: "too many messages to one person at once",
  130429: "too many messages at once",
};

/** Why a message did not arrive. @param {{code?: number, title?: string}|undefined} error */
export function refusal(error) {
  if (!error) return "Not delivered";
  const why = REFUSALS[error.code || 0] || error.title || "refused";
  return `Not delivered: ${why}${error.code ? ` (${error.code})` : ""}`;
}

/** The first letters of two words, for the round picture. @param {string} name */
export function initials(name) {
  const words = name.trim().split(/\s+/u).filter((w) => /\p{L}|\p{N}/u.test(w));
  return words.slice(0, 2).map((w) => (w.match(/\p{L}\p{M}*|\p{N}/u) || [""])[0].toUpperCase()).join("") || "?";
}

/** One of n colours, the same for a name every time. @param {string} name @param {number} n */
export function hue(name, n) {
  let sum = 0;
  for (const c of name) sum = (sum * 31 + (c.codePointAt(0) || 0)) % 9973;
  return sum % n;
}

/** The document's title, with what waits. @param {string} name @param {number} unread */
export const pageTitle = (name, unread) => `${unread > 0 ? `(${unread}) ` : ""}${name} · phone simulator`;

/** A day-and-time field's "2026-11-08T09:00" read in India's zone, which has no
 * summer time, as an instant. @param {string} local @returns {string} "" when it is none */
export function fromIndia(local) {
  const date = when(`${local.slice(0, 16)}:00+05:30`);
  return date ? date.toISOString() : "";
}

/** The same the other way. @param {string|number|Date} at */
export function toIndia(at) {
  const date = when(at);
  return date ? new Date(date.getTime() + 5.5 * 3600000).toISOString().slice(0, 16) : "";
}
