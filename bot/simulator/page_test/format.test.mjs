// How times, sizes and marks are written.
import assert from "node:assert/strict";
import test from "node:test";
import * as f from "../page/format.js";

const NOW = "2026-11-22T03:30:00Z"; // a Sunday, nine in the morning in India

test("a time of day is the shop's and not the browser's", () => {
  assert.equal(f.clockTime(NOW), "9:00 am");
  assert.equal(f.clockTime("2026-11-22T18:29:00Z"), "11:59 pm");
  assert.equal(f.clockTime(NOW, "UTC"), "3:30 am");
  assert.equal(f.clockTime("yesterday"), "");
});

test("the day turns at midnight in India", () => {
  assert.equal(f.dayKey("2026-11-21T18:29:59Z"), "2026-11-21");
  assert.equal(f.dayKey("2026-11-21T18:30:00Z"), "2026-11-22");
  assert.equal(f.dayKey("nonsense"), "");
});

for (const [at, want] of [
  ["2026-11-22T00:00:00Z", "Today"],
  ["2026-11-21T18:30:00Z", "Today"],
  ["2026-11-21T18:29:59Z", "Yesterday"],
  ["2026-11-20T12:00:00Z", "Friday"],
  ["2026-11-16T12:00:00Z", "Monday"],
  ["2026-11-15T12:00:00Z", "15 November 2026"],
  ["2025-12-31T12:00:00Z", "31 December 2025"],
  ["2026-11-23T12:00:00Z", "23 November 2026"], // the clock was set back
  ["", ""],
]) {
  test(`the day of ${at || "nothing"} is called ${want || "nothing"}`, () => assert.equal(f.dayLabel(at, NOW), want));
}

test("days are counted over the ends of months and years", () => {
  assert.equal(f.daysBetween("2026-02-28", "2026-03-01"), 1);
  assert.equal(f.daysBetween("2028-02-28", "2028-03-01"), 2);
  assert.equal(f.daysBetween("2026-12-31", "2027-01-01"), 1);
  assert.equal(f.daysBetween("2026-11-22", "2026-11-20"), -2);
});

test("a full time names day and hour", () => assert.match(f.fullTime(NOW), /^Sun,? 22 Nov,? 2026, 9:00 am$/));

test("an offset says how far and which way", () => {
  assert.equal(f.offsetLabel(0), "");
  assert.equal(f.offsetLabel(999), "");
  assert.equal(f.offsetLabel(3600000), "1 h ahead of real time");
  assert.equal(f.offsetLabel(-90000), "1 min 30 s behind real time");
  assert.equal(f.offsetLabel(2 * 86400000 + 3 * 3600000 + 5000), "2 days 3 h ahead of real time");
});

for (const [status, icon, blue] of [
  ["pending", "clock", false],
  ["sent", "tick", false],
  ["delivered", "ticks", false],
  ["read", "ticks", true],
  ["played", "ticks", true],
  ["failed", "failed", false],
  [undefined, "clock", false],
  ["something new", "clock", false],
  ["constructor", "clock", false],
]) {
  test(`${status} is marked by ${blue ? "blue " : ""}${icon}`, () => {
    const mark = f.ticks(status);
    assert.equal(mark.icon, icon);
    assert.equal(mark.blue, blue);
    assert.ok(mark.label, "and said in words");
  });
}

test("a refusal is said in words, with its number", () => {
  assert.equal(f.refusal({ code: 131047 }), "Not delivered: more than 24 hours since this phone last wrote (131047)");
  assert.equal(f.refusal({ code: 99, title: "Odd" }), "Not delivered: Odd (99)");
  assert.equal(f.refusal({}), "Not delivered: refused");
  assert.equal(f.refusal(undefined), "Not delivered");
});

test("lengths and sizes", () => {
  assert.deepEqual([0, 7.4, 65, NaN, Infinity, -1].map(f.duration), ["0:00", "0:07", "1:05", "0:00", "0:00", "0:00"]);
  assert.deepEqual([0, 12, 1500, 84123, 5e6, NaN].map(f.fileSize), ["", "12 B", "2 kB", "84 kB", "5.0 MB", ""]);
  assert.deepEqual([0, 0.004, 0.09, 4.12, 120.4].map(f.milliseconds), ["0 ms", "<0.01 ms", "0.09 ms", "4.1 ms", "120 ms"]);
  assert.deepEqual([0.934, 1, 7, -1, NaN].map(f.percent), ["93 %", "100 %", "100 %", "0 %", "0 %"]);
});

test("initials are letters with their signs, in any script", () => {
  assert.equal(f.initials("Ramesh Kirana Store"), "RK");
  assert.equal(f.initials("रीता किराना"), "रीकि");
  assert.equal(f.initials("🙏 <b>"), "B");
  assert.equal(f.initials("  "), "?");
});

test("a colour is the same every time and one of those there are", () => {
  for (const name of ["", "Ramesh", "🙏", "919800000001"]) {
    assert.equal(f.hue(name, 6), f.hue(name, 6));
    assert.ok(f.hue(name, 6) >= 0 && f.hue(name, 6) < 6);
  }
});

test("the title counts what waits", () => {
  assert.equal(f.pageTitle("Sahayak", 0), "Sahayak · phone simulator");
  assert.equal(f.pageTitle("Sahayak", 3), "(3) Sahayak · phone simulator");
});

test("a date is entered and shown in India's time", () => {
  assert.equal(f.fromIndia("2026-11-08T09:00"), "2026-11-08T03:30:00.000Z");
  assert.equal(f.fromIndia("2026-11-08T09:00:30"), "2026-11-08T03:30:00.000Z");
  assert.equal(f.toIndia("2026-11-08T03:30:00Z"), "2026-11-08T09:00");
  assert.equal(f.fromIndia(f.toIndia(NOW)), "2026-11-22T03:30:00.000Z");
  assert.equal(f.fromIndia(""), "");
  assert.equal(f.toIndia("x"), "");
});
