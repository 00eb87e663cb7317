package intents

import "testing"

// A sale goes on the account of whoever is named after it, with a pause or without.
func TestSoldOnAccount(t *testing.T) {
	talk{
		{say("5 kilo chini 60 ke bhav se becha suresh ke khate mein"), "sales.record customer=suresh item=chini payment=udhaar qty=5kg rate=60"},
		{say("5 kilo chini 60 ke bhav se becha, suresh ke khate mein likh do"), "sales.record customer=suresh item=chini payment=udhaar qty=5kg rate=60"},
		{say("2 kilo chini becha, suresh ke khate mein 300 likh do"), "sales.record item=chini qty=2kg ; udhaar.give amount=300 customer=suresh"},
	}.run(t)
}

// What was just said is put right in the same breath.
func TestMendedInTheSameBreath(t *testing.T) {
	talk{
		{say("5 kilo chini 60 ke bhav se becha, suresh ke khate mein likh do… nahi 6 kilo"), "sales.record customer=suresh item=chini payment=udhaar qty=6kg rate=60"},
		{say("5 kilo chini becha nahi 6 kilo"), "sales.record item=chini qty=6kg"},
		{say("5 किलो चीनी बेची, नहीं 6 किलो"), "sales.record item=chini qty=6kg"},
		{say("sold 5 kg sugar, sorry 6 kg"), "sales.record item=chini qty=6kg"},
		{say("suresh ko 500 udhaar diya, nahi 600"), "udhaar.give amount=600 customer=suresh"},
	}.run(t)
}
