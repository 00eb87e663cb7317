// Package intents understands what people say to the bot: it turns a sentence
// in any of the bot's languages, spelled as people spell, into commands. It works
// offline, in about a tenth of a millisecond, and knows nothing of shops: what
// can be said comes from the skills' phrase files, what languages say for
// numbers, units and days from data files.
//
//	u, err := intents.New(skills)
//	got, err := u.Understand(ctx, bot.Utterance{Text: "do kilo cheeni nabbe mein bechi", Words: words})
//	// start sales.record item=chini qty=2 kg amount=₹90
//
// # How a sentence is read
//
// The text is brought into one form (normalise) and cut into tokens. Each word
// is kept in two views (fold): its plain romanisation, and a folded key without
// what spelling leaves open. Indic scripts are romanised by one table, since
// their blocks share an order (romanise).
//
// Then come the marks: names of the shop's own things, by a fuzzy index over its
// vocabularies (index, match); days and periods (period, date); money, rates and
// quantities (money, quantity, number). What is left and is no word of the
// phrases is the name of something new (stranger).
//
// A linear classifier (features, model, train) tells what the sentence is about,
// from n-grams of its words and of a copy in which each mark is only a tag. A
// message of several errands is cut first (split), and lines that only name
// things share the words that say what to do with them (lines). Which number is
// the amount and which the quantity is learnt from where the phrases' samples
// stand (place, fill).
//
// Before any of that counts, a sentence may be a typed choice (pick), a
// correction ("nahi, 8000": correct), the answer to the open question (answer)
// or a follow-up ("aur kal?": follow).
//
// # Languages
//
// All of that is one ear, for one language in both its scripts and the English in it.
// An [Understander] has an ear for each language, tells who speaks by script and by
// habits of spelling (teller), and reads in the conversation's language first what is
// not clearly in another (ears). Case endings are cut off names (cut).
//
// # How sure it is
//
// Probabilities are compared with three thresholds (classify): act, ask first
// ([bot.Understanding] Unsure, with the nearest errands), or admit that nothing
// was understood.
//
// # Goods on credit
//
// "Ramesh ko 500 udhaar" is credit alone. "Ramesh ko 2 kilo chini udhaar" is a
// sale to Ramesh paid by credit. No rule here says so: the skills' phrases do,
// and the classifier sees a quantity and an item in one and not in the other.
//
// # Adding a language
//
// Write data/<lang>.toml and the phrase files; no code changes. See
// docs/adding-a-language.md.
package intents
