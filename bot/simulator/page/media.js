// Pictures, files, places and cards in a bubble. A file is only ever read from
// the server the page came from, whatever address a message claims.

import { el, icon } from "./dom.js";
import { fileSize, hue, initials } from "./format.js";
import { player } from "./player.js";

/** @typedef {import("./state.js").Bubble} Bubble */
/** @typedef {import("./state.js").Media} Media */

const ours = (url) => (/^\/simulator\/media\/[\w.~%-]+$/.test(url || "") ? url : undefined);

/** What a quote and a screen reader call it. @param {Bubble} b */
export function mediaName(b) {
  if (b.location) return `📍 ${b.location.name || "Location"}`;
  if (b.contact) return `👤 ${b.contact.name}`;
  const m = b.media;
  if (!m) return "";
  return { image: "📷 Photo", video: "🎥 Video", audio: m.voice ? "🎤 Voice note" : "🎵 Audio", sticker: "Sticker" }[m.kind] || `📄 ${m.name || "Document"}`;
}

/** @param {Bubble} b @returns {(Node|null)[]} */
export const mediaNodes = (b) => [b.media ? media(b.media, b) : null, b.location ? place(b.location) : null, b.contact ? card(b.contact) : null];

function media(m, b) {
  const src = ours(m.url);
  switch (src && m.kind) {
    case "image": return picture(m, src);
    case "sticker": return el("img", { src, alt: "Sticker" });
    case "video": return el("video", { src, controls: true, preload: "metadata", "aria-label": m.name || "Video" });
    case "audio": return player(m, String(src), b);
  }
  return file(m, src);
}

/** What cannot be drawn is a file after all. @param {Media} m @param {string|undefined} src */
function picture(m, src) {
  const name = m.name || "Photo";
  const button = el("button", { type: "button", class: "picture", "data-do": "picture", "aria-label": `Open ${name}` },
    el("img", { src, alt: name, loading: "lazy", onerror: () => button.replaceWith(file(m, src)) }));
  return button;
}

function file(m, src) {
  const name = m.name || "Document";
  const ending = (name.match(/\.(\w{1,5})$/) || ["", "file"])[1];
  const colour = /^(xlsx?|csv)$/i.test(ending) ? " sheet-file" : /^(docx?|txt|json)$/i.test(ending) ? " text-file" : "";
  return el(src ? "a" : "div", { class: "file", href: src, download: src && name },
    el("span", { class: `kind${colour}`, "aria-hidden": "true" }, ending),
    el("span", { class: "names" }, el("bdi", { class: "file-name" }, name), el("span", { class: "soft small" }, [fileSize(m.size || 0), m.type].filter(Boolean).join(" · "))));
}

/** Drawn and not fetched: a map of the world would be somebody else's server.
 * @param {{lat: number, lon: number, name?: string}} l */
const place = (l) =>
  el("div", { class: "place" }, el("div", { class: "map" }, icon("pin")),
    el("div", { class: "where", dir: "auto" }, l.name || "Location", el("span", { class: "soft" }, `${Number(l.lat).toFixed(4)}, ${Number(l.lon).toFixed(4)}`)));

const card = (c) =>
  el("div", { class: "card" }, el("span", { class: `avatar hue-${hue(c.name, 6)}`, "aria-hidden": "true" }, initials(c.name)),
    el("span", {}, el("bdi", {}, c.name), el("span", { class: "soft" }, c.phone || "")));
