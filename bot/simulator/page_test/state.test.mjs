// What the page knows, and which part of a chat it draws.
import assert from "node:assert/strict";
import test from "node:test";
import { around, grown, MOST, newer, newest, older } from "../page/reach.js";
import { Store } from "../page/state.js";

const A = "919800000001";
const B = "919800000002";
const bubble = (id, from = "bot", more = {}) => ({ id, from, at: "2026-11-22T03:30:00Z", status: "delivered", ...more });

function filled() {
  const s = new Store();
  s.load({
    seq: 17, now: "2026-11-22T03:30:00Z", offset_ms: 0, number: { name: "Sahayak", display: "" }, bot: { state: "up", plug: true },
    phones: [{ address: A, name: "Ramesh", role: "owner" }, { address: B, name: "Chhotu", role: "staff" }],
    chats: { [A]: [bubble("1", "user"), bubble("2")] }, turns: [], typing: [A], faults: {},
  });
  return s;
}

test("the first phone is open unless another was", () => {
  assert.equal(filled().active, A);
  const s = filled();
  s.open(B);
  s.open("unknown");
  assert.equal(s.active, B);
});

test("a bubble is added once and then replaced where it stands", () => {
  const s = filled();
  const told = [];
  s.on("chat", (address, b, fresh) => told.push([address, b.id, fresh]));
  s.apply("bubble", { phone: A, bubble: bubble("3", "user") });
  s.apply("bubble", { phone: A, bubble: bubble("1", "user", { status: "read" }) });
  assert.deepEqual(s.chat(A).list.map((b) => [b.id, b.status]), [["1", "read"], ["2", "delivered"], ["3", "delivered"]]);
  assert.deepEqual(told, [[A, "3", true], [A, "1", false]]);
});

test("typing ends when the message comes", () => {
  const s = filled();
  assert.ok(s.typing.has(A));
  s.apply("bubble", { phone: A, bubble: bubble("3") });
  assert.ok(!s.typing.has(A));
  s.apply("typing", { phone: B, on: true });
  assert.deepEqual([...s.typing], [B]);
});

for (const [status, more, want] of [["delivered", {}, 1], ["sent", {}, 1], ["pending", {}, 1], ["read", {}, 0], ["played", {}, 0], ["failed", {}, 0], ["delivered", { deleted: true }, 0], ["delivered", { from: "user" }, 0]]) {
  test(`${status} ${JSON.stringify(more)} leaves ${want} unread`, () => {
    const s = filled();
    s.apply("bubble", { phone: B, bubble: { ...bubble("9", "bot", more), status } });
    assert.equal(s.unread(B), want);
  });
}

test("a tapped bubble knows what was taken and is a new object", () => {
  const s = filled();
  const before = s.bubble(A, "2");
  s.apply("bubble", { phone: A, bubble: bubble("3", "user", { picked: "x", reply_to: "2" }) });
  assert.deepEqual([...s.chat(A).taken.get("2")], ["x"]);
  assert.notEqual(s.bubble(A, "2"), before);
  assert.deepEqual(s.bubble(A, "2"), before);
});

test("a turn told again takes the place of the first telling", () => {
  const s = filled();
  for (const t of [{ turn: 1, shop: 1, text: "a" }, { turn: 2, shop: 1 }, { turn: 1, shop: 1, text: "b" }, { turn: 1, shop: 2 }]) s.apply("turn", t);
  assert.deepEqual(s.turns.map((t) => `${t.shop}.${t.turn}${t.text || ""}`), ["1.1b", "1.2", "2.1"]);
});

test("the clock goes on from what it was told", () => {
  const s = filled();
  s.apply("clock", { now: "2030-01-01T00:00:00Z", offset_ms: 5 });
  assert.ok(s.now() >= Date.parse("2030-01-01T00:00:00Z"));
  assert.equal(s.clock.offset, 5);
  s.apply("clock", { now: "never" });
  assert.ok(Number.isFinite(s.now()));
});

test("a phone that is added leaves the others as they are", () => {
  const s = filled();
  let told = 0;
  s.on("phones", () => told++);
  s.apply("phones", [...s.phones, { address: "3", name: "Seema", role: "stranger" }]);
  s.open("3");
  assert.deepEqual([s.active, told, s.chat(A).list.length, s.unread("3")], ["3", 1, 2, 0]);
});

test("unknown events and an empty state do no harm", () => {
  const s = new Store();
  s.load({});
  s.apply("something", {});
  assert.equal(s.active, "");
  assert.equal(s.unread(""), 0);
});

test("the newest part", () => {
  assert.deepEqual(newest(0), { start: 0, end: 0 });
  assert.deepEqual(newest(150), { start: 0, end: 150 });
  assert.deepEqual(newest(500), { start: 300, end: 500 });
});

test("going back and forth never shows more than there may be and reaches both ends", () => {
  let r = newest(1000);
  for (let i = 0; i < 20; i++) {
    r = older(r);
    assert.ok(r.end - r.start <= MOST && r.start >= 0);
  }
  assert.deepEqual(r, { start: 0, end: MOST });
  for (let i = 0; i < 20; i++) {
    r = newer(r, 1000);
    assert.ok(r.end - r.start <= MOST && r.end <= 1000);
  }
  assert.deepEqual(r, newest(1000));
});

test("a message is shown with what stands around it", () => {
  for (const at of [0, 5, 499, 994, 999]) {
    const r = around(at, 1000);
    assert.ok(r.start <= at && at < r.end && r.end - r.start === MOST);
  }
  assert.deepEqual(around(3, 10), { start: 0, end: 10 });
});

test("what comes moves only who stands at the end", () => {
  assert.deepEqual(grown({ start: 300, end: 500 }, 500, 501, true), { start: 301, end: 501 });
  assert.deepEqual(grown({ start: 0, end: 200 }, 500, 501, false), { start: 0, end: 200 });
  assert.deepEqual(grown({ start: 300, end: 500 }, 500, 501, false), { start: 300, end: 500 });
  assert.deepEqual(grown({ start: 0, end: 10 }, 10, 11, false), { start: 0, end: 11 });
});
