// Speaking into the chat: press and let go to talk with free hands, or hold while
// talking. What goes out is what a phone sends, Ogg with Opus in it, whatever the
// browser records in. Where it cannot record, or nobody allows it, a sound file is
// asked for instead.

import * as api from "./api.js";
import { byId, el, icon, iconButton } from "./dom.js";
import { duration } from "./format.js";
import { isOggOpus, mux } from "./ogg.js";
import { isWebM, opusOf, Unfit } from "./webm.js";

const TYPES = ["audio/ogg;codecs=opus", "audio/webm;codecs=opus"]; // best first: the first is what phones send
const SENT = "audio/ogg; codecs=opus";
const LONGEST = 300; // seconds
const LARGEST = 16 << 20; // bytes, as WhatsApp has it
const HOLD = 250; // ms; who lets go sooner has pressed
const AWAY = 90; // px to the side, and the recording is thrown away
const BARS = 40;

/** @param {(type: string) => boolean} can @returns {string} "" when it can none */
export const bestType = (can) => TYPES.find(can) || "";

/** Makes a voice note of what was recorded. @param {Uint8Array<ArrayBuffer>} bytes @param {number} serial any number of 32 bits
 * @returns {Uint8Array<ArrayBuffer>} */
export function noteOf(bytes, serial) {
  if (bytes.length > LARGEST) throw new Unfit(`A voice note has at most ${LARGEST >> 20} MB.`);
  if (isOggOpus(bytes)) return bytes;
  if (!isWebM(bytes)) throw new Unfit(bytes.length ? "This browser records in a form that is no voice note." : "Nothing was recorded.");
  return mux(opusOf(bytes), serial);
}

/** Whether a finger has drawn the recording to the bin. @param {number} dx */
export const slidAway = (dx) => dx < -AWAY;

/** How loud a moment was, from 0 to 1, so that a whisper shows.
 * @param {Float32Array} sound */
export const level = (sound) => Math.min(1, Math.sqrt(sound.reduce((sum, x) => sum + x * x, 0) / Math.max(1, sound.length)) ** 0.5 * 1.6);

export class Voice {
  constructor(store, say, complain) {
    this.store = store;
    this.say = say;
    this.complain = complain;
    this.box = byId("recorder");
    this.busy = false;
    /** @type {((send: boolean) => void)|null} */ this.finish = null;
    const mic = byId("mic");
    mic.addEventListener("click", (e) => e.detail === 0 && this.start()); // by a key
    mic.addEventListener("pointerdown", (e) => e.button === 0 && this.press(e));
    byId("footer").addEventListener("contextmenu", (e) => (mic.contains(e.target) || this.busy) && e.preventDefault()); // what a long press means elsewhere
  }

  /** A finger lies on the microphone. Once it holds, letting go sends. */
  press(e) {
    const off = new AbortController();
    const on = (event, do_) => document.addEventListener(event, do_, { signal: off.signal });
    const timer = setTimeout(() => (this.held(true), this.start()), HOLD);
    const over = (end) => {
      clearTimeout(timer);
      off.abort();
      const holds = this.box.classList.contains("held");
      this.held(false);
      if (holds && end.type !== "pointercancel") this.finish?.(!slidAway(end.clientX - e.clientX));
      else if (end.type === "pointerup" && end.target.closest("#mic")) this.start(); // not by the click: behind a long press there may be none
    };
    on("pointerup", over);
    on("pointercancel", over);
    on("pointermove", (move) => {
      this.box.style.setProperty("--slid", `${Math.min(0, move.clientX - e.clientX)}px`);
      if (slidAway(move.clientX - e.clientX)) over(move);
    });
  }

  /** @param {boolean} on */
  held(on) {
    this.box.classList.toggle("held", on);
    this.box.style.setProperty("--slid", "0px");
  }

  async start() {
    if (this.busy) return;
    this.busy = true;
    this.complain("");
    const type = globalThis.MediaRecorder ? bestType((t) => MediaRecorder.isTypeSupported(t)) : "";
    try {
      if (!type || !navigator.mediaDevices) throw new Unfit("This browser cannot record a voice note.");
      this.record(await navigator.mediaDevices.getUserMedia({ audio: { channelCount: 1 } }), type);
    } catch (e) {
      this.busy = false;
      this.complain(`${e instanceof Unfit ? e.message : "The microphone is not allowed here."} Choose a sound file instead.`);
      byId("file-audio").click();
    }
  }

  record(stream, type) {
    const phone = this.store.active; // whoever's phone is looked at when it is sent
    const recorder = new MediaRecorder(stream, { mimeType: type, audioBitsPerSecond: 24000 });
    /** @type {Blob[]} */ const parts = [];
    const began = Date.now();
    let keep = /** @type {boolean|undefined} */ (undefined);
    const { hear, hush } = meter(stream);
    const time = el("span", { class: "time", role: "timer" }, "0:00");
    const waves = el("span", { class: "waves", "aria-hidden": "true" }, ...Array.from({ length: BARS }, () => el("i")));
    const timer = setInterval(() => {
      const seconds = (Date.now() - began) / 1000;
      time.textContent = duration(Math.floor(seconds));
      waves.append(waves.firstElementChild);
      waves.lastElementChild.style.height = `${100 * hear()}%`;
      if (seconds >= LONGEST) this.finish?.(true);
    }, 100);
    this.finish = (send) => {
      if (recorder.state === "inactive") return;
      keep = send;
      recorder.stop();
    };
    recorder.ondataavailable = (e) => parts.push(e.data);
    recorder.onstop = () => {
      clearInterval(timer);
      hush();
      stream.getTracks().forEach((t) => t.stop());
      this.finish = null;
      this.busy = false;
      this.show(false);
      if (keep === undefined) this.complain("The microphone went away. Nothing was sent.");
      else if (keep) this.send(new Blob(parts), phone);
    };
    this.box.replaceChildren(iconButton("trash", "Throw away", { id: "voice-cancel", onclick: () => this.finish?.(false) }), time, waves,
      el("span", { class: "slide", "aria-hidden": "true" }, "‹ slide to cancel"),
      el("button", { type: "button", class: "round", id: "voice-send", "aria-label": "Send voice note", onclick: () => this.finish?.(true) }, icon("send")));
    this.box.onkeydown = (e) => e.key === "Escape" && this.finish?.(false);
    this.show(true);
    byId("voice-send").focus();
    recorder.start();
  }

  show(on) {
    this.box.hidden = !on;
    byId("form").hidden = on;
    if (!on) byId("composer").focus();
  }

  /** @param {Blob} recorded @param {string} phone */
  async send(recorded, phone) {
    try {
      const note = noteOf(new Uint8Array(await recorded.arrayBuffer()), crypto.getRandomValues(new Uint32Array(1))[0]);
      const media = await api.upload(new Blob([note], { type: SENT }), "voice.ogg", "audio");
      this.say({ media: media.id, voice: true }, phone);
    } catch (e) {
      this.complain(`The voice note was not sent. ${e.message}`);
    }
  }
}

/** Listens to how loud it is. A browser that will not tell shows silence.
 * @param {MediaStream} stream */
function meter(stream) {
  const context = globalThis.AudioContext && new AudioContext();
  if (!context) return { hear: () => 0, hush: () => {} };
  const ear = new AnalyserNode(context, { fftSize: 2048 });
  context.createMediaStreamSource(stream).connect(ear);
  const sound = new Float32Array(ear.fftSize);
  return {
    hear: () => (ear.getFloatTimeDomainData(sound), level(sound)),
    hush: () => context.close(),
  };
}
