// The small decisions of the parts that draw and listen.
import assert from "node:assert/strict";
import test from "node:test";
import { kindOf } from "../page/attach.js";
import { excerpt, onlyStatus } from "../page/bubble.js";
import { back, said } from "../page/composer.js";
import { saidText } from "../page/panel.js";
import { loudness } from "../page/player.js";
import { faultCount, faultsOf } from "../page/tools.js";
import { follow, movement } from "../page/touch.js";

test("what a draft says", () => {
  assert.deepEqual(said({ text: "  2 kilo chini \n" }), { text: "2 kilo chini" });
  assert.deepEqual(said({ text: "700", replyTo: "a" }), { text: "700", reply_to: "a" });
  assert.deepEqual(said({ text: "700", edits: "a" }), { text: "700", edits: "a" });
  assert.deepEqual(said({ text: "", forwarded: true, media: { id: "m", kind: "image" } }), { text: "", forwarded: true, media: "m" });
  assert.deepEqual(said({ text: "", media: { id: "m", kind: "audio", type: "audio/ogg; codecs=opus" } }), { text: "", media: "m", voice: true });
  assert.deepEqual(said({ text: "", media: { id: "m", kind: "audio", type: "audio/mpeg" } }), { text: "", media: "m" });
});

test("a draft that failed comes back before what was written since", () => {
  assert.deepEqual(back({ text: "a", replyTo: "x" }, { text: "" }), { text: "a", replyTo: "x" });
  assert.deepEqual(back({ text: "a" }, { text: "b" }), { text: "a\nb" });
});

test("a finger swipes, scrolls or stands", () => {
  assert.equal(movement(3, -4), "still");
  assert.equal(movement(20, 4), "swipe");
  assert.equal(movement(20, 19), "scroll");
  assert.equal(movement(-30, 0), "scroll");
  assert.equal(movement(0, 30), "scroll");
});

test("the bubble follows the finger, but not for ever", () => {
  assert.equal(follow(-10), 0);
  assert.equal(follow(40), 40);
  assert.ok(follow(400) < 150);
});

test("faults of a form", () => {
  const none = faultsOf({ send: "ok" });
  assert.deepEqual(none, { duplicate: 0, batch: 1, disorder: false, delay_ms: 0, send: { mode: "ok", count: 0 } });
  assert.equal(faultCount(none), 0);
  assert.equal(faultCount({}), 0);
  const all = faultsOf({ duplicate: "2", batch: "3", disorder: true, delay: "500", send: "131047", count: "x" });
  assert.deepEqual(all, { duplicate: 2, batch: 3, disorder: true, delay_ms: 500, send: { mode: "131047", count: 0 } });
  assert.equal(faultCount(all), 5);
});

test("what was said stands on a turn's card, and what was heard", () => {
  assert.equal(saidText("do kilo", false), "do kilo");
  assert.equal(saidText("", false), "(no words)");
  assert.equal(saidText("do kilo", true), "🎤 heard: do kilo");
  assert.equal(saidText("", true), "🎤 heard: nothing");
});

test("what a file is", () => {
  assert.deepEqual(["image/png", "audio/ogg", "video/mp4", "application/pdf", ""].map(kindOf), ["image", "audio", "video", "document", "document"]);
});

test("waves stand against the loudest, as long as the sound and no longer", () => {
  assert.deepEqual(loudness(new Float32Array(1000)), Array(64).fill(0));
  const sound = new Float32Array(6400).fill(0.5);
  sound.fill(-0.25, 6300);
  const waves = loudness(sound);
  assert.deepEqual(waves.slice(0, 63), Array(63).fill(1));
  assert.equal(waves[63], 0.5);
  assert.equal(loudness(new Float32Array(5)).length, 64);
  assert.equal(loudness(Float32Array.from({ length: 99 }, (_, i) => (i === 98 ? 1 : 0)))[63], 1);
});

test("a bubble in short", () => {
  assert.equal(excerpt({ text: "*₹90* bika" }), "₹90 bika");
  assert.equal(excerpt({ deleted: true, text: "x" }), "Deleted message");
  assert.equal(excerpt({ media: { kind: "image" }, text: "bill" }), "📷 Photo bill");
  assert.equal(excerpt({ media: { kind: "audio", voice: true } }), "🎤 Voice note");
  assert.equal(excerpt({ location: { name: "Dadar" } }), "📍 Dadar");
  assert.equal(excerpt({ text: "x".repeat(5000) }).length, 200);
});

test("new ticks alone leave a bubble standing", () => {
  const b = { id: "1", text: "a", status: "sent", seq: 1 };
  assert.ok(onlyStatus(b, { ...b, status: "read", seq: 9 }));
  assert.ok(!onlyStatus(b, { ...b, text: "b" }));
  assert.ok(!onlyStatus(b, { ...b, status: "failed" }));
  assert.ok(!onlyStatus(b, { ...b, reaction: "👍" }));
});
