// Package forms keeps the templates that WhatsApp has to approve: what is sent to
// who has not written for 24 hours, when words of our own may not be.
//
// A template is a TOML file, forms/<name>.toml beside a skill's texts:
//
//	name     = "sahayak_morning"
//	category = "utility"
//	for      = ["alerts.morning.day"]
//	buttons  = ["show", "alerts.morning.choice.stop"]
//
//	[[var]]
//	name    = "sales"
//	from    = "Revenue"
//	example = "₹4,250"
//
//	[lang.en]
//	body    = "Yesterday your shop sold for {{sales}} in all."
//	buttons = ["Show", "Stop"]
//
// It stands for the replies named by their keys; the one that names none stands
// for all that have no template of their own. Its variables are filled from the
// reply's arguments, its quick replies are choices of the answer by their keys,
// and "show" is the one that shows what waits.
//
//	set, err := forms.New(texts, forms.Source{Prefix: "alerts", Files: skill.Files})
//	form, category, ok := set.Fill(forms.Answer{Lang: "hi", Replies: replies, Labels: labels}, registry.Usable)
//
// What WhatsApp said of each is in a [Registry].
package forms
