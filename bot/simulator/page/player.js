// A voice note: button, waves, length, speed. The waves are those of the sound,
// once it could be read; until then they lie flat.

import { el, icon } from "./dom.js";
import { duration } from "./format.js";

const BARS = 64; // as many steps as WhatsApp draws
const READ = 4 << 20; // bytes; of a longer sound nobody looks at the waves
const RATES = [1, 1.5, 2];
/** @type {Map<string, number[]>} */
const known = new Map(); // heights by address, for a bubble that is drawn again
/** @type {HTMLAudioElement|null} */
let playing = null; // one at a time, as on a phone

/** @param {import("./state.js").Media} m @param {string} src @param {import("./state.js").Bubble} b */
export function player(m, src, b) {
  const audio = el("audio", { src, preload: "metadata" });
  const what = m.voice ? "voice note" : "audio";
  const button = el("button", { type: "button", class: "icon-button", "aria-label": `Play ${what}`, onclick: () => (audio.paused ? audio.play() : audio.pause()) }, icon("play"));
  const bars = Array.from({ length: BARS }, () => el("i"));
  const range = el("input", { type: "range", min: "0", max: "100", value: "0", "aria-label": "Position", oninput: () => seek(audio, m, range.value) });
  const rate = el("button", { type: "button", class: "rate", "aria-label": "Speed 1 times", onclick: () => faster(audio, rate) }, "1×");
  const length = el("div", { class: "heard-length" }, duration(m.seconds || 0));
  const show = () => progress(audio, m, bars, range, length);
  for (const event of ["timeupdate", "loadedmetadata", "ended"]) audio.addEventListener(event, show);
  audio.addEventListener("play", () => {
    if (playing !== audio) playing?.pause();
    playing = audio;
    face(button, "pause", `Pause ${what}`);
    button.dispatchEvent(new CustomEvent("heard", { bubbles: true, detail: b.id }));
  });
  for (const event of ["pause", "ended"]) audio.addEventListener(event, () => face(button, "play", `Play ${what}`));
  if (!(m.size > READ)) waves(src, bars);
  return el("div", {}, el("div", { class: "player" }, button, el("div", { class: "track" }, el("div", { class: "waves" }, ...bars), range), rate, audio), length);
}

function face(button, picture, label) {
  button.replaceChildren(icon(picture));
  button.setAttribute("aria-label", label);
}

/** A recorded file may not know its length until it was heard.
 * @param {HTMLAudioElement} audio @param {{seconds?: number}} m */
const total = (audio, m) => (Number.isFinite(audio.duration) ? audio.duration : m.seconds || 0);

function seek(audio, m, percent) {
  audio.currentTime = (Number(percent) / 100) * total(audio, m);
}

function faster(audio, rate) {
  audio.playbackRate = RATES[(RATES.indexOf(audio.playbackRate) + 1) % RATES.length];
  rate.textContent = `${audio.playbackRate}×`;
  rate.setAttribute("aria-label", `Speed ${audio.playbackRate} times`);
}

function progress(audio, m, bars, range, length) {
  const all = total(audio, m);
  const part = all && !audio.ended ? audio.currentTime / all : 0;
  bars.forEach((bar, i) => bar.classList.toggle("past", part > 0 && i / BARS <= part));
  range.value = String(part * 100);
  length.textContent = duration(part ? audio.currentTime : all);
}

async function waves(src, bars) {
  try {
    const heights = known.get(src) || loudness(await samples(src));
    known.set(src, heights);
    bars.forEach((bar, i) => (bar.style.height = `${12 + 88 * heights[i]}%`));
  } catch {
    // not a sound this browser reads: flat waves
  }
}

async function samples(src) {
  const bytes = await (await fetch(src)).arrayBuffer();
  return (await new OfflineAudioContext(1, 1, 8000).decodeAudioData(bytes)).getChannelData(0);
}

/** How loud each part is, on average, against the loudest: as phones draw it.
 * @param {Float32Array} sound @returns {number[]} */
export function loudness(sound) {
  const steps = Array.from({ length: BARS }, (_, i) => {
    const from = Math.floor((i * sound.length) / BARS), to = Math.floor(((i + 1) * sound.length) / BARS);
    let sum = 0;
    for (let j = from; j < to; j++) sum += Math.abs(sound[j]);
    return sum / Math.max(1, to - from);
  });
  const most = Math.max(...steps);
  return steps.map((s) => (most ? s / most : 0));
}
