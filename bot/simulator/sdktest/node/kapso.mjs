// @kapso/whatsapp-cloud-api: it can be told where the API is, verifies signatures
// and has a parser of webhooks.

import { WhatsAppClient } from '@kapso/whatsapp-cloud-api';
import { normalizeWebhook, verifySignature } from '@kapso/whatsapp-cloud-api/server';
import { base, bytes, digest, heard, number, raw, secret, serve, token } from './peer.mjs';

const client = (act) => new WhatsAppClient({ accessToken: act.token ?? token, baseUrl: base, graphVersion: 'v23.0' });
const common = (act) => ({
	phoneNumberId: number, to: act.to, recipient: act.user, bizOpaqueCallbackData: act.opaque, contextMessageId: act.reply_to,
});
const id = (answer) => answer.messages[0].id;

const acts = {
	text: async (act) => id(await client(act).messages.sendText({ ...common(act), body: act.text })),
	buttons: async (act) =>
		id(await client(act).messages.sendInteractiveButtons({
			...common(act),
			header: { type: 'text', text: act.header },
			bodyText: act.text,
			footerText: act.footer,
			buttons: act.choices,
		})),
	list: async (act) =>
		id(await client(act).messages.sendInteractiveList({
			...common(act),
			header: { type: 'text', text: act.header },
			bodyText: act.text,
			footerText: act.footer,
			buttonText: act.button,
			sections: act.sections,
		})),
	// Bytes without a type of their own: it is told in a field beside them.
	upload: async (act) =>
		(await client(act).media.upload({ phoneNumberId: number, type: act.type, file: bytes(act), fileName: act.name })).id,
	image: async (act) => id(await client(act).messages.sendImage({ ...common(act), image: { id: act.media, caption: act.text } })),
	document: async (act) =>
		id(await client(act).messages.sendDocument({
			...common(act),
			document: { id: act.media, caption: act.text, filename: act.name },
		})),
	read: async (act) =>
		(await client(act).messages.markRead({ phoneNumberId: number, messageId: act.message, typingIndicator: { type: 'text' } })).success,
	download: async (act) => {
		const told = await client(act).media.get({ mediaId: act.media });
		const data = await client(act).media.download({ mediaId: act.media, auth: 'always' });
		return { type: told.mimeType, size: Number(told.fileSize), told: told.sha256, sha256: digest(data) };
	},
};

async function hook(request) {
	const body = await raw(request);
	if (!verifySignature({ appSecret: secret, rawBody: body, signatureHeader: request.headers['x-hub-signature-256'] })) {
		return 401;
	}
	const { messages, statuses, contacts, phoneNumberId } = normalizeWebhook(JSON.parse(body.toString('utf8')));
	for (const m of messages) {
		const pick = m.interactive?.buttonReply ?? m.interactive?.listReply;
		const media = m.image ?? m.document;
		heard({
			number: phoneNumberId, kind: m.interactive?.type ?? m.type, id: m.id, from: m.from, user: m.fromUserId,
			name: contacts[0]?.profile?.name, reply_to: m.context?.id,
			text: m.text?.body ?? media?.caption, pick: pick?.id, title: pick?.title, description: pick?.description,
			media: media?.id, type: media?.mimeType,
		});
	}
	for (const s of statuses) {
		heard({
			number: phoneNumberId, kind: s.status, id: s.id, from: s.recipientId, user: s.recipientUserId,
			opaque: s.bizOpaqueCallbackData, code: s.errors?.[0]?.code,
		});
	}
	return 200;
}

serve({ acts, hook });
