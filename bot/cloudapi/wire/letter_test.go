package wire_test

import (
	"encoding/json"
	"testing"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// letter reads JSON and writes it again, which must not change a letter.
func letter[T any](t *testing.T, documents map[string]string) {
	t.Helper()
	for name, raw := range documents {
		t.Run(name, func(t *testing.T) {
			var v T
			if err := json.Unmarshal([]byte(raw), &v); err != nil {
				t.Fatal(err)
			}
			got, err := json.Marshal(v)
			if err != nil || string(got) != raw {
				t.Errorf("got  %s, %v\nwant %s", got, err, raw)
			}
		})
	}
}

func TestSend(t *testing.T) {
	const to = `{"messaging_product":"whatsapp","recipient_type":"individual","to":"919800000001",`
	letter[wire.Send](t, map[string]string{
		"text":    to + `"type":"text","text":{"preview_url":true,"body":"dekhiye https://example.com"}}`,
		"answer":  to + `"type":"text","context":{"message_id":"wamid.A"},"text":{"body":"haan"}}`,
		"user id": `{"messaging_product":"whatsapp","recipient_type":"individual","recipient":"IN.1349","type":"text","text":{"body":"haan"}}`,
		"opaque":  to + `"type":"text","text":{"body":"haan"},"biz_opaque_callback_data":"17"}`,
		"image by id": to +
			`"type":"image","image":{"id":"8877","caption":"bill"}}`,
		"image by link": to +
			`"type":"image","image":{"link":"https://example.com/a.png"}}`,
		"voice": to +
			`"type":"audio","audio":{"id":"8877","voice":true}}`,
		"video": to +
			`"type":"video","video":{"id":"8877","caption":"dekhiye"}}`,
		"document": to +
			`"type":"document","document":{"id":"8877","caption":"bill","filename":"bill.pdf"}}`,
		"sticker": to +
			`"type":"sticker","sticker":{"id":"8877"}}`,
		"location": to +
			`"type":"location","location":{"latitude":19.07,"longitude":72.87,"name":"Dukaan","address":"Gali 4"}}`,
		"contacts": to +
			`"type":"contacts","contacts":[{"name":{"formatted_name":"Sita Devi","first_name":"Sita","last_name":"Devi"},"phones":[{"phone":"+91 98000 00002","type":"CELL","wa_id":"919800000002"}]}]}`,
		"reaction": to +
			`"type":"reaction","reaction":{"message_id":"wamid.A","emoji":"👍"}}`,
		"reaction taken back": to +
			`"type":"reaction","reaction":{"message_id":"wamid.A","emoji":""}}`,
		"buttons": to +
			`"type":"interactive","interactive":{"type":"button","header":{"type":"text","text":"Udhaar"},"body":{"text":"Likh dein?"},"footer":{"text":"Sahayak"},` +
			`"action":{"buttons":[{"type":"reply","reply":{"id":"1","title":"Haan"}},{"type":"reply","reply":{"id":"2","title":"Nahi"}}]}}}`,
		"buttons under a picture": to +
			`"type":"interactive","interactive":{"type":"button","header":{"type":"image","image":{"id":"8877"}},"body":{"text":"Sahi?"},"action":{"buttons":[{"type":"reply","reply":{"id":"1","title":"Haan"}}]}}}`,
		"list": to +
			`"type":"interactive","interactive":{"type":"list","body":{"text":"Kya?"},"action":{"button":"Chuniye","sections":[` +
			`{"title":"Anaaj","rows":[{"id":"1","title":"Chawal","description":"Kolam"}]},{"title":"Tel","rows":[{"id":"2","title":"Sarson"}]}]}}}`,
		"template": to +
			`"type":"template","template":{"name":"diwali","language":{"code":"hi"},"components":[{"type":"body","parameters":[{"type":"text","parameter_name":"name","text":"Ramesh"}]},` +
			`{"type":"button","sub_type":"quick_reply","index":"0","parameters":[{"type":"payload","payload":"stop"}]}]}}`,
		"template with a picture": to +
			`"type":"template","template":{"name":"diwali","language":{"policy":"deterministic","code":"en_US"},"components":[{"type":"header","parameters":[{"type":"image","image":{"id":"8877"}}]}]}}`,
		"read":            `{"messaging_product":"whatsapp","status":"read","message_id":"wamid.A"}`,
		"read and typing": `{"messaging_product":"whatsapp","status":"read","message_id":"wamid.A","typing_indicator":{"type":"text"}}`,
	})
}

func TestAnswers(t *testing.T) {
	letter[wire.Sent](t, map[string]string{
		"sent":     `{"messaging_product":"whatsapp","contacts":[{"input":"919800000001","wa_id":"919800000001","user_id":"IN.1349"}],"messages":[{"id":"wamid.A"}]}`,
		"template": `{"messaging_product":"whatsapp","contacts":[{"input":"919800000001"}],"messages":[{"id":"wamid.A","message_status":"accepted"}]}`,
	})
	letter[wire.Done](t, map[string]string{"done": `{"success":true}`})
	letter[wire.Uploaded](t, map[string]string{"uploaded": `{"id":"8877"}`})
	letter[wire.MediaInfo](t, map[string]string{
		"media": `{"messaging_product":"whatsapp","url":"https://lookaside.fbsbx.com/x","mime_type":"image/png","sha256":"00ff","file_size":12,"id":"8877"}`,
	})
	letter[wire.Number](t, map[string]string{
		"number": `{"id":"42","display_phone_number":"+91 80 0000 0000","verified_name":"Sahayak","quality_rating":"GREEN","platform_type":"CLOUD_API","status":"CONNECTED"}`,
		"bare":   `{"id":"42"}`,
	})
	letter[wire.Failure](t, map[string]string{
		"failure": `{"error":{"message":"(#131047) Re-engagement message","type":"OAuthException","code":131047,"error_data":{"messaging_product":"whatsapp","details":"more than 24 hours"},"error_subcode":2494010,"is_transient":true,"fbtrace_id":"A1"}}`,
	})
	letter[wire.TemplatePage](t, map[string]string{
		"templates": `{"data":[{"id":"5","name":"diwali","language":"hi","status":"APPROVED","category":"MARKETING","parameter_format":"NAMED",` +
			`"components":[{"type":"HEADER","format":"TEXT","text":"Diwali"},{"type":"BODY","text":"{{name}} ji","example":{"body_text_named_params":[]}},` +
			`{"type":"BUTTONS","buttons":[{"type":"QUICK_REPLY","text":"Band karo"},{"type":"URL","text":"Dekhiye","url":"https://example.com"},{"type":"PHONE_NUMBER","text":"Call","phone_number":"+9198"}]}]}],` +
			`"paging":{"cursors":{"before":"a","after":"b"},"next":"https://graph.facebook.com/x"}}`,
	})
}

func TestMessages(t *testing.T) {
	const from = `"from":"919800000001","from_user_id":"IN.1349","id":"wamid.A","timestamp":"1697043223",`
	letter[wire.Message](t, map[string]string{
		"text":       `{` + from + `"type":"text","text":{"body":"do kilo chawal"}}`,
		"answer":     `{"context":{"from":"918000000000","id":"wamid.B"},` + from + `"type":"text","text":{"body":"haan"}}`,
		"forwarded":  `{"context":{"forwarded":true},` + from + `"type":"text","text":{"body":"haan"}}`,
		"often":      `{"context":{"frequently_forwarded":true},` + from + `"type":"text","text":{"body":"haan"}}`,
		"product":    `{"context":{"referred_product":{"catalog_id":"1","product_retailer_id":"ATTA"}},` + from + `"type":"text","text":{"body":"kitne ka?"}}`,
		"image":      `{` + from + `"type":"image","image":{"id":"77","url":"https://lookaside.fbsbx.com/x","mime_type":"image/jpeg","sha256":"AA==","caption":"bill"}}`,
		"voice":      `{` + from + `"type":"audio","audio":{"id":"77","mime_type":"audio/ogg; codecs=opus","sha256":"AA==","voice":true}}`,
		"sticker":    `{` + from + `"type":"sticker","sticker":{"id":"77","mime_type":"image/webp","sha256":"AA==","animated":true}}`,
		"document":   `{` + from + `"type":"document","document":{"id":"77","mime_type":"application/pdf","sha256":"AA==","filename":"bill.pdf"}}`,
		"location":   `{` + from + `"type":"location","location":{"latitude":19.07,"longitude":-72.87,"url":"https://example.com"}}`,
		"contacts":   `{` + from + `"type":"contacts","contacts":[{"name":{"formatted_name":"Sita"},"phones":[{"phone":"98"}],"vcard":"BEGIN:VCARD"}]}`,
		"tap":        `{` + from + `"type":"button","button":{"payload":"stop","text":"Band karo"}}`,
		"button":     `{` + from + `"type":"interactive","interactive":{"type":"button_reply","button_reply":{"id":"1","title":"Haan"}}}`,
		"row":        `{` + from + `"type":"interactive","interactive":{"type":"list_reply","list_reply":{"id":"1","title":"Chawal","description":"Kolam"}}}`,
		"form":       `{` + from + `"type":"interactive","interactive":{"type":"nfm_reply","nfm_reply":{"name":"flow","body":"Sent","response_json":"{\"a\":1}"}}}`,
		"calls":      `{` + from + `"type":"interactive","interactive":{"type":"call_permission_reply","call_permission_reply":{"response":"accept","expiration_timestamp":"1753186982","response_source":"user_action"}}}`,
		"reaction":   `{` + from + `"type":"reaction","reaction":{"message_id":"wamid.B","emoji":"👍"}}`,
		"order":      `{` + from + `"type":"order","order":{"catalog_id":"1","text":"jaldi","product_items":[{"product_retailer_id":"ATTA","quantity":"2","item_price":"45.50","currency":"INR"}]}}`,
		"edit":       `{` + from + `"type":"edit","edit":{"original_message_id":"wamid.0","message":{"context":{"id":"wamid.B"},"type":"text","text":{"body":"teen"}}}}`,
		"revoke":     `{` + from + `"type":"revoke","revoke":{"original_message_id":"wamid.0"}}`,
		"moved":      `{` + from + `"type":"system","system":{"body":"moved","type":"user_changed_number","wa_id":"919800000009"}}`,
		"identity":   `{` + from + `"type":"system","system":{"type":"customer_identity_changed"},"identity":{"acknowledged":true,"created_timestamp":"1697043223","hash":"x"}}`,
		"poll":       `{` + from + `"type":"unsupported","unsupported":{"type":"poll"},"errors":[{"code":131051,"title":"Message type unknown"}]}`,
		"from an ad": `{` + from + `"type":"text","text":{"body":"haan"},"referral":{"source_url":"https://fb.me/x","source_id":"1","source_type":"ad","headline":"h","body":"b","ctwa_clid":"c"}}`,
		"group":      `{"from":"919800000001","group_id":"g","id":"wamid.A","timestamp":"1697043223","type":"text","text":{"body":"x"}}`,
	})
}

func TestStatuses(t *testing.T) {
	letter[wire.Status](t, map[string]string{
		"sent": `{"id":"wamid.A","status":"sent","timestamp":"1697043223","recipient_id":"919800000001","recipient_user_id":"IN.1349","biz_opaque_callback_data":"17",` +
			`"conversation":{"id":"c","expiration_timestamp":"1697129623","origin":{"type":"service"}},"pricing":{"billable":true,"pricing_model":"PMP","category":"service","type":"regular"}}`,
		"failed": `{"id":"wamid.A","status":"failed","timestamp":"1697043223","recipient_id":"919800000001",` +
			`"errors":[{"message":"m","code":131047,"title":"Re-engagement message","error_data":{"details":"more than 24 hours"},"href":"https://example.com"}]}`,
		"group": `{"id":"wamid.A","status":"read","timestamp":"1697043223","recipient_id":"g","recipient_type":"group","recipient_participant_id":"919800000001","recipient_participant_user_id":"IN.1349"}`,
	})
}

// A signature of our own making fits the bytes that were written, not what they
// mean: escapes may be written in two ways.
func TestSignedAsWritten(t *testing.T) {
	written := []byte(`{"a":"\u0928"}`)
	other := []byte(`{"a":"न"}`)
	if wire.Verify("s", other, wire.Sign("s", written)) {
		t.Error("the signature is over the meaning")
	}
}

// The numbers in the limits and codes that both ends rely on.
func TestConstants(t *testing.T) {
	for name, c := range map[string][2]int{
		"text": {wire.MaxText, 4096}, "body": {wire.MaxBody, 1024}, "caption": {wire.MaxCaption, 1024},
		"buttons": {wire.MaxButtons, 3}, "button title": {wire.MaxButtonTitle, 20}, "button id": {wire.MaxButtonID, 256},
		"rows": {wire.MaxRows, 10}, "row title": {wire.MaxRowTitle, 24}, "row id": {wire.MaxRowID, 200}, "row text": {wire.MaxRowText, 72},
		"list button": {wire.MaxListButton, 20}, "section title": {wire.MaxSectionTitle, 24}, "opaque": {wire.MaxOpaque, 512},
		"window": {wire.CodeWindow, 131047}, "pair": {wire.CodePairRate, 131056}, "throughput": {wire.CodeThroughput, 130429},
		"token": {wire.CodeToken, 190}, "undeliverable": {wire.CodeUndeliverable, 131026},
	} {
		if c[0] != c[1] {
			t.Errorf("%s: %d, want %d", name, c[0], c[1])
		}
	}
}
