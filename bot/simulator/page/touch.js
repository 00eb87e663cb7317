// A finger on a bubble: drawn to the right it answers, held it opens the menu.
// Up and down belong to scrolling, which the style says by touch-action.

import { el, icon } from "./dom.js";

const ENOUGH = 56; // px that count as a swipe
const HOLD = 480; // ms

/** What a movement is so far. @param {number} dx @param {number} dy @returns {"still"|"swipe"|"scroll"} */
export function movement(dx, dy) {
  if (Math.abs(dx) < 9 && Math.abs(dy) < 9) return "still";
  return dx > 0 && dx > Math.abs(dy) * 1.3 ? "swipe" : "scroll";
}

/** How far the bubble follows: freely, then as if on a spring. @param {number} dx */
export const follow = (dx) => Math.max(0, dx <= ENOUGH ? dx : ENOUGH + (dx - ENOUGH) / 4);

/** @param {HTMLElement} box @param {(bubble: HTMLElement) => void} reply @param {(bubble: HTMLElement, e: PointerEvent) => void} hold */
export function touch(box, reply, hold) {
  /** @type {any} */
  let now = null;
  const end = () => {
    clearTimeout(now?.timer);
    if (now?.mark) now.mark.remove();
    if (now) now.bubble.style.transform = "";
    now = null;
  };
  box.addEventListener("pointerdown", (e) => {
    const bubble = e.target.closest(".bubble[data-id]");
    if (e.pointerType !== "touch" || !bubble || e.target.closest("input")) return;
    now = { bubble, x: e.clientX, y: e.clientY, dx: 0, timer: setTimeout(() => (end(), hold(bubble, e)), HOLD) };
  });
  box.addEventListener("pointermove", (e) => {
    if (!now) return;
    now.dx = e.clientX - now.x;
    const kind = now.mark ? "swipe" : movement(now.dx, e.clientY - now.y);
    if (kind === "scroll") return end();
    if (kind === "swipe") drag(now);
  });
  box.addEventListener("pointerup", () => {
    const taken = now?.mark && now.dx >= ENOUGH ? now.bubble : null;
    end();
    if (taken) reply(taken);
  });
  box.addEventListener("pointercancel", end);
}

function drag(now) {
  clearTimeout(now.timer);
  if (!now.mark) now.bubble.parentElement.prepend((now.mark = el("span", { class: "swiped" }, icon("reply"))));
  now.bubble.style.transform = `translateX(${follow(now.dx)}px)`;
  now.mark.style.opacity = String(Math.min(1, now.dx / ENOUGH));
}
