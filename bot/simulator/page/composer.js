// Where one writes. What is begun on a phone stays there while another is open.
// Nothing is shown in the chat before the server has it; if it could not be
// handed over, the words come back into the field and a line says so. Messages
// go out one after the other, in the order they were sent.

import * as api from "./api.js";
import { quote } from "./bubble.js";
import { byId, el, icon, iconButton } from "./dom.js";
import { fileSize } from "./format.js";

/** @typedef {{text: string, replyTo?: string, edits?: string, media?: {id: string, kind: string, name: string, size: number, type: string}, forwarded?: boolean}} Draft */

/** What a draft says to the server. @param {Draft} d @returns {api.Said} */
export function said(d) {
  const out = { text: d.text.trim() };
  if (d.replyTo) out.reply_to = d.replyTo;
  if (d.edits) out.edits = d.edits;
  if (d.forwarded) out.forwarded = true;
  if (d.media) out.media = d.media.id;
  if (d.media?.kind === "audio" && d.media.type?.startsWith("audio/ogg")) out.voice = true; // a phone speaks nothing else
  return out;
}

/** A draft that could not be sent, with what was written since.
 * @param {Draft} failed @param {Draft} since @returns {Draft} */
export const back = (failed, since) => ({ ...failed, ...since, text: [failed.text, since.text].filter(Boolean).join("\n") });

export class Composer {
  constructor(store, complain) {
    this.store = store;
    this.complain = complain;
    this.field = byId("composer");
    this.preview = byId("preview");
    /** @type {Map<string, Draft>} */ this.drafts = new Map();
    this.queue = Promise.resolve();
    this.field.addEventListener("input", () => this.typed());
    this.field.addEventListener("keydown", (e) => this.keys(e));
    byId("form").addEventListener("submit", (e) => (e.preventDefault(), this.send()));
  }

  get draft() {
    return this.drafts.get(this.store.active) || { text: "" };
  }

  set(change) {
    this.drafts.set(this.store.active, { ...this.draft, ...change });
    this.show();
    this.field.focus();
  }

  typed() {
    this.drafts.set(this.store.active, { ...this.draft, text: this.field.value });
    this.fit();
  }

  /** Puts the draft of the open phone into the field. */
  show() {
    if (this.field.value !== this.draft.text) this.field.value = this.draft.text;
    const parts = [this.about(), this.draft.media && chosen(this.draft.media)].filter(Boolean);
    this.preview.hidden = parts.length === 0;
    this.preview.replaceChildren(...parts, iconButton("close", "Remove", { id: "preview-close", onclick: () => this.drop() }));
    this.fit();
  }

  /** What the message is about: an answer, an edit, somebody else's words. */
  about() {
    const { replyTo, edits, forwarded } = this.draft;
    const quoted = this.store.bubble(this.store.active, replyTo || edits || "");
    if (replyTo) return quote(replyTo, quoted, this.store.number.name || "Bot");
    if (edits) return el("div", { class: "chosen" }, icon("edit"), "Editing your message");
    return forwarded ? el("div", { class: "chosen" }, icon("forward"), "Will be marked as forwarded") : null;
  }

  drop() {
    this.drafts.set(this.store.active, { text: this.draft.edits ? "" : this.draft.text });
    this.show();
    this.field.focus();
  }

  fit() {
    this.field.style.height = "auto";
    this.field.style.height = `${Math.max(44, this.field.scrollHeight)}px`;
    const something = this.field.value.trim() !== "" || !!this.draft.media;
    byId("send").hidden = !something;
    byId("mic").hidden = something;
  }

  keys(e) {
    if (e.isComposing) return; // Enter ends a word of an input method
    if (e.key === "Enter" && !e.shiftKey) {
      e.preventDefault();
      this.send();
    } else if (e.key === "Escape" && !this.preview.hidden) {
      this.drop();
    } else if (e.key === "ArrowUp" && this.field.value === "") {
      e.preventDefault();
      document.querySelector('#lines .bubble[tabindex="0"]')?.focus();
    }
  }

  insert(text) {
    this.field.setRangeText(text, this.field.selectionStart, this.field.selectionEnd, "end");
    this.typed();
    this.field.focus();
  }

  send() {
    const draft = this.draft;
    const phone = this.store.active;
    if (!draft.text.trim() && !draft.media) return;
    this.drafts.delete(phone);
    this.show();
    this.complain("");
    this.queue = this.queue.then(() => this.post(phone, draft));
  }

  async post(phone, draft) {
    try {
      await api.say(phone, said(draft));
    } catch (e) {
      this.drafts.set(phone, back(draft, this.drafts.get(phone) || { text: "" }));
      if (phone === this.store.active) this.show();
      this.complain(`Not sent. Your words are still here. ${e.message}`);
    }
  }
}

const chosen = (m) =>
  el("div", { class: "chosen" }, m.kind === "image" ? el("img", { src: api.mediaURL(m.id), alt: "" }) : icon(m.kind === "audio" ? "audio" : "document"),
    el("div", { class: "file-name" }, m.name, el("div", { class: "soft small" }, fileSize(m.size))));
