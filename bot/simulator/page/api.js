// What the page asks of the server. Every request is to the address the page
// came from. A refusal comes back as an ApiError with words for a person, which
// are shown as they are; a dead line gets words of ours.

/** @typedef {{text?: string, pick?: string, reply_to?: string, edits?: string, deletes?: string, forwarded?: boolean, media?: string, voice?: boolean, location?: {lat: number, lon: number, name: string}, contact?: {name: string, phone: string}, reaction?: string, react_to?: string}} Said */

/** A request that came to nothing; its message is for a person. */
export class ApiError extends Error {}

const PATIENCE = 30000; // ms; a photo over a slow line needs most of it

async function ask(path, init = {}) {
  let response;
  try {
    response = await fetch(path, { signal: AbortSignal.timeout(PATIENCE), ...init });
  } catch {
    throw new ApiError("The simulator did not answer. Is it still running?");
  }
  const body = await response.json().catch(() => ({}));
  if (!response.ok) throw new ApiError(body.error || `The simulator refused this (${response.status}).`);
  return body;
}

const post = (path, body = {}) =>
  ask(path, { method: "POST", headers: { "Content-Type": "application/json" }, body: JSON.stringify(body) });

const phone = (address) => `/simulator/phones/${encodeURIComponent(address)}`;

export const state = () => ask("/simulator/state");
/** @param {string} address @param {Said} said */
export const say = (address, said) => post(`${phone(address)}/messages`, said);
/** @param {string} address */
export const read = (address) => post(`${phone(address)}/read`);
/** @param {string} address @param {string} id */
export const played = (address, id) => post(`${phone(address)}/played/${encodeURIComponent(id)}`);
/** @param {{advance: string}|{at: string}|{real: true}} move */
export const clock = (move) => post("/simulator/clock", move);
/** @param {any} faults all of them: what is left out is off */
export const faults = (faults) => post("/simulator/faults", faults);
/** @param {"now"|"turn"} when */
export const plug = (when) => post("/simulator/plug", { when });
/** @param {string} name @param {string} role */
export const addPhone = (name, role) => post("/simulator/phones", { name, role });

/** @param {Blob} blob @param {string} name @param {string} kind image, document, audio or video
 * @returns {Promise<{id: string, kind: string, type: string, size: number}>} */
export const upload = (blob, name, kind) =>
  ask(`/simulator/media?${new URLSearchParams({ name, kind })}`, {
    method: "POST",
    headers: { "Content-Type": blob.type || "application/octet-stream" },
    body: blob,
  });

/** Where an uploaded file is read. @param {string} id */
export const mediaURL = (id) => `/simulator/media/${encodeURIComponent(id)}`;
