// Package locales puts replies into words. A reply is a key and typed
// arguments; what the reader sees is the key's text in his language, with every
// amount, quantity, day and name printed the way his eye expects it.
//
// A text lives in a TOML file of a skill, locales/<lang>.toml, under a flat
// quoted key without the skill's name. It is a Go template whose fields are the
// arguments, or a table of the plural forms that the argument Count chooses from:
//
//	"give.done" = "✍️ {{.Customer}}: {{.Amount}} उधार लिखा। बाकी {{.Balance}}।"
//
//	["list.head"]
//	one   = "{{.Count}} customer owes you:"
//	other = "{{.Count}} customers owe you:"
//
// A text may use if, else and comparisons, but no loops and no other templates.
// An argument that is absent or empty prints as nothing and is false in an if;
// what else an argument can do is listed at [Arg].
//
//	texts, err := locales.New(locales.Source{Prefix: "udhaar", Files: skill.Files})
//	line, err := texts.Write("hi", "udhaar.give.done", args)
//
// A text is read aloud with [Bundle.Aloud], in which every figure is a word. Where the ear
// wants another text than the eye, the key and ".aloud" is that, or "" when it is not said
// at all; only languages in their own letters have such:
//
//	"give.done.aloud" = "{{.Customer}} के नाम {{.Amount}} उधार लिखा।"
//
// A reader whose language lacks a text gets it in the nearest one that has it,
// and then all of it: figures and days are printed in the language of the text,
// so that one line never mixes two.
//
// A new language is tables like tongues/hi.toml, spoken/hi.toml and readers/hi.toml, and a
// TOML file per skill; no code changes.
package locales
