// Slots and entries in words.
import assert from "node:assert/strict";
import test from "node:test";
import { commandName, empty, entryLine, errandName, rupees, slotPairs, thousandths, valueText } from "../page/value.js";

for (const [paise, want] of [[0, "₹0"], [9000, "₹90"], [12500050, "₹1,25,000.50"], [-5, "−₹0.05"], [1, "₹0.01"], [100000000, "₹10,00,000"]]) {
  test(`${paise} paise are ${want}`, () => assert.equal(rupees(paise), want));
}

test("thousandths", () => assert.deepEqual([0, 2000, 2500, -250, 1].map(thousandths), ["0", "2", "2.5", "−0.25", "0.001"]));

for (const [value, want] of [
  [{ kind: "money", n: 9000 }, "₹90"],
  [{ kind: "money", n: 6000, unit: "kg" }, "₹60 a kg"],
  [{ kind: "quantity", n: 2000, unit: "kg" }, "2 kg"],
  [{ kind: "quantity", n: 3000 }, "3"],
  [{ kind: "quantity", text: "all" }, "all of it"],
  [{ kind: "number", n: 1500 }, "1.5"],
  [{ kind: "date", from: "2026-11-22" }, "2026-11-22"],
  [{ kind: "period", text: "last_week", from: "2026-11-16", to: "2026-11-22" }, "last week, 2026-11-16 to 2026-11-22"],
  [{ kind: "period", text: "today", from: "2026-11-22", to: "2026-11-22" }, "today, 2026-11-22"],
  [{ kind: "item", id: "sugar", text: "sugar", names: { en: "sugar", "hi-Latn": "chini" } }, "chini"],
  [{ kind: "customer", text: "ramesh", among: [{ kind: "customer", text: "Ramesh Patil" }, { kind: "customer", text: "Ramesh Yadav" }] }, "ramesh (could be Ramesh Patil, Ramesh Yadav)"],
  [{ kind: "customer" }, "customer"],
  [{ kind: "constructor", text: "x" }, "x"],
  ["plain", "plain"],
  [7, "7"],
  [null, ""],
  [{ a: 1 }, '{"a":1}'],
  [[1, 2], "[1,2]"],
]) {
  test(`${JSON.stringify(value)} reads ${want || "as nothing"}`, () => assert.equal(valueText(value), want));
}

test("commands in plain words", () => {
  assert.deepEqual(commandName({ kind: "start", errand: "sales.record" }), { kind: "Do", of: "sales › record" });
  assert.deepEqual(commandName({ kind: "fill", correction: true }), { kind: "Answer or detail", of: "correction" });
  assert.deepEqual(commandName({ kind: "undo", turn: 7 }), { kind: "Take back", of: "of turn 7" });
  assert.deepEqual(commandName({ kind: "pick", n: 2 }), { kind: "Tapped a choice", of: "number 2" });
  assert.deepEqual(commandName({ kind: "toString" }), { kind: "toString", of: "" });
  assert.equal(errandName("a.b.c"), "a › b › c");
});

test("slots as pairs", () => {
  assert.deepEqual(slotPairs({ qty: { kind: "quantity", n: 1000, unit: "kg" } }), [{ name: "qty", text: "1 kg" }]);
  assert.deepEqual(slotPairs(undefined), []);
});

test("an entry tells what is not nothing, and not where it stands", () => {
  const entry = { type: "shop.Entry", data: { Turn: 1, N: 0, Kind: "sale", Item: "sugar", Customer: "", Qty: { kind: "quantity", n: -2000 }, Value: { kind: "money" }, Revenue: { kind: "money", n: 9000 }, Doubt: 1, Reverses: { Turn: 0, N: 0 }, At: "x", By: 1 } };
  assert.deepEqual(entryLine(entry), {
    type: "Entry: sale",
    facts: [{ name: "Item", text: "sugar" }, { name: "Qty", text: "−2" }, { name: "Revenue", text: "₹90" }, { name: "Doubt", text: "1" }],
  });
  assert.deepEqual(entryLine({ type: "x", data: null }), { type: "x", facts: [] });
});

test("what is empty", () => {
  for (const v of [null, undefined, "", 0, false, {}, [], { a: 0, b: { c: "" } }, { kind: "money" }, { kind: "money", n: 0 }]) assert.ok(empty(v), JSON.stringify(v));
  for (const v of ["x", 1, true, [1], { a: 1 }, { kind: "money", n: 1 }, { kind: "date", from: "2026-01-01" }]) assert.ok(!empty(v), JSON.stringify(v));
});
