// @whatsapp-cloudapi/client: every call takes the address of the API. It sends no
// documents, downloads nothing, and of webhooks it only declares the types, by
// which they are read here.

import { createHmac, timingSafeEqual } from 'node:crypto';
import {
	markMessageRead, sendButtonsMessage, sendImageMessage, sendListMessage, sendTextMessage, uploadMedia,
} from '@whatsapp-cloudapi/client';
import { base, bytes, heard, number, raw, secret, serve, token } from './peer.mjs';

const common = (act) => ({
	accessToken: act.token ?? token, from: number, to: act.to, baseUrl: base, bizOpaqueCallbackData: act.opaque,
});
const id = (answer) => answer.messages[0].id;

const acts = {
	text: async (act) => id(await sendTextMessage({ ...common(act), text: act.text })),
	buttons: async (act) =>
		id(await sendButtonsMessage({
			...common(act), headerText: act.header, bodyText: act.text, footerText: act.footer, buttons: act.choices,
		})),
	list: async (act) =>
		id(await sendListMessage({
			...common(act), headerText: act.header, bodyText: act.text, footerText: act.footer, buttonText: act.button,
			sections: act.sections,
		})),
	upload: async (act) => (await uploadMedia({ ...common(act), file: new File([bytes(act)], act.name, { type: act.type }) })).id,
	image: async (act) => id(await sendImageMessage({ ...common(act), mediaId: act.media, caption: act.text })),
	read: async (act) => (await markMessageRead({ ...common(act), messageId: act.message, showTypingIndicator: true })).success,
};

function signed(body, header = '') {
	const want = Buffer.from('sha256=' + createHmac('sha256', secret).update(body).digest('hex'));
	const got = Buffer.from(header);
	return got.length === want.length && timingSafeEqual(got, want);
}

async function hook(request) {
	const body = await raw(request);
	if (!signed(body, request.headers['x-hub-signature-256'])) return 401;
	for (const { changes } of JSON.parse(body.toString('utf8')).entry) {
		for (const { field, value } of changes) {
			if (field !== 'messages') continue;
			for (const m of value.messages ?? []) message(value, m);
			for (const s of value.statuses ?? []) status(value, s);
		}
	}
	return 200;
}

function message({ metadata, contacts }, m) {
	const pick = m.interactive?.button_reply ?? m.interactive?.list_reply;
	const media = m.image ?? m.document;
	heard({
		number: metadata.phone_number_id, kind: m.interactive?.type ?? m.type, id: m.id, from: m.from, user: m.from_user_id,
		name: contacts[0].profile.name, reply_to: m.context?.id,
		text: m.text?.body ?? media?.caption, pick: pick?.id, title: pick?.title, description: pick?.description,
		media: media?.id, type: media?.mime_type,
	});
}

function status({ metadata }, s) {
	heard({
		number: metadata.phone_number_id, kind: s.status, id: s.id, from: s.recipient_id, user: s.recipient_user_id,
		opaque: s.biz_opaque_callback_data, code: s.errors?.[0]?.code,
	});
}

// blame finds the number in the words: "WhatsApp API Error: {…}".
function blame(error) {
	const at = error.message.indexOf('{');
	return at < 0 ? 0 : JSON.parse(error.message.slice(at)).error?.code;
}

serve({ acts, hook, blame });
