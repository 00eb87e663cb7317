// The page: a phone at http://localhost:8080 with the bot on the other side.
// This module only ties the others together. What the server says goes into the
// store; each part draws what it is told has changed; what somebody does goes to
// the server and nowhere else, and comes back as an event.

import { Actions } from "./actions.js";
import * as api from "./api.js";
import { Attach } from "./attach.js";
import { Composer } from "./composer.js";
import { byId } from "./dom.js";
import { pageTitle } from "./format.js";
import { Log } from "./log.js";
import { emojiPop } from "./menu.js";
import { botState, Panel } from "./panel.js";
import { Phones } from "./phones.js";
import { fillIn } from "./sheet.js";
import { Store } from "./state.js";
import { Stream } from "./stream.js";
import { Tools } from "./tools.js";
import { touch } from "./touch.js";
import { Voice } from "./voice.js";

const store = new Store();
store.active = decodeURIComponent(location.hash.slice(1));

/** Says above the composer what went wrong; "" takes it away.
 * @param {string} words */
function complain(words) {
  byId("notice").hidden = !words;
  byId("notice").textContent = words;
}

/** @template T @param {Promise<T>} work @returns {Promise<T|undefined>} */
async function tried(work) {
  try {
    const result = await work;
    complain("");
    return result;
  } catch (e) {
    complain(e.message);
  }
}

const say = (said, phone = store.active) => tried(api.say(phone, said));

const phones = new Phones(store);
const composer = new Composer(store, complain);
const actions = new Actions(store, composer, say, { reveal: (id) => log.reveal(id), turn: (id) => panel.find(id), place: () => attach.location() });
const log = new Log(store, (action, bubble, target, e) => actions.take(action, bubble, target, e));
const panel = new Panel(store, (phone, id) => (store.open(phone), log.reveal(id)));
const tools = new Tools(store, tried);
const attach = new Attach(composer, say, complain);
new Voice(store, say, complain);

byId("emoji").addEventListener("click", () => emojiPop(byId("emoji"), (e) => composer.insert(e)));
byId("phone-add").addEventListener("click", addPhone);
byId("log").addEventListener("heard", (e) => heard(e.detail));
touch(byId("log"), (node) => actions.reply(log.owner(node)), (node, e) => actions.menu(log.owner(node), node, e));

store.on("all", all);
store.on("active", opened);
store.on("chat", changed);
store.on("typing", () => (log.draw(), log.hold(), presence()));
store.on("turns", () => panel.draw());
store.on("clock", () => (tools.draw(), log.draw(), phones.draw()));
store.on("bot", () => (tools.draw(), botState(store.bot), presence()));
store.on("faults", () => tools.draw());
store.on("phones", () => phones.draw());

function all() {
  byId("name").textContent = store.number.name || store.number.display || "Bot";
  phones.draw();
  log.show();
  composer.show();
  panel.draw();
  tools.draw();
  botState(store.bot);
  presence();
  look();
}

function opened(address) {
  history.replaceState(null, "", `#${address}`);
  complain("");
  phones.draw();
  log.show();
  composer.show();
  panel.draw();
  presence();
  look();
}

function changed(address, bubble, fresh) {
  if (address === store.active) log.changed(bubble, fresh);
  phones.draw();
  if (fresh && bubble.from === "bot") presence();
  look();
}

const AWAY = { down: "off, messages are kept", starting: "starting…", absent: "no bot has come yet" };

function presence() {
  const words = store.typing.has(store.active) ? "typing…" : AWAY[store.bot.state] || "online";
  if (byId("presence").textContent !== words) byId("presence").textContent = words;
}

/** The newest message of the bot that was reported as read, by phone: asked once
 * each, so that a server that will not believe it is not asked for ever.
 * @type {Map<string, string>} */
const reported = new Map();

/** Whoever has the chat before him has read it. */
function look() {
  document.title = pageTitle(store.number.name || "Bot", store.phones.reduce((sum, p) => sum + phones.waiting(p.address), 0));
  if (document.hidden || !store.unread(store.active)) return;
  const last = store.chat(store.active).list.findLast((b) => b.from === "bot");
  if (!last || reported.get(store.active) === last.id) return;
  reported.set(store.active, last.id);
  api.read(store.active).catch(() => reported.delete(store.active));
}

function heard(id) {
  const b = store.bubble(store.active, id);
  if (b?.from === "bot" && b.status !== "played") api.played(store.active, id).catch(() => {});
}

function addPhone() {
  const roles = ["owner", "staff", "neighbour", "stranger"];
  fillIn("Another phone", [
    { id: "phone-name", label: "Name", required: true, maxlength: "60" },
    { id: "phone-role", label: "Whose", options: roles.map((r) => [r, r]) },
  ], { id: "phone-create", label: "Add" }, async (v) => {
    const made = await tried(api.addPhone(v["phone-name"], v["phone-role"]));
    if (!made) return;
    if (!store.phones.some((p) => p.address === made.address)) store.apply("phones", [...store.phones, made]); // the event is on its way
    store.open(made.address);
  });
}

function link(up) {
  byId("banner").hidden = up;
  byId("banner").textContent = up ? "" : "Reconnecting…";
}

async function reset() {
  const s = await api.state();
  store.load(s);
  return s.seq || 0;
}

const stream = new Stream({
  source: (url) => new EventSource(url),
  later: (fn, ms) => setTimeout(fn, ms),
  never: (timer) => clearTimeout(timer),
  event: (kind, data) => store.apply(kind, data),
  reset,
  link,
});

document.addEventListener("visibilitychange", () => (phones.draw(), look(), stream.hurry()));
addEventListener("online", () => stream.hurry());
addEventListener("hashchange", () => store.open(decodeURIComponent(location.hash.slice(1))));

stream.renew();
composer.field.focus({ preventScroll: true });
