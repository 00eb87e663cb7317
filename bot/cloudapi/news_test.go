package cloudapi

import (
	"reflect"
	"strings"
	"testing"

	"pgregory.net/rapid"
)

// What WhatsApp tells of the account, and whether somebody must act.
func TestNews(t *testing.T) {
	status := func(event, more string) string {
		return `"field":"message_template_status_update","value":{"event":"` + event + `","message_template_id":1689556908129832,"message_template_name":"udhaar_due","message_template_language":"hi"` + more + `}`
	}
	const template = "udhaar_due hi"
	for name, c := range map[string]struct {
		change string
		want   News
	}{
		"approved":  {status("APPROVED", `,"reason":"NONE","message_template_category":"UTILITY"`), News{About: template, State: "APPROVED", Detail: "UTILITY"}},
		"rejected":  {status("REJECTED", `,"reason":"INVALID_FORMAT","rejection_info":{"reason":"Two side by side.","recommendation":"Separate\nthem."}`), News{About: template, State: "REJECTED", Detail: "INVALID_FORMAT, Two side by side., Separate them.", Urgency: Pressing}},
		"paused":    {status("PAUSED", `,"other_info":{"title":"FIRST_PAUSE","description":"until tomorrow"}`), News{About: template, State: "PAUSED", Detail: "FIRST_PAUSE, until tomorrow", Urgency: Pressing}},
		"disabled":  {status("DISABLED", `,"disable_info":{"disable_date":1751247548}`), News{About: template, State: "DISABLED", Detail: "•", Urgency: Pressing}},
		"flagged":   {status("FLAGGED", ``), News{About: template, State: "FLAGGED", Urgency: Watch}},
		"back":      {status("REINSTATED", ``), News{About: template, State: "REINSTATED"}},
		"in future": {status("Evaporated", ``), News{About: template, State: "EVAPORATED"}},
		"quality": {
			`"field":"message_template_quality_update","value":{"previous_quality_score":"YELLOW","new_quality_score":"RED","message_template_name":"udhaar_due","message_template_language":"hi"}`,
			News{About: template, State: "RED", Detail: "was YELLOW", Urgency: Pressing},
		},
		"quality falls": {
			`"field":"message_template_quality_update","value":{"previous_quality_score":"GREEN","new_quality_score":"YELLOW","message_template_name":"udhaar_due","message_template_language":"hi"}`,
			News{About: template, State: "YELLOW", Detail: "was GREEN", Urgency: Watch},
		},
		"category": {
			`"field":"template_category_update","value":{"message_template_name":"udhaar_due","message_template_language":"hi","previous_category":"UTILITY","new_category":"MARKETING"}`,
			News{About: template, State: "MARKETING", Detail: "was UTILITY", Urgency: Pressing},
		},
		"category tomorrow": {
			`"field":"template_category_update","value":{"message_template_name":"udhaar_due","message_template_language":"hi","new_category":"UTILITY","correct_category":"MARKETING"}`,
			News{About: template, State: "MARKETING", Detail: "was UTILITY", Urgency: Pressing},
		},
		"category back": {
			`"field":"template_category_update","value":{"message_template_name":"udhaar_due","message_template_language":"hi","previous_category":"MARKETING","new_category":"UTILITY"}`,
			News{About: template, State: "UTILITY", Detail: "was MARKETING"},
		},
		"restricted": {
			`"field":"account_update","value":{"event":"ACCOUNT_RESTRICTION","restriction_info":[{"restriction_type":"RESTRICTED_BIZ_INITIATED_MESSAGING","expiration":1641330498},7,{"restriction_type":"RESTRICTED_ADD_PHONE_NUMBER_ACTION"}]}`,
			News{State: "ACCOUNT_RESTRICTION", Detail: "RESTRICTED_BIZ_INITIATED_MESSAGING until 4 January 2022, RESTRICTED_ADD_PHONE_NUMBER_ACTION", Urgency: Pressing},
		},
		"violation": {
			`"field":"account_update","value":{"event":"ACCOUNT_VIOLATION","violation_info":{"violation_type":"ADULT"}}`,
			News{State: "ACCOUNT_VIOLATION", Detail: "ADULT", Urgency: Pressing},
		},
		"shut": {
			`"field":"account_update","value":{"event":"DISABLED_UPDATE","ban_info":{"waba_ban_state":"SCHEDULE_FOR_DISABLE","waba_ban_date":"April 17, 2025"}}`,
			News{State: "DISABLED_UPDATE", Detail: "SCHEDULE_FOR_DISABLE, April 17, 2025", Urgency: Pressing},
		},
		"open again": {
			`"field":"account_update","value":{"event":"DISABLED_UPDATE","ban_info":{"waba_ban_state":"REINSTATE","waba_ban_date":"April 17, 2025"}}`,
			News{State: "DISABLED_UPDATE", Detail: "REINSTATE, April 17, 2025"},
		},
		"verified":         {`"field":"account_update","value":{"event":"VERIFIED_ACCOUNT","phone_number":"919800000001"}`, News{State: "VERIFIED_ACCOUNT"}},
		"alert of old":     {`"field":"account_alerts","value":{"entity_type":"BUSINESS","entity_id":123456,"alert_severity":"CRITICAL","alert_status":"ACTIVE","alert_type":"OBA_REJECTED","alert_description":"No."}`, News{State: "CRITICAL", Detail: "BUSINESS, OBA_REJECTED, No.", Urgency: Pressing}},
		"alert":            {`"field":"account_alerts","value":{"entity_type":"PHONE_NUMBER","alert_info":{"alert_severity":"WARNING","alert_status":"ACTIVE","alert_type":"PROFILE_PICTURE_LOST","alert_description":"Lost."}}`, News{State: "WARNING", Detail: "PHONE_NUMBER, PROFILE_PICTURE_LOST, Lost.", Urgency: Watch}},
		"alert that ended": {`"field":"account_alerts","value":{"alert_info":{"alert_severity":"CRITICAL","alert_status":"NONE"}}`, News{State: "CRITICAL"}},
		"number flagged":   {`"field":"phone_number_quality_update","value":{"display_phone_number":"15550783881","event":"FLAGGED","current_limit":"TIER_1K"}`, News{State: "FLAGGED", Detail: "TIER_1K", Urgency: Pressing, number: "15550783881"}},
		"number lowered":   {`"field":"phone_number_quality_update","value":{"display_phone_number":"+1 555-078-3881","event":"DOWNGRADE","old_limit":"TIER_10K","current_limit":"TIER_1K"}`, News{State: "DOWNGRADE", Detail: "TIER_1K, was TIER_10K", Urgency: Pressing, number: "15550783881"}},
		"lowered, unsaid":  {`"field":"phone_number_quality_update","value":{"event":"ONBOARDING","old_limit":"TIER_UNLIMITED","current_limit":"TIER_100K"}`, News{State: "ONBOARDING", Detail: "TIER_100K, was TIER_UNLIMITED", Urgency: Pressing}},
		"number raised":    {`"field":"phone_number_quality_update","value":{"display_phone_number":"15550783881","event":"UPGRADE","old_limit":"TIER_250","current_limit":"TIER_1K","max_daily_conversations_per_business":"TIER_2K"}`, News{State: "UPGRADE", Detail: "TIER_1K, was TIER_250", number: "15550783881", limit: "TIER_2K"}},
		"name":             {`"field":"phone_number_name_update","value":{"display_phone_number":"15550783881","decision":"REJECTED","requested_verified_name":"Ramesh","rejection_reason":"NAME_NOT_CONSISTENT"}`, News{State: "REJECTED", Detail: "NAME_NOT_CONSISTENT", Urgency: Watch, number: "15550783881"}},
		"limit":            {`"field":"business_capability_update","value":{"max_daily_conversation_per_phone":1000,"max_phone_numbers_per_business":25}`, News{State: "1000", limit: "1000"}},
		"limit of today":   {`"field":"business_capability_update","value":{"max_daily_conversations_per_business":"TIER_2K","max_phone_numbers_per_waba":25}`, News{State: "TIER_2K", limit: "TIER_2K"}},
		"PIN":              {`"field":"security","value":{"display_phone_number":"15550783881","event":"PIN_RESET_REQUEST","requester":"122334455667788"}`, News{State: "PIN_RESET_REQUEST", Urgency: Watch, number: "15550783881"}},
	} {
		t.Run(name, func(t *testing.T) {
			b := Parse(told(c.change), "42", noon)
			if len(b.News) != 1 || len(b.Aside)+len(b.Messages) != 0 {
				t.Fatalf("%d news, aside: %s", len(b.News), whys(b))
			}
			c.want.What = b.News[0].What
			if !strings.Contains(c.change, c.want.What) || !reflect.DeepEqual(b.News[0], c.want) {
				t.Errorf("got  %+v\nwant %+v", b.News[0], c.want)
			}
		})
	}
}

