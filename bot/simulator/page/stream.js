// The line on which the server tells what happened. It breaks, because laptops
// sleep and servers restart, so every event has a number and the page asks to go
// on after the last one it has. The browser's own reconnecting is not used: it
// gives up for good on an error answer and would repeat the address's old
// number. What is numbered backwards means another server: all is read anew.

const FIRST = 250; // ms before the first new try
const LONGEST = 8000;

/** How long to wait before try n, counted from 0: doubling, so that a dead
 * server is not hammered. @param {number} n */
export const patience = (n) => Math.min(LONGEST, FIRST * 2 ** Math.min(n, 10));

/** What an event's number says when the last one was last.
 * @param {number} last @param {string} id
 * @returns {{verdict: "next"|"rewound", last: number}} */
export function judge(last, id) {
  const n = Number.parseInt(id, 10);
  if (!Number.isFinite(n)) return { verdict: "next", last };
  return n > last ? { verdict: "next", last: n } : { verdict: "rewound", last };
}

/** The kinds of events the server sends. */
export const KINDS = ["bubble", "typing", "clock", "turn", "bot", "faults", "phones"];

/**
 * @typedef {object} Wiring
 * @property {(url: string) => any} source opens an EventSource
 * @property {(fn: () => void, ms: number) => any} later
 * @property {(timer: any) => void} never forgets a timer
 * @property {(kind: string, data: any) => void} event
 * @property {() => Promise<number>} reset reads the state anew and gives its number
 * @property {(up: boolean) => void} link tells whether the line stands
 */

export class Stream {
  constructor(wiring) {
    this.wiring = wiring;
    this.last = 0;
    this.tries = 0;
    /** @type {any} */ this.source = null;
    /** @type {any} */ this.timer = null;
    this.resetting = false;
  }

  /** Follows the server from the event after number last. @param {number} last */
  follow(last) {
    this.last = last;
    this.open();
  }

  /** Tries at once; for when the network says it is back. */
  hurry() {
    if (this.source || this.resetting) return;
    this.tries = 0;
    this.open();
  }

  open() {
    this.close();
    const source = this.wiring.source(`/simulator/events?after=${this.last}`);
    this.source = source;
    source.onopen = () => this.opened();
    source.onerror = () => this.broken();
    for (const kind of KINDS) source.addEventListener(kind, (e) => this.take(kind, e));
    source.addEventListener("reset", () => this.renew());
  }

  opened() {
    this.tries = 0;
    this.wiring.link(true);
  }

  broken() {
    this.close();
    this.wiring.link(false);
    this.timer = this.wiring.later(() => this.open(), patience(this.tries++));
  }

  take(kind, e) {
    const { verdict, last } = judge(this.last, e.lastEventId);
    if (verdict === "rewound") return this.renew();
    const data = parsed(e.data);
    if (data === undefined) return this.renew(); // cut short: what it said is in the state
    this.last = last;
    this.wiring.event(kind, data);
  }

  /** Reads everything anew, then goes on from there. */
  async renew() {
    if (this.resetting) return;
    this.resetting = true;
    this.close();
    try {
      this.last = await this.wiring.reset();
      this.resetting = false;
      this.timer = this.wiring.later(() => this.open(), 0);
    } catch {
      this.resetting = false;
      this.wiring.link(false);
      this.timer = this.wiring.later(() => this.renew(), patience(this.tries++));
    }
  }

  close() {
    this.wiring.never(this.timer);
    this.timer = null;
    this.source?.close();
    this.source = null;
  }
}

function parsed(text) {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
