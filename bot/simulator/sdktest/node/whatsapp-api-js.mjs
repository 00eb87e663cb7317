// whatsapp-api-js: it knows Meta's address by heart and takes the function that
// fetches instead. It answers the verification, verifies signatures, and calls a
// handler for a message and one for a status.

import { WhatsAppAPI } from 'whatsapp-api-js/middleware/node-http';
import {
	ActionButtons, ActionList, Body, Button, Document, Footer, Header, Image, Interactive, ListSection, Row, Text,
} from 'whatsapp-api-js/messages';
import { base, bytes, digest, heard, number, secret, serve, token, verifyToken } from './peer.mjs';

// local sends what is meant for Meta to the emulator.
function local(url, init) {
	const to = new URL(url);
	return fetch(to.hostname === 'graph.facebook.com' ? new URL(to.pathname + to.search, base) : to, init);
}

const api = (act) =>
	new WhatsAppAPI({
		token: act.token ?? token, appSecret: secret, webhookVerifyToken: verifyToken, v: 'v24.0', ponyfill: { fetch: local },
	});

// checked throws the error that the SDK returns as it came.
function checked(answer) {
	if (answer.error) throw Object.assign(new Error(answer.error.message), { code: answer.error.code });
	return answer;
}

const send = async (act, message) =>
	checked(await api(act).sendMessage(number, { phone: act.to, bsuid: act.user }, message, act.reply_to, act.opaque)).messages[0].id;
const interactive = (act, action) => new Interactive(action, new Body(act.text), new Header(act.header), new Footer(act.footer));

const acts = {
	text: (act) => send(act, new Text(act.text)),
	buttons: (act) => send(act, interactive(act, new ActionButtons(...act.choices.map((c) => new Button(c.id, c.title))))),
	list: (act) =>
		send(act, interactive(act, new ActionList(
			act.button,
			...act.sections.map((s) => new ListSection(s.title, ...s.rows.map((r) => new Row(r.id, r.title, r.description)))),
		))),
	// The product is in the query, and the type only in the header of the part.
	upload: async (act) => {
		const form = new FormData();
		form.set('file', new Blob([bytes(act)], { type: act.type }), act.name);
		return checked(await api(act).uploadMedia(number, form)).id;
	},
	image: (act) => send(act, new Image(act.media, true, act.text)),
	document: (act) => send(act, new Document(act.media, true, act.text, act.name)),
	read: async (act) => checked(await api(act).markAsRead(number, act.message, 'text')).success,
	download: async (act) => {
		const told = checked(await api(act).retrieveMedia(act.media));
		const file = await api(act).fetchMedia(told.url);
		return { type: told.mime_type, size: Number(told.file_size), told: told.sha256, sha256: digest(await file.arrayBuffer()) };
	},
};

const listener = api({});

listener.on.message = ({ phoneID, contact, name, message: m }) => {
	const pick = m.interactive?.button_reply ?? m.interactive?.list_reply;
	const media = m.image ?? m.document;
	heard({
		number: phoneID, kind: m.interactive?.type ?? m.type, id: m.id, from: contact.wa_id, user: contact.user_id, name,
		reply_to: m.context?.id,
		text: m.text?.body ?? media?.caption, pick: pick?.id, title: pick?.title, description: pick?.description,
		media: media?.id, type: media?.mime_type,
	});
};

listener.on.status = ({ phoneID, contact, status, id, error, biz_opaque_callback_data: opaque }) =>
	heard({ number: phoneID, kind: status, id, from: contact.wa_id, user: contact.user_id, opaque, code: error?.code });

serve({ acts, hook: (request) => listener.handle_post(request), challenge: (request) => listener.handle_get(request) });