func TestTiers(t *testing.T) {
	for limit, want := range map[string]int64{
		"TIER_50": 50, "TIER_1K": 1000, "TIER_2K": 2000, "tier_100k": 100000, "1000": 1000,
		"": -1, "TIER_": -1, "TIER_NOT_SET": -1, "-5": -1, "99999999999999K": -1,
	} {
		n, ok := tier(limit)
		if ok != (want >= 0) || ok && n != want {
			t.Errorf("%q: %d %v", limit, n, ok)
		}
	}
	for _, all := range []string{"TIER_UNLIMITED", "-1"} {
		if !lower(all, "TIER_100K") || lower("TIER_100K", all) || lower(all, all) {
			t.Errorf("%s is not any number", all)
		}
	}
}

// A limit that is lower than what was told before is pressing, however it is told.
func TestLimitLowered(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		limits := rapid.SliceOfN(rapid.SampledFrom([]string{"TIER_250", "TIER_2K", "TIER_10K", "TIER_100K", "TIER_UNLIMITED", "?"}), 1, 8).Draw(t, "limits")
		var k known
		highest := ""
		for _, l := range limits {
			if got, want := k.lowers(l), lower(highest, l); got != want {
				t.Fatalf("%s after %s: %v", l, highest, got)
			}
			if l != "?" {
				highest = l
			}
		}
	})
}

// What somebody's name or number could hide in is not told.
func TestNewsTellsNoNumbers(t *testing.T) {
	b := Parse(told(`"field":"message_template_status_update","value":{"event":"REJECTED","message_template_name":"call +91 98000 00001","message_template_language":"hi","rejection_info":{"reason":"It says 919800000001\nand more `+strings.Repeat("x", 5000)+`"}}`), "", noon)
	n := b.News[0]
	if said := n.About + n.Detail; strings.Contains(said, "9800") || strings.Contains(said, "00001") || len(said) > 2*longest || strings.Contains(said, "\n") {
		t.Errorf("told %+v", n)
	}
}
