// Opus packets as an Ogg file, the form in which phones send voice notes (RFC
// 3533 and 7845). Time is counted in samples of 48 kHz, whatever the sound was
// recorded in, and by what each packet says of itself.

import { Unfit } from "./webm.js";

const RATE = 48000; // samples a second, of the container
const LOOKAHEAD = 312; // samples; of the encoder that browsers have, at 48 kHz
const LONGEST = 5760; // samples of a packet: 120 ms
const LACES = 255; // of a page
const MOST = 61440; // bytes of a packet; more than Opus ever needs, and they fit on a page

/** Whether bytes are a voice note already. @param {Uint8Array} bytes */
export const isOggOpus = (bytes) => ascii(bytes, 0, 4) === "OggS" && ascii(bytes, 28, 36) === "OpusHead";

const ascii = (bytes, from, to) => String.fromCharCode(...bytes.subarray(from, to));

/** How long a packet plays, from its first two bytes (RFC 6716, 3.1).
 * @param {Uint8Array} packet @returns {number} samples */
export function samples(packet) {
  const config = packet[0] >> 3;
  const frame = config < 12 ? [480, 960, 1920, 2880][config & 3] : config < 16 ? [480, 960][config & 1] : [120, 240, 480, 960][config & 3];
  const frames = [1, 2, 2, packet[1] & 63][packet[0] & 3];
  const all = frame * frames;
  if (!(packet.length && all > 0 && all <= LONGEST && packet.length <= MOST)) throw new Unfit("The recording is damaged.");
  return all;
}

/** Makes a file of what was recorded.
 * @param {import("./webm.js").Opus} opus @param {number} serial any number of 32 bits
 * @returns {Uint8Array<ArrayBuffer>} */
export function mux({ head, packets, delay, padding }, serial) {
  if (!packets.length) throw new Unfit("Nothing was recorded.");
  const first = header(head, delay);
  const skip = first[10] + 256 * first[11];
  const pages = [page(serial, 0, BEGINS, 0, [first]), page(serial, 1, 0, 0, [tags()])];
  const lots = lotsOf(packets);
  if (lots[lots.length - 1].granule <= skip) throw new Unfit("Nothing was recorded.");
  const cutOff = Math.round((padding * RATE) / 1e9);
  for (const [i, { granule, lot }] of lots.entries()) {
    const last = i === lots.length - 1;
    const least = Math.max(skip, lots[i - 1]?.granule || 0); // what is heard ends after it begins
    pages.push(page(serial, pages.length, last ? ENDS : 0, last ? Math.max(least, granule - cutOff) : granule, lot));
  }
  return joined(pages);
}

/** The packets of each page, at most a second and what a page can tell the sizes
 * of, and where in time it ends. @param {Uint8Array[]} packets */
function lotsOf(packets) {
  const lots = [];
  let lot = /** @type {Uint8Array[]} */ ([]), granule = 0, long = 0, laces = 0;
  for (const p of packets) {
    const length = samples(p), more = Math.floor(p.length / 255) + 1;
    if (lot.length && (long + length > RATE || laces + more > LACES)) {
      lots.push({ granule, lot });
      lot = [];
      long = laces = 0;
    }
    lot.push(p);
    granule += length;
    long += length;
    laces += more;
  }
  return [...lots, { granule, lot }];
}

/** The header as it should be: a browser leaves out how far its encoder lags
 * behind, and the first sounds would be noise. @param {Uint8Array} head @param {number} delay ns */
function header(head, delay) {
  const out = head.slice();
  if (ascii(out, 0, 8) !== "OpusHead" || out.length < 19 || out[8] > 15 || out[9] < 1 || out[9] > 2 || out[18] !== 0) {
    throw new Unfit("The recording is not in the Opus that voice notes are in.");
  }
  const view = new DataView(out.buffer);
  if (view.getUint16(10, true) === 0) view.setUint16(10, Math.round((delay * RATE) / 1e9) || LOOKAHEAD, true);
  return out;
}

function tags() {
  const vendor = new TextEncoder().encode("phone simulator");
  const out = new Uint8Array(8 + 4 + vendor.length + 4);
  out.set(new TextEncoder().encode("OpusTags"));
  out[8] = vendor.length;
  out.set(vendor, 12);
  return out;
}

const BEGINS = 2, ENDS = 4; // flags of a page

/** @param {number} serial @param {number} sequence @param {number} flags @param {number} granule @param {Uint8Array[]} packets */
function page(serial, sequence, flags, granule, packets) {
  const laces = packets.flatMap((p) => [...Array(Math.floor(p.length / 255)).fill(255), p.length % 255]);
  const out = joined([new Uint8Array(27), Uint8Array.from(laces), ...packets]);
  out.set([0x4f, 0x67, 0x67, 0x53, 0, flags]); // "OggS", version 0
  const view = new DataView(out.buffer);
  view.setBigUint64(6, BigInt(granule), true);
  view.setUint32(14, serial, true);
  view.setUint32(18, sequence, true);
  out[26] = laces.length;
  view.setUint32(22, checksum(out), true);
  return out;
}

/** @param {Uint8Array[]} parts */
function joined(parts) {
  const out = new Uint8Array(parts.reduce((sum, p) => sum + p.length, 0));
  let at = 0;
  for (const p of parts) {
    out.set(p, at);
    at += p.length;
  }
  return out;
}

const TABLE = Uint32Array.from({ length: 256 }, (_, i) => {
  let r = i << 24;
  for (let bit = 0; bit < 8; bit++) r = (r << 1) ^ (r < 0 ? 0x04c11db7 : 0);
  return r;
});

/** Ogg's own: neither reflected nor inverted. @param {Uint8Array} bytes */
export function checksum(bytes) {
  let crc = 0;
  for (const b of bytes) crc = (crc << 8) ^ TABLE[(crc >>> 24) ^ b];
  return crc >>> 0;
}
