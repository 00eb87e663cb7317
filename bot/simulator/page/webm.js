// The sound in a WebM file as a browser records it: the header of its Opus track
// and the packets in order. The file is read flat: what holds other elements is
// stepped into, anything else is stepped over, so that it does not matter whether
// a cluster tells its size or was still open when the recording ended.

/** A sound that no voice note can be made of; its message is for a person. */
export class Unfit extends Error {}

/** @typedef {{head: Uint8Array, packets: Uint8Array[], delay: number, padding: number}} Opus delay before the sound and padding behind it in ns */

/** Elements by their ids, length mark and all. */
const ID = {
  segment: 0x18538067, cluster: 0x1f43b675, tracks: 0x1654ae6b, track: 0xae, group: 0xa0,
  number: 0xd7, codec: 0x86, head: 0x63a2, delay: 0x56aa, encodings: 0x6d80,
  simple: 0xa3, block: 0xa1, padding: 0x75a2,
};
const BOXES = new Set([ID.segment, ID.cluster, ID.tracks, ID.track, ID.group]);

/** Whether bytes may be a WebM file. @param {Uint8Array} bytes */
export const isWebM = (bytes) => bytes.length > 4 && bytes[0] === 0x1a && bytes[1] === 0x45 && bytes[2] === 0xdf && bytes[3] === 0xa3;

/** Reads a file. One that breaks off gives what is whole of it.
 * @param {Uint8Array} bytes @returns {Opus} */
export function opusOf(bytes) {
  /** @type {{number: number, codec: string, head: Uint8Array, delay: number}[]} */ const tracks = [];
  const out = { packets: /** @type {Uint8Array[]} */ ([]), padding: 0 };
  const ours = () => tracks.find((t) => t.codec === "A_OPUS");
  for (const { id, data } of elements(bytes)) {
    const last = tracks.at(-1);
    if (id === ID.track) tracks.push({ number: 0, codec: "", head: data.subarray(0, 0), delay: 0 });
    else if (id === ID.simple || id === ID.block) out.packets.push(...packetsOf(data, ours()?.number));
    else if (id === ID.padding) out.padding = Math.max(0, signed(data));
    else if (!last) continue;
    else if (id === ID.number) last.number = unsigned(data);
    else if (id === ID.codec) last.codec = String.fromCharCode(...data.subarray(0, 32));
    else if (id === ID.head) last.head = data;
    else if (id === ID.delay) last.delay = unsigned(data);
    else if (id === ID.encodings) last.codec = ""; // packed or locked: nothing we could read
  }
  const track = ours();
  if (!track) throw new Unfit("The recording is not in Opus, which voice notes are in.");
  return { ...out, head: track.head, delay: track.delay };
}

/** The elements one after the other; of a box only that it begins.
 * @param {Uint8Array} bytes @returns {Generator<{id: number, data: Uint8Array}>} */
function* elements(bytes) {
  for (let at = 0; at < bytes.length;) {
    const id = number(bytes, at, 4, true);
    const size = id && number(bytes, id.end, 8);
    if (!id || !size) return;
    at = size.end;
    if (BOXES.has(id.value)) {
      yield { id: id.value, data: bytes.subarray(at, at) };
      continue;
    }
    if (!(at + size.value <= bytes.length)) return; // broken off, or of a size that nobody knows
    yield { id: id.value, data: bytes.subarray(at, (at += size.value)) };
  }
}

/** A number that tells its own length by its first bits; NaN when all others are
 * set, which is "not known". @param {Uint8Array} bytes @param {number} at
 * @param {number} most bytes @param {boolean} [marked] the mark of the length counts
 * @returns {{value: number, end: number}|null} null when it is none */
function number(bytes, at, most, marked = false) {
  const length = Math.clz32(bytes[at] || 0) - 23;
  if (length > most || at + length > bytes.length) return null;
  let value = marked ? bytes[at] : bytes[at] & (0xff >> length);
  let full = (bytes[at] & (0xff >> length)) === 0xff >> length;
  for (let i = at + 1; i < at + length; i++) {
    value = value * 256 + bytes[i];
    full &&= bytes[i] === 0xff;
  }
  return { value: full && !marked ? NaN : value, end: at + length };
}

/** @param {Uint8Array} data big-endian */
const unsigned = (data) => data.reduce((sum, b) => sum * 256 + b, 0);

/** @param {Uint8Array} data big-endian */
const signed = (data) => unsigned(data) - (data[0] & 0x80 ? 256 ** data.length : 0);

/** The packets of a block, when it is of our track.
 * @param {Uint8Array} block @param {number|undefined} ours @returns {Uint8Array[]} */
function packetsOf(block, ours) {
  const track = number(block, 0, 8);
  if (!track || track.value !== ours) return [];
  const data = block.subarray(track.end + 3); // two bytes of time, one of flags
  const lacing = (block[track.end + 2] >> 1) & 3;
  if (lacing === 0) return [data];
  const { sizes, at } = LACES[lacing](data.subarray(1), (data[0] || 0) + 1);
  return cut(data.subarray(1 + at), sizes);
}

/** @typedef {{sizes: number[], at: number}} Laced sizes of all packets but the last, and where the first begins */

/** How several packets in one block tell their sizes, by the bits of its flags.
 * @type {Record<number, (data: Uint8Array, count: number) => Laced>} */
const LACES = {
  1: (data, count) => { // Xiph: bytes that are added up, as in Ogg
    const sizes = [];
    let at = 0;
    while (sizes.length < count - 1) {
      let size = 0;
      while (data[at] === 255) size += data[at++];
      sizes.push(size + data[at++]);
    }
    return { sizes, at };
  },
  2: (data, count) => ({ sizes: Array(count - 1).fill(data.length / count), at: 0 }), // all alike
  3: (data, count) => { // EBML: the first, and how much more or less each next has
    const sizes = [];
    let at = 0;
    while (sizes.length < count - 1) {
      const n = number(data, at, 8);
      if (!n) throw broken();
      const middle = 2 ** (7 * (n.end - at) - 1) - 1;
      sizes.push(sizes.length ? sizes[sizes.length - 1] + n.value - middle : n.value);
      at = n.end;
    }
    return { sizes, at };
  },
};

const broken = () => new Unfit("The recording is damaged.");

/** @param {Uint8Array} data @param {number[]} sizes of all pieces but the last */
function cut(data, sizes) {
  const out = [];
  let at = 0;
  for (const size of sizes) {
    if (!(Number.isInteger(size) && size >= 0 && at + size <= data.length)) throw broken();
    out.push(data.subarray(at, (at += size)));
  }
  return [...out, data.subarray(at)];
}
