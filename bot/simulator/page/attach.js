// What can be sent beside words: photo, document, voice file, place, contact. A
// file goes to the server first and is shown from there; the message follows
// when it is sent, with what was written as its caption.

import * as api from "./api.js";
import { byId, el } from "./dom.js";
import { pop } from "./menu.js";
import { fillIn, item } from "./sheet.js";

/** Places a shop could be, to be picked and changed: name, north, east.
 * @type {[string, number, number][]} */
const PLACES = [
  ["Karol Bagh, Delhi", 28.6519, 77.1909], ["Dadar, Mumbai", 19.0178, 72.8478], ["Shivajinagar, Pune", 18.5308, 73.8475],
  ["Maninagar, Ahmedabad", 22.9962, 72.601], ["Hazratganj, Lucknow", 26.85, 80.9462], ["Chaura Bazar, Ludhiana", 30.912, 75.854],
  ["Gariahat, Kolkata", 22.517, 88.3656], ["T. Nagar, Chennai", 13.0418, 80.2341], ["Koramangala, Bengaluru", 12.9352, 77.6245],
  ["Ameerpet, Hyderabad", 17.4375, 78.4483], ["Broadway, Kochi", 9.9816, 76.2775],
];

/** What the network calls a file. @param {string} type its MIME type */
export function kindOf(type) {
  const kind = type.split("/")[0];
  return ["image", "audio", "video"].includes(kind) ? kind : "document";
}

export class Attach {
  constructor(composer, say, complain) {
    Object.assign(this, { composer, say, complain });
    this.composer = composer;
    this.say = say;
    this.complain = complain;
    byId("attach").addEventListener("click", (e) => this.menu(e.currentTarget));
    for (const kind of ["photo", "document", "audio"]) {
      byId(`file-${kind}`).addEventListener("change", (e) => this.picked(e.target, kind));
    }
    composer.field.addEventListener("paste", (e) => this.given(e, e.clipboardData));
    const chat = byId("chat");
    chat.addEventListener("dragover", (e) => e.preventDefault());
    chat.addEventListener("drop", (e) => this.given(e, e.dataTransfer));
  }

  menu(anchor) {
    const choose = (kind) => () => byId(`file-${kind}`).click();
    pop(anchor, { role: "menu", "aria-label": "Attach" }, [
      item("attach-photo", "image", "Photo or video", choose("photo")),
      item("attach-document", "document", "Document", choose("document")),
      item("attach-audio", "audio", "Voice note from a file", choose("audio")),
      item("attach-location", "pin", "Location", () => this.location()),
      item("attach-contact", "person", "Contact", () => this.contact()),
      item("attach-forwarded", "forward", "As a forwarded message", () => this.composer.set({ forwarded: true, edits: undefined })),
    ]);
  }

  picked(input, as) {
    const file = input.files?.[0];
    if (file) this.take(file, as === "document" ? "document" : kindOf(file.type || (as === "audio" ? "audio/ogg" : "")));
    input.value = ""; // so that the same file can be chosen again
  }

  given(e, data) {
    const file = data?.files[0];
    if (!file) return;
    e.preventDefault();
    this.take(file, kindOf(file.type));
  }

  async take(file, kind) {
    this.complain("");
    byId("attach").setAttribute("aria-busy", "true");
    try {
      const media = await api.upload(file, file.name, kind);
      this.composer.set({ media: { name: file.name, size: file.size, type: file.type, ...media } });
    } catch (e) {
      this.complain(`${file.name} could not be attached. ${e.message}`);
    }
    byId("attach").removeAttribute("aria-busy");
  }

  location() {
    const preset = el("select", { id: "place-preset", onchange: () => fill(PLACES[preset.value]) }, ...PLACES.map(([name], i) => el("option", { value: i }, name)));
    const degrees = { type: "number", step: "any", required: true };
    const [name, lat, lon] = PLACES[0];
    fillIn("Send a location", [
      { id: "place-name", label: "Called", value: name, maxlength: "100" },
      { id: "place-lat", label: "Degrees north", value: String(lat), min: "-90", max: "90", ...degrees },
      { id: "place-lon", label: "Degrees east", value: String(lon), min: "-180", max: "180", ...degrees },
    ], { id: "place-send", label: "Send location" }, (v) =>
      this.say({ location: { name: v["place-name"], lat: Number(v["place-lat"]), lon: Number(v["place-lon"]) } }),
    el("label", { class: "label" }, "Place", preset),
    el("button", { type: "button", class: "plain", id: "place-mine", onclick: () => mine(this.complain) }, "Use where I am"));
  }

  contact() {
    fillIn("Send a contact", [
      { id: "contact-name", label: "Name", required: true, maxlength: "100" },
      { id: "contact-phone", label: "Phone", type: "tel", required: true, maxlength: "20", placeholder: "+91 98200 00000" },
    ], { id: "contact-send", label: "Send contact" }, (v) => this.say({ contact: { name: v["contact-name"], phone: v["contact-phone"] } }));
  }
}

function fill(place) {
  ["name", "lat", "lon"].forEach((part, i) => (byId(`place-${part}`).value = place[i]));
}

/** Asked of the browser only when somebody presses for it.
 * @param {(words: string) => void} complain */
const mine = (complain) =>
  navigator.geolocation?.getCurrentPosition(
    (p) => document.getElementById("place-name") && fill(["", p.coords.latitude, p.coords.longitude]),
    () => complain("The browser did not say where you are."),
  );
