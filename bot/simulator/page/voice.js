// Speaking into the chat. Where the browser cannot record, or nobody allows it,
// a sound file is asked for instead.

import * as api from "./api.js";
import { byId, el, icon, iconButton } from "./dom.js";
import { duration } from "./format.js";

const TYPES = ["audio/ogg;codecs=opus", "audio/webm;codecs=opus", "audio/mp4"]; // best first: the first is what phones send
const LONGEST = 300; // seconds

/** @param {(type: string) => boolean} can @returns {string} "" when it can none */
export const bestType = (can) => TYPES.find(can) || "";

/** @param {string} type */
export const fileName = (type) => `voice.${type.split(/[/;]/)[1] || "ogg"}`;

export class Voice {
  constructor(say, complain) {
    this.say = say;
    this.complain = complain;
    this.box = byId("recorder");
    byId("mic").addEventListener("click", () => this.start());
  }

  async start() {
    const type = globalThis.MediaRecorder ? bestType((t) => MediaRecorder.isTypeSupported(t)) : "";
    if (!type || !navigator.mediaDevices) return byId("file-audio").click();
    try {
      this.record(await navigator.mediaDevices.getUserMedia({ audio: true }), type);
    } catch {
      this.complain("The microphone is not allowed here. Choose a sound file instead.");
      byId("file-audio").click();
    }
  }

  record(stream, type) {
    const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: 24000 });
    /** @type {Blob[]} */ const parts = [];
    const began = Date.now();
    let keep = false;
    const time = el("span", { class: "time", role: "timer" }, "0:00");
    const timer = setInterval(() => {
      const seconds = (Date.now() - began) / 1000;
      time.textContent = duration(seconds);
      if (seconds > LONGEST) finish(true);
    }, 250);
    const finish = (send) => {
      if (recorder.state === "inactive") return;
      keep = send;
      recorder.stop();
    };
    recorder.ondataavailable = (e) => parts.push(e.data);
    recorder.onstop = () => {
      clearInterval(timer);
      stream.getTracks().forEach((t) => t.stop());
      this.show(false);
      if (keep) this.send(new Blob(parts, { type: type.split(";")[0] }), type);
    };
    this.box.replaceChildren(iconButton("trash", "Throw away", { id: "voice-cancel", onclick: () => finish(false) }), time,
      el("button", { type: "button", class: "round", id: "voice-send", "aria-label": "Send voice note", onclick: () => finish(true) }, icon("send")));
    this.box.onkeydown = (e) => e.key === "Escape" && finish(false);
    this.show(true);
    byId("voice-send").focus();
    recorder.start();
  }

  show(on) {
    this.box.hidden = !on;
    byId("form").hidden = on;
    if (!on) byId("composer").focus();
  }

  async send(blob, type) {
    try {
      const media = await api.upload(blob, fileName(type), "audio");
      this.say({ media: media.id, voice: true });
    } catch (e) {
      this.complain(`The voice note was not sent. ${e.message}`);
    }
  }
}
