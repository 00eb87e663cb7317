// Which part of a long chat is in the document. Two hundred bubbles are enough
// for any screen and few enough for any phone; scrolling to an end moves the
// part. Numbers only, so it is tested as such.

/** @typedef {{start: number, end: number}} Reach half open, of the chat's list */

export const MOST = 200;
export const STEP = 80;

/** The newest part. @param {number} total @returns {Reach} */
export const newest = (total) => ({ start: Math.max(0, total - MOST), end: total });

/** Further back. @param {Reach} r @returns {Reach} */
export function older(r) {
  const start = Math.max(0, r.start - STEP);
  return { start, end: Math.min(r.end, start + MOST) };
}

/** Further on. @param {Reach} r @param {number} total @returns {Reach} */
export function newer(r, total) {
  const end = Math.min(total, r.end + STEP);
  return { start: Math.max(r.start, end - MOST), end };
}

/** Around one bubble, to show what was answered. @param {number} at @param {number} total @returns {Reach} */
export function around(at, total) {
  const start = Math.max(0, Math.min(at - MOST / 2, total - MOST));
  return { start, end: Math.min(total, start + MOST) };
}

/** After something came at the end: who stood there stays there, who read
 * further up is left alone. @param {Reach} r @param {number} before @param {number} total @param {boolean} pinned
 * @returns {Reach} */
export function grown(r, before, total, pinned) {
  if (r.end < before) return r;
  if (pinned) return newest(total);
  return total - r.start > MOST ? r : { start: r.start, end: total };
}
