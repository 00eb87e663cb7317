// From what a browser records to what a phone sends. The recordings beside this are
// Chromium's own: one it could finish, and one it wrote out while it was going on.
import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import test from "node:test";
import { checksum, isOggOpus, mux, samples } from "../page/ogg.js";
import { bestType, level, noteOf, slidAway } from "../page/voice.js";
import { isWebM, opusOf, Unfit } from "../page/webm.js";

const recorded = (name) => new Uint8Array(readFileSync(new URL(`../testdata/${name}.webm`, import.meta.url)));
const ascii = (bytes) => String.fromCharCode(...bytes);

/** The pages of a file, each of which must be whole. @param {Uint8Array} file */
function pages(file) {
  const out = [];
  for (let at = 0; at < file.length;) {
    const view = new DataView(file.buffer, file.byteOffset + at);
    assert.equal(ascii(file.subarray(at, at + 5)), "OggS\0");
    const laces = [...file.subarray(at + 27, at + 27 + file[at + 26])];
    const end = at + 27 + laces.length + laces.reduce((a, b) => a + b, 0);
    const whole = file.slice(at, end);
    whole.fill(0, 22, 26);
    assert.equal(view.getUint32(22, true), checksum(whole));
    const packets = [];
    let size = 0, from = at + 27 + laces.length;
    for (const lace of laces) {
      size += lace;
      if (lace === 255) continue;
      packets.push(file.subarray(from, (from += size)));
      size = 0;
    }
    assert.equal(size, 0, "a packet goes on to the next page");
    out.push({ flags: file[at + 5], granule: Number(view.getBigInt64(6, true)), serial: view.getUint32(14, true), number: view.getUint32(18, true), packets });
    at = end;
  }
  return out;
}

for (const name of ["spoken", "sliced"]) {
  test(`${name}.webm becomes a voice note with every packet in it`, () => {
    const bytes = recorded(name);
    const { packets } = opusOf(bytes);
    assert.equal(packets.length, 25);
    const note = noteOf(bytes, 7);
    assert.ok(isOggOpus(note));
    const all = pages(note);
    assert.deepEqual(all.flatMap((p) => p.packets).slice(2), packets.map((p) => p.subarray()));
    assert.deepEqual(all.map((p) => p.number), [...all.keys()]);
    assert.ok(all.every((p) => p.serial === 7));
    assert.deepEqual(all.map((p) => p.flags), [2, 0, ...Array(all.length - 3).fill(0), 4]);
    assert.deepEqual(all.map((p) => p.granule), [0, 0, 46080, 72000]); // pages of at most a second; 25 packets of 60 ms
    const [head, tags] = all.flatMap((p) => p.packets);
    assert.equal(ascii(head.subarray(0, 8)), "OpusHead");
    assert.deepEqual([head[9], head[10] + 256 * head[11], head[18]], [1, 312, 0]);
    assert.equal(ascii(tags.subarray(0, 8)), "OpusTags");
  });
}

test("a recording that broke off gives what is whole of it, wherever it did", () => {
  const bytes = recorded("spoken");
  const whole = opusOf(bytes).packets.length;
  for (let n = 0; n < bytes.length; n += 7) {
    try {
      assert.ok(opusOf(bytes.subarray(0, n)).packets.length <= whole);
    } catch (e) {
      assert.ok(e instanceof Unfit, `${n}: ${e}`);
    }
  }
});

test("whatever the bytes are, they become a voice note or are refused in words", () => {
  let seed = 1;
  const random = (n) => (seed = (seed * 48271) % 2147483647) % n;
  let refused = 0;
  for (let i = 0; i < 3000; i++) {
    const bytes = recorded(i % 2 ? "spoken" : "sliced");
    for (let k = 0; k <= i % 5; k++) bytes[random(i % 3 ? bytes.length : 300)] = random(256);
    try {
      pages(noteOf(bytes, i));
    } catch (e) {
      if (!(e instanceof Unfit)) throw e;
      assert.match(e.message, /^[A-Z][\w ,]+\.$/);
      refused++;
    }
  }
  assert.ok(refused > 100 && refused < 2900, `${refused} were refused`);
});

