// What marks in a message mean, and that nothing is lost or invented.
import assert from "node:assert/strict";
import test from "node:test";
import { jumbo, pieces } from "../page/words.js";

/** Pieces written down: **bold**, //italic//, --strike--, ``mono``, <link>. */
const drawn = (text) =>
  pieces(text)
    .map((p) => {
      let s = p.link ? `<${p.link}>` : p.text;
      if (p.mono) s = `\`\`${s}\`\``;
      if (p.strike) s = `--${s}--`;
      if (p.italic) s = `//${s}//`;
      return p.bold ? `**${s}**` : s;
    })
    .join("");

for (const [text, want] of [
  ["", ""],
  ["chini 2 kilo: *₹90*.", "chini 2 kilo: **₹90**."],
  ["*bikri*, *stock* aur *udhaar*", "**bikri**, **stock** aur **udhaar**"],
  ["_a_ ~b~ `c`", "//a// --b-- ``c``"],
  ["*_both_*", "**//both//**"],
  ["*चीनी* 5", "**चीनी** 5"],
  ["5*6*7", "5*6*7"],
  ["snake_case_name", "snake_case_name"],
  ["चीनी_तेल_", "चीनी_तेल_"],
  ["2 * 3 * 4", "2 * 3 * 4"],
  ["* not*", "* not*"],
  ["*not *", "*not *"],
  ["**", "**"],
  ["***", "***"],
  ["*over\nlines*", "*over\nlines*"],
  ["```a\n*b*```", "``a\n*b*``"],
  ["``` open", "``` open"],
  ["`*raw*`", "``*raw*``"],
  ["(*so*)", "(**so**)"],
  ["see https://a.example/x?y=1.", "see <https://a.example/x?y=1>."],
  ["wa.me/919800000001", "<https://wa.me/919800000001>"],
  ["javascript:alert(1)", "javascript:alert(1)"],
  ["data:text/html,x file:///etc", "data:text/html,x file:///etc"],
  ["*https://a.example*", "**<https://a.example>**"],
]) {
  test(JSON.stringify(text), () => assert.equal(drawn(text), want));
}

test("a link never holds what turns writing round", () => {
  const [link] = pieces("https://a.example/\u202egnp.exe").filter((p) => p.link);
  assert.equal(link.link, "https://a.example/");
});

/** A small generator that gives the same texts every time. */
function* texts(n) {
  let seed = 7;
  const next = (m) => (seed = (seed * 48271) % 2147483647) % m;
  const letters = ["*", "_", "~", "`", "```", " ", "\n", "a", "ची", "9", ".", "https://x.y", "<", "🙏"];
  for (let i = 0; i < n; i++) yield Array.from({ length: next(40) }, () => letters[next(letters.length)]).join("");
}

test("whatever is written, only marks go and everything else stays in order", () => {
  const bare = (s) => s.replace(/[*_~`]/g, "");
  for (const text of texts(3000)) {
    const out = pieces(text).map((p) => p.text).join("");
    assert.equal(bare(out), bare(text), JSON.stringify(text));
    assert.ok(out.length <= text.length);
  }
});

test("the longest hostile texts are cut without running away", () => {
  for (const text of [" *a".repeat(1365), "*a* ".repeat(1024), "*_~`".repeat(1024), "```".repeat(1365), "A".repeat(4096), " *_~".repeat(1024)]) {
    assert.ok(pieces(text).length <= text.length);
  }
});

for (const [text, want] of [["👍", true], ["🙏🙏", true], ["👨‍👩‍👧", true], ["❤️ 🎉", true], ["🇮🇳", true], ["👍🏽", true], ["👍👍👍👍", false], ["ok 👍", false], ["", false], ["5", false]]) {
  test(`${text || "nothing"} is ${want ? "" : "not "}drawn large`, () => assert.equal(jumbo(text), want));
}
