// How the line to the server is kept, broken and taken up again.
import assert from "node:assert/strict";
import test from "node:test";
import { judge, patience, Stream } from "../page/stream.js";

test("waiting doubles up to eight seconds", () => {
  assert.deepEqual([0, 1, 2, 3, 4, 5, 6, 99].map(patience), [250, 500, 1000, 2000, 4000, 8000, 8000, 8000]);
});

for (const [last, id, verdict, then] of [
  [17, "18", "next", 18],
  [17, "40", "next", 40], // numbers may leave gaps
  [17, "17", "rewound", 17],
  [17, "3", "rewound", 17],
  [17, "", "next", 17], // unnumbered
  [17, "x", "next", 17],
]) {
  test(`after ${last} comes ${JSON.stringify(id)}: ${verdict}`, () => assert.deepEqual(judge(last, id), { verdict, last: then }));
}

/** A stream on wires that are pulled by hand. */
function rig(reset = async () => 50) {
  const log = [];
  const sources = [];
  const timers = [];
  const stream = new Stream({
    source: (url) => {
      const s = { url, on: {}, closed: false, addEventListener: (k, fn) => (s.on[k] = fn), close: () => (s.closed = true) };
      sources.push(s);
      return s;
    },
    later: (fn, ms) => timers.push({ fn, ms }) && timers[timers.length - 1],
    never: (t) => t && timers.splice(timers.indexOf(t) >>> 0, 1),
    event: (kind, data) => log.push([kind, data]),
    reset: async () => (log.push(["reset"]), reset()),
    link: (up) => log.push(["link", up]),
  });
  const now = () => sources[sources.length - 1];
  const say = (kind, id, data) => now().on[kind]({ lastEventId: id, data: JSON.stringify(data) });
  const tick = async () => {
    timers.shift().fn();
    await new Promise(setImmediate);
  };
  return { stream, log, sources, timers, now, say, tick };
}

test("events are handed on in order and counted", () => {
  const r = rig();
  r.stream.follow(17);
  assert.equal(r.now().url, "/simulator/events?after=17");
  r.now().onopen();
  r.say("bubble", "18", { a: 1 });
  r.say("typing", "20", { on: true });
  assert.deepEqual(r.log, [["link", true], ["bubble", { a: 1 }], ["typing", { on: true }]]);
  assert.equal(r.stream.last, 20);
});

test("after a break it goes on where it was, waiting longer each time", async () => {
  const r = rig();
  r.stream.follow(1);
  r.say("bubble", "9", {});
  const waits = [];
  for (let i = 0; i < 3; i++) {
    r.now().onerror();
    assert.ok(r.sources[i].closed);
    waits.push(r.timers[0].ms);
    await r.tick();
    assert.equal(r.now().url, "/simulator/events?after=9");
  }
  assert.deepEqual(waits, [250, 500, 1000]);
  assert.deepEqual(r.log.filter(([k]) => k === "link"), [["link", false], ["link", false], ["link", false]]);
  r.now().onopen();
  r.now().onerror();
  assert.equal(r.timers[0].ms, 250, "patience starts anew once the line stood");
});

for (const [why, provoke] of [
  ["the server says it is too far behind", (r) => r.now().on.reset({})],
  ["the numbers go backwards", (r) => r.say("bubble", "3", {})],
  ["an event was cut short", (r) => r.now().on.bubble({ lastEventId: "10", data: '{"pho' })],
]) {
  test(`all is read anew when ${why}`, async () => {
    const r = rig();
    r.stream.follow(9);
    provoke(r);
    await new Promise(setImmediate);
    assert.ok(r.sources[0].closed);
    await r.tick();
    assert.deepEqual(r.log, [["reset"]]);
    assert.equal(r.now().url, "/simulator/events?after=50");
  });
}

test("a reading that fails is tried again, once at a time", async () => {
  let broken = true;
  const r = rig(async () => {
    if (broken) throw new Error("no server");
    return 5;
  });
  r.stream.renew();
  r.stream.renew();
  await new Promise(setImmediate);
  assert.deepEqual(r.log, [["reset"], ["link", false]]);
  assert.equal(r.timers[0].ms, 250);
  broken = false;
  await r.tick();
  await r.tick();
  assert.equal(r.now().url, "/simulator/events?after=5");
});

test("hurrying opens a line that waits and leaves one that stands", () => {
  const r = rig();
  r.stream.follow(1);
  r.stream.hurry();
  assert.equal(r.sources.length, 1);
  r.now().onerror();
  r.stream.hurry();
  assert.equal(r.sources.length, 2);
  assert.equal(r.timers.length, 0, "and the old appointment is off");
});