test("what is no recording is refused", () => {
  for (const bytes of [[], [1, 2, 3], [0x1a, 0x45, 0xdf, 0xa3], [0x1a, 0x45, 0xdf, 0xa3, 0x80], [...new TextEncoder().encode("....ftypisom")]]) {
    assert.throws(() => noteOf(Uint8Array.from(bytes), 1), Unfit);
  }
  assert.throws(() => noteOf(new Uint8Array((16 << 20) + 1), 1), /at most 16 MB/);
});

test("a voice note stays as it is", () => {
  const note = noteOf(recorded("spoken"), 1);
  assert.equal(noteOf(note, 2), note);
});

/** A file of one track, made by hand. @param {number[][]} blocks @param {number[]} [more] of the track */
function webm(blocks, more = []) {
  const vint = (n) => [0x40 | (n >> 8), n & 255];
  const box = (id, ...data) => [...id, ...vint(data.flat().length), ...data.flat()];
  const head = [...new TextEncoder().encode("OpusHead"), 1, 1, 0, 0, 0x80, 0xbb, 0, 0, 0, 0, 0];
  const track = box([0xae], box([0xd7], [1]), box([0x86], [...new TextEncoder().encode("A_OPUS")]), box([0x63, 0xa2], head), more);
  return Uint8Array.from([...box([0x1a, 0x45, 0xdf, 0xa3]), 0x18, 0x53, 0x80, 0x67, 0xff, ...box([0x16, 0x54, 0xae, 0x6b], track),
    0x1f, 0x43, 0xb6, 0x75, 0xff, ...blocks.flat()]);
}
const simple = (flags, ...data) => [0xa3, 0x80 | (data.length + 4), 0x81, 0, 0, flags, ...data];
const packets = (file) => opusOf(file).packets.map((p) => [...p]);

test("packets that share a block", () => {
  const a = [8, 1], b = [8, 2, 2], c = [8];
  assert.deepEqual(packets(webm([simple(0x80, ...a)])), [a]);
  assert.deepEqual(packets(webm([simple(0x82, 2, 2, 3, ...a, ...b, ...c)])), [a, b, c], "Xiph");
  assert.deepEqual(packets(webm([simple(0x84, 1, ...a, ...a)])), [a, a], "of one size");
  assert.deepEqual(packets(webm([simple(0x86, 2, 0x82, 0xc0, ...a, ...b, ...c)])), [a, b, c], "EBML");
  const long = Array(300).fill(8);
  assert.deepEqual(packets(webm([[0xa3, 0x41, 0x35, 0x81, 0, 0, 0x82, 1, 255, 45, ...long, ...a]])), [long, a]);
  for (const bad of [simple(0x82, 2, 99, 3, ...a), simple(0x84, 1, ...b), simple(0x86, 2, 0x82), simple(0x86, 2, 0xff, 0xff, ...a)]) {
    assert.throws(() => packets(webm([bad])), Unfit);
  }
});

test("blocks of other tracks are left out, and groups are looked into", () => {
  const other = simple(0x80, 8, 9);
  other[2] = 0x82;
  const group = [0xa0, 0x8b, 0xa1, 0x86, 0x81, 0, 0, 0, 8, 3, 0x75, 0xa2, 0x81, 9];
  assert.deepEqual(packets(webm([other, simple(0x80, 8, 1), group])), [[8, 1], [8, 3]]);
  assert.throws(() => opusOf(webm([], [0x6d, 0x80, 0x80])), /not in Opus/, "a track that is packed");
});

