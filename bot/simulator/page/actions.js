// What can be done with a message: tap a choice, open a list, answer, react,
// edit, take away, pass on. All of it becomes one "said" to the server.

import { faces, pop } from "./menu.js";
import { confirm, item, lightbox, pickFrom } from "./sheet.js";

/** @typedef {import("./state.js").Bubble} Bubble */

export class Actions {
  constructor(store, composer, say, show) {
    this.store = store;
    this.composer = composer;
    this.say = say;
    this.show = show;
  }

  take(action, b, target, e) {
    if (action === "try") return this.composer.set({ text: target.textContent || "" });
    if (!b) return;
    switch (action) {
      case "menu": return this.menu(b, target, e);
      case "reply": return this.reply(b);
      case "choice": return this.say({ pick: target.dataset.choice, reply_to: b.id });
      case "place": return this.show.place();
      case "list": return this.list(b);
      case "quote": return this.show.reveal(target.dataset.quote || "");
      case "picture": return lightbox(b.media?.url || "", b.media?.name || "Photo");
    }
  }

  reply(b) {
    if (!b.deleted) this.composer.set({ replyTo: b.id, edits: undefined });
  }

  list(b) {
    if (b.list) pickFrom(b.list.button, b.list.sections, "Send", (id) => this.say({ pick: id, reply_to: b.id }));
  }

  menu(b, anchor, e) {
    if (b.deleted) return;
    const mine = b.from === "user";
    const at = e?.type === "contextmenu" || e?.pointerType === "touch" ? { x: e.clientX, y: e.clientY } : undefined;
    pop(anchor, { role: "menu", "aria-label": "Message", id: "menu" }, [
      faces(b.reaction, (reaction) => this.say({ reaction, react_to: b.id })),
      item("menu-reply", "reply", "Reply", () => this.reply(b)),
      item("menu-forward", "forward", "Forward to the bot", () => this.forward(b)),
      b.text && item("menu-copy", "copy", "Copy", () => navigator.clipboard?.writeText(b.text || "")),
      mine && b.text && !b.picked && item("menu-edit", "edit", "Edit", () => this.composer.set({ text: b.text, edits: b.id, replyTo: undefined })),
      mine && item("menu-delete", "trash", "Delete", () => confirm("Delete this message for everyone?", "Delete", "confirm-delete", () => this.say({ deletes: b.id })), "danger"),
      mine && item("menu-turn", "bulb", "What the bot made of it", () => this.show.turn(b.id)),
    ].filter(Boolean), at);
  }

  forward(b) {
    const rows = this.store.phones.map((p) => ({ id: p.address, title: p.name, description: p.role }));
    const said = b.media ? { media: b.media.id, text: b.text } : b.location ? { location: b.location } : { text: b.text };
    pickFrom("Forward from whose phone?", [{ rows }], "Forward", (phone) => this.say({ ...said, forwarded: true }, phone));
  }
}
