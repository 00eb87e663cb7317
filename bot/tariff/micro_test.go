package tariff_test

import (
	"math"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"github.com/sahayak-dev/sahayak/bot/tariff"
)

func TestMicro(t *testing.T) {
	for _, tt := range []struct {
		amount tariff.Micro
		text   string
		paise  int64
	}{
		{0, "₹0.0000", 0},
		{115_000, "₹0.1150", 12}, // 11.5 paise
		{114_999, "₹0.114999", 11},
		{863_100, "₹0.8631", 86},
		{1_018_458, "₹1.018458", 102},
		{tariff.Rupee, "₹1.0000", 100},
		{tariff.Paisa, "₹0.0100", 1},
		{4_999, "₹0.004999", 0},
		{5_000, "₹0.0050", 1},
		{-5_000, "-₹0.0050", 0}, // half a paisa goes up, also here
		{-5_001, "-₹0.005001", -1},
		{-12 * tariff.Rupee, "-₹12.0000", -1200},
		{math.MaxInt64, "₹9223372036854.775807", 922_337_203_685_478},
		{math.MinInt64, "-₹9223372036854.775808", -922_337_203_685_478},
	} {
		if got := tt.amount.String(); got != tt.text {
			t.Errorf("%d is written %s, want %s", int64(tt.amount), got, tt.text)
		}
		if got := tt.amount.Paise(); got != tt.paise {
			t.Errorf("%s is %d paise, want %d", tt.amount, got, tt.paise)
		}
	}
}

func TestParse(t *testing.T) {
	for text, want := range map[string]tariff.Micro{
		"0": 0, "0.1150": 115_000, "0.115": 115_000, "00.000001": 1, "2": 2 * tariff.Rupee, "12.5": 12_500_000,
		"9223372036854.775807": math.MaxInt64,
	} {
		if got, err := tariff.Parse(text); err != nil || got != want {
			t.Errorf("%q is %d, %v; want %d", text, int64(got), err, int64(want))
		}
	}
	for _, text := range []string{
		"", ".", ".5", "1.", "-1", "+1", "1,000", "₹1", " 1", "1e3", "0x1", "0.1234567", "1.2.3", "1_0", "१",
		"9223372036854.775808", "99999999999999999999",
	} {
		if got, err := tariff.Parse(text); err == nil {
			t.Errorf("%q was taken for %s", text, got)
		}
	}
}

// TestWrittenAsItIs writes amounts so that nothing is lost.
func TestWrittenAsItIs(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := tariff.Micro(rapid.Int64Min(0).Draw(t, "amount"))
		if got, err := tariff.Parse(strings.TrimPrefix(m.String(), "₹")); err != nil || got != m {
			t.Fatalf("%s reads back as %d, %v; it was %d", m, int64(got), err, int64(m))
		}
	})
}

// TestPaise holds rounding to its meaning, by numbers that cannot overflow: never
// more than half a paisa off, and up where it is exactly that.
func TestPaise(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := tariff.Micro(rapid.Int64().Draw(t, "amount"))
		off := new(big.Int).Mul(big.NewInt(m.Paise()), big.NewInt(int64(tariff.Paisa)))
		off.Sub(off, big.NewInt(int64(m)))
		if half := int64(tariff.Paisa / 2); !off.IsInt64() || off.Int64() <= -half || off.Int64() > half {
			t.Fatalf("%s is %d paise: %s millionths off", m, m.Paise(), off)
		}
	})
}

// TestRoundedOnce loses under a paisa on a month, however many messages there
// were; who rounds each is out by more from a handful on.
func TestRoundedOnce(t *testing.T) {
	card := india(t)
	rapid.Check(t, func(t *rapid.T) {
		var sum tariff.Micro
		for nth, of := range rapid.SliceOf(rapid.SampledFrom(tariff.Categories())).Draw(t, "messages") {
			sum += card.Cost(sent(of, int64(nth)))
		}
		if off := sum - tariff.Micro(sum.Paise())*tariff.Paisa; off >= tariff.Paisa || off <= -tariff.Paisa {
			t.Fatalf("%s is %d paise", sum, sum.Paise())
		}
	})
	var sum tariff.Micro
	var each int64
	for range 200 {
		cost := card.Cost(sent(tariff.Utility, 0))
		sum, each = sum+cost, each+cost.Paise()
	}
	if sum.Paise() != 2300 || each != 2400 {
		t.Errorf("200 at ₹0.1150 are %d paise, and %d if each is rounded", sum.Paise(), each)
	}
}

// sent is a message to India in November 2026 that is charged.
func sent(of tariff.Category, nth int64) tariff.Sent {
	return tariff.Sent{Country: "IN", Category: of, At: november, Billable: true, Nth: nth}
}