test("the time before and behind the sound is cut off", () => {
  const head = opusOf(webm([])).head;
  const twenty = Array.from({ length: 20 }, () => Uint8Array.from([8, 0])); // 20 ms each
  const skip = (file) => { const h = pages(file)[0].packets[0]; return h[10] + 256 * h[11]; };
  const end = (file) => pages(file).at(-1).granule;
  const plain = mux({ head, packets: twenty, delay: 0, padding: 0 }, 1);
  assert.deepEqual([skip(plain), end(plain)], [312, 19200]);
  const told = mux({ head, packets: twenty, delay: 80e6, padding: 10e6 }, 1);
  assert.deepEqual([skip(told), end(told)], [3840, 18720]);
  const own = head.slice();
  own[10] = 100;
  assert.equal(skip(mux({ head: own, packets: twenty, delay: 80e6, padding: 0 }, 1)), 100);
  assert.equal(end(mux({ head, packets: twenty, delay: 0, padding: 60e9 }, 1)), 312, "never before the sound begins");
  assert.throws(() => mux({ head, packets: [Uint8Array.from([0x80])], delay: 0, padding: 0 }, 1), /Nothing was recorded/);
  for (const [at, bad] of [[0, 0], [8, 16], [9, 3], [9, 0], [18, 1]]) {
    const wrong = head.slice();
    wrong[at] = bad;
    assert.throws(() => mux({ head: wrong, packets: twenty, delay: 0, padding: 0 }, 1), Unfit);
  }
});

test("how long a packet plays", () => {
  for (const [bytes, want] of [
    [[0x00], 480], [[0x08], 960], [[0x10], 1920], [[0x18], 2880], [[0x58], 2880], // SILK
    [[0x60], 480], [[0x68], 960], [[0x70], 480], [[0x78], 960], // both
    [[0x80], 120], [[0x88], 240], [[0x90], 480], [[0x98], 960], [[0xf8], 960], // CELT
    [[0x09], 1920], [[0x0a], 1920], [[0x0b, 3], 2880], [[0xfb, 0x83], 2880], [[0x0b, 0x46], 5760],
  ]) {
    assert.equal(samples(Uint8Array.from(bytes)), want, `${bytes}`);
  }
  for (const bad of [[], [0x0b], [0x0b, 0], [0x0b, 7], [0x1b, 3]]) assert.throws(() => samples(Uint8Array.from(bad)), Unfit, `${bad}`);
});

test("large packets take the pages they need, each a whole one", () => {
  const head = opusOf(webm([])).head;
  const large = Array.from({ length: 30 }, (_, i) => new Uint8Array(12000 + i).fill(8));
  const all = pages(mux({ head, packets: large, delay: 0, padding: 0 }, 1));
  assert.equal(all.length, 8);
  assert.deepEqual(all.flatMap((p) => p.packets).slice(2).map((p) => p.length), large.map((p) => p.length));
  assert.throws(() => mux({ head, packets: [new Uint8Array(70000).fill(8)], delay: 0, padding: 0 }, 1), Unfit);
});

test("a checksum of Ogg", () => assert.equal(checksum(new TextEncoder().encode("123456789")), 0x89a1897f));

test("what is recorded in", () => {
  assert.equal(bestType(() => true), "audio/ogg;codecs=opus");
  assert.equal(bestType((t) => t.includes("webm")), "audio/webm;codecs=opus");
  assert.equal(bestType((t) => t.includes("mp4")), "", "what no voice note can be made of is not recorded");
});

test("a finger slides away to the left, and far enough", () => {
  assert.deepEqual([0, 200, -40, -91].map(slidAway), [false, false, false, true]);
});

test("loudness has bounds, and a whisper shows", () => {
  assert.equal(level(new Float32Array(100)), 0);
  assert.equal(level(new Float32Array(0)), 0);
  assert.equal(level(new Float32Array(100).fill(1)), 1);
  const whisper = level(new Float32Array(100).fill(0.01));
  assert.ok(whisper > 0.1 && whisper < 0.3, `${whisper}`);
});

test("a file of WebM is known by its first bytes", () => {
  assert.ok(isWebM(recorded("spoken")));
  assert.ok(!isWebM(new Uint8Array(3)) && !isWebM(noteOf(recorded("spoken"), 1)));
});
