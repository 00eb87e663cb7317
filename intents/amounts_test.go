package intents

import (
	"strings"
	"testing"
)

func TestAnOnlySumIsTheAmount(t *testing.T) {
	for _, after := range []string{
		"", " bhai", " ji", " please", " bhaiya", " 🙏", " 👍", " …", "!", " hai", " abhi", " na", " sahab", " liya", " mein", " ka", " wala",
	} {
		for _, sum := range []string{"90 rupaye", "90", "₹90", "90 rs", "nabbe rupaye", "९० रुपये"} {
			got := understood(t, say("2 kilo chini becha "+sum+after))
			if strings.Contains(got, "discount=") || !strings.Contains(got, "amount=90") {
				t.Errorf("%q%q is %s", sum, after, got)
			}
		}
	}
}

func TestADiscountIsOneWhenItIsSaid(t *testing.T) {
	for _, text := range []string{
		"2 kilo chini becha 90 mein 5 rupaye kam kiye",
		"2 kilo chini 90 me di 5 rupaye discount diya",
		"sold 2 kg sugar for 90 with 5 rupees discount",
		"sold 2 kg sugar for 90, 5 off",
		"5 rupaye discount dekar 2 kilo chini 90 me bechi",
	} {
		if got := understood(t, say(text)); got != "sales.record amount=90 discount=5 item=chini qty=2kg" {
			t.Errorf("%q is %s", text, got)
		}
	}
}

func TestAnAmountAndARateAreToldApart(t *testing.T) {
	for text, want := range map[string]string{
		"2 kilo chini becha 45 rupaye kilo":         "sales.record item=chini qty=2kg rate=45/kg",
		"2 kilo chini becha 45 ke bhav se":          "sales.record item=chini qty=2kg rate=45",
		"2 kilo chini 45 rs per kg becha":           "sales.record item=chini qty=2kg rate=45/kg",
		"2 किलो चीनी 45 रुपये किलो बेची":            "sales.record item=chini qty=2kg rate=45/kg",
		"sold 2 kg sugar at 45 per kg":              "sales.record item=chini qty=2kg rate=45/kg",
		"sold 2 kg sugar for 90":                    "sales.record amount=90 item=chini qty=2kg",
		"10 kilo atta aaya 35 rupaye kilo":          "stock.add item=atta qty=10kg rate=35/kg",
		"10 kilo atta aaya 350 rupaye mein":         "stock.add amount=350 item=atta qty=10kg",
		"10 kilo atta kharida 35 ke bhav":           "stock.add item=atta qty=10kg rate=35",
		"3 packet maggi becha 14 rupaye packet":     "sales.record item=maggi qty=3packet rate=14/packet",
		"3 packet maggi becha 42 rupaye mein":       "sales.record amount=42 item=maggi qty=3packet",
		"2 kilo chini 90 me becha 45 rupaye kilo":   "sales.record amount=90 item=chini qty=2kg rate=45/kg",
		"maggi 3 packet 42":                         "sales.record amount=42 item=maggi qty=3packet",
		"3 packet maggi 42":                         "sales.record amount=42 item=maggi qty=3packet",
		"42 rupaye mein 3 packet maggi bechi":       "sales.record amount=42 item=maggi qty=3packet",
		"₹42 maggi 3 packet becha":                  "sales.record amount=42 item=maggi qty=3packet",
		"dedh kilo chini saadhe sadsath mein bechi": "sales.record amount=67.5 item=chini qty=1.5kg",
	} {
		if got := understood(t, say(text)); got != want {
			t.Errorf("%q\n\tgot  %s\n\twant %s", text, got, want)
		}
	}
}
