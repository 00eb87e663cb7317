// The small decisions of the parts that draw and listen.
import assert from "node:assert/strict";
import test from "node:test";
import { kindOf } from "../page/attach.js";
import { excerpt, onlyStatus } from "../page/bubble.js";
import { back, said } from "../page/composer.js";
import { loudness } from "../page/player.js";
import { faultCount, faultsOf } from "../page/tools.js";
import { follow, movement } from "../page/touch.js";
import { bestType, fileName } from "../page/voice.js";

test("what a draft says", () => {
  assert.deepEqual(said({ text: "  2 kilo chini \n" }), { text: "2 kilo chini" });
  assert.deepEqual(said({ text: "700", replyTo: "a" }), { text: "700", reply_to: "a" });
  assert.deepEqual(said({ text: "700", edits: "a" }), { text: "700", edits: "a" });
  assert.deepEqual(said({ text: "", forwarded: true, media: { id: "m", kind: "image" } }), { text: "", forwarded: true, media: "m" });
  assert.deepEqual(said({ text: "", media: { id: "m", kind: "audio" } }), { text: "", media: "m", voice: true });
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

test("what is recorded as", () => {
  assert.equal(bestType(() => true), "audio/ogg;codecs=opus");
  assert.equal(bestType((t) => t.includes("webm")), "audio/webm;codecs=opus");
  assert.equal(bestType(() => false), "");
  assert.equal(fileName("audio/webm;codecs=opus"), "voice.webm");
  assert.equal(fileName(""), "voice.ogg");
});

test("what a file is", () => {
  assert.deepEqual(["image/png", "audio/ogg", "video/mp4", "application/pdf", ""].map(kindOf), ["image", "audio", "video", "document", "document"]);
});

test("waves stand against the loudest", () => {
  const flat = loudness(new Float32Array(1000));
  assert.ok(flat.every((h) => h === 0));
  const sound = new Float32Array(3600);
  sound[0] = 0.5;
  sound[3500] = -0.25;
  const waves = loudness(sound);
  assert.equal(Math.max(...waves), 1);
  assert.equal(waves[0], 1);
  assert.equal(waves[35], 0.5);
  assert.equal(loudness(new Float32Array(5)).length, waves.length);
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
