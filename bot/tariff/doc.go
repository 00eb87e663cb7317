// Package tariff knows what messages cost: what a rate card says, how a bubble's
// category and its place in the month turn into an amount, when a cap comes near,
// and what a month of so many shops would come to. It stores nothing.
//
//	card, err := tariff.Default()
//	if err != nil {
//		return err
//	}
//	spent += card.Cost(tariff.Sent{
//		Country: tariff.Country(address), Category: tariff.Utility,
//		At: status.At, Billable: true, Nth: sent,
//	})
//	for _, level := range limit.Crossed(before, spent) {
//		tell(level)
//	}
//
// WhatsApp charges for each message that arrives, by the country of who gets it
// and by category. What it charges changes once or twice a year: the card is a
// file, and the one built in is the public card of India as it was known in
// November 2026, to be checked against Meta's.
//
// What hears speech and what speaks answers is paid by the hour of sound and by the
// character; [Speech] is its card.
//
// Amounts are before tax and in millionths of a rupee, for a message costs a
// fraction of a paisa more or less. They become paise once, when they are summed.
package tariff
