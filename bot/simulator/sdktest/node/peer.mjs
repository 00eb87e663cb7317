// What the three SDKs have in common here: where the emulator is, a listener for
// its webhooks, and a conversation in JSON lines with the test. A line on
// standard input is an act; a line on standard output is its outcome, or what the
// SDK understood of a webhook.

import { Buffer } from 'node:buffer';
import * as buffer from 'node:buffer';
import { createHash, webcrypto } from 'node:crypto';
import { createServer } from 'node:http';
import { Socket } from 'node:net';
import { createInterface } from 'node:readline';

export const {
	BASE_URL: base,
	ACCESS_TOKEN: token,
	APP_SECRET: secret,
	VERIFY_TOKEN: verifyToken,
	PHONE_NUMBER_ID: number,
} = process.env;

// Node 18 has them under another name.
globalThis.crypto ??= webcrypto;
globalThis.File ??= buffer.File;

// Two of the SDKs know Meta's address by heart. Whatever they do with it, no
// connection is opened that would leave this machine.
const connect = Socket.prototype.connect;
Socket.prototype.connect = function (...args) {
	const [options] = Array.isArray(args[0]) ? args[0] : args;
	const host = options.host ?? 'localhost';
	if (['127.0.0.1', '::1', 'localhost'].includes(host)) {
		return connect.apply(this, args);
	}
	process.nextTick(() => this.destroy(new Error(`kept on this machine: ${host}`)));
	return this;
};

const print = (line) => process.stdout.write(JSON.stringify(line) + '\n');

// heard tells the test what the SDK understood.
export const heard = (what) => print({ heard: what });

// bytes are the bytes of a file in an act.
export const bytes = (act) => Buffer.from(act.data, 'base64');

// digest is what the test wants to know of a file that was downloaded.
export const digest = (data) => createHash('sha256').update(Buffer.from(data)).digest('hex');

// raw reads the body of a request, byte for byte.
export async function raw(request) {
	const chunks = [];
	for await (const chunk of request) chunks.push(chunk);
	return Buffer.concat(chunks);
}

// echo answers a webhook's verification for an SDK that leaves that to its user.
export function echo(request) {
	const q = new URL(request.url, 'http://localhost').searchParams;
	if (q.get('hub.mode') !== 'subscribe' || q.get('hub.verify_token') !== verifyToken) throw 403;
	return q.get('hub.challenge');
}

// serve listens for webhooks, does what the test says, and ends when the test
// does. hook returns the status of its answer, challenge returns its text or
// throws a status, and blame tells the number of an error that an SDK threw.
export function serve({ acts, hook, challenge = echo, blame = (e) => e.code }) {
	acts.stray = () => fetch('http://192.0.2.1/'); // an address for documentation: nobody's

	const server = createServer(async (request, response) => {
		try {
			if (request.method === 'GET') response.end(challenge(request));
			else response.writeHead(await hook(request)).end();
		} catch (e) {
			response.writeHead(typeof e === 'number' ? e : 500).end(String(e?.stack));
		}
	});
	server.listen(0, '127.0.0.1', () => print({ listening: `http://127.0.0.1:${server.address().port}/webhook` }));

	const lines = createInterface({ input: process.stdin });
	lines.on('line', async (line) => {
		const act = JSON.parse(line);
		try {
			print({ outcome: { result: (await acts[act.do](act)) ?? null } });
		} catch (e) {
			const why = [e.message, e.cause?.message].filter(Boolean).join(': ');
			print({ outcome: { error: why, code: Number(blame(e)) || 0 } });
		}
	});
	lines.on('close', () => {
		server.close();
		server.closeAllConnections();
	});
}
