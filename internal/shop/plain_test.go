package shop

import "testing"

// TestPlain weighs what was heard against the book.
func TestPlain(t *testing.T) {
	c := open()
	known := func(name string, owes Money) Customer {
		t.Helper()
		out := must[Lent](t)(c.GiveCredit(t.Context(), Lending{Customer: Customer{Name: name}, Amount: owes * Rupee}))
		c.next()
		return out.Customer
	}
	ramesh, farida, lakshmi := known("Ramesh Patil", 300), known("Farida", 500), known("Lakshmi Amma", 200)
	known("Ganesh", 100)
	known("Lakshman", 100)
	known("Om", 100)
	for name, test := range map[string]struct {
		who  Customer
		m    Money
		paid bool
		want bool
	}{
		"more than he owes was given":                 {farida, 600, false, true},
		"what he owes may have been paid":             {farida, 500, false, false},
		"all that he owes was paid":                   {farida, 500, true, true},
		"a part may have been given":                  {farida, 400, true, false},
		"Ganesh sounds like Ramesh":                   {ramesh, 600, false, false},
		"Lakshman sounds like Lakshmi":                {lakshmi, 600, false, false},
		"who is not known may be anybody":             {Customer{Name: "Farid"}, 600, false, false},
		"a short name is no other short name's sound": {known("Ali", 10), 600, false, true},
	} {
		got, err := c.Plain(t.Context(), test.who, test.m*Rupee, test.paid)
		if err != nil || got != test.want {
			t.Errorf("%s: %v, %v", name, got, err)
		}
	}
}

// TestNear counts letters that differ.
func TestNear(t *testing.T) {
	for _, test := range []struct {
		word, other string
		want        bool
	}{
		{"ramesh", "ramesh", true},
		{"ramesh", "ganesh", true},
		{"ramesh", "suresh", false},
		{"ramesh", "ramesha", true},
		{"रमेश", "गणेश", false},
		{"रमेश", "रमेशा", true},
		{"om", "ali", false},
		{"", "a", false},
		{"geeta", "sita", false},
		{"मोहन", "सोहन", true},
	} {
		if near(test.word, test.other) != test.want || near(test.other, test.word) != test.want {
			t.Errorf("%s and %s: %v", test.word, test.other, !test.want)
		}
	}
}
