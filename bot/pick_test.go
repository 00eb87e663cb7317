package bot

import (
	"errors"
	"testing"

	"pgregory.net/rapid"
)

func TestPickID(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		turn, n := TurnID(rapid.Int64().Draw(t, "turn")), rapid.Int().Draw(t, "n")
		gotTurn, gotN, err := parsePick(pickID(turn, n))
		if err != nil || gotTurn != turn || gotN != n {
			t.Fatalf("%d.%d came back as %d.%d, %v", turn, n, gotTurn, gotN, err)
		}
	})
}

func TestParsePickRefuses(t *testing.T) {
	for _, id := range []string{"", ".", "1", "1.", ".1", "1.2.3", "a.b", "1.b", " 1.1", "9223372036854775808.1", "1.9223372036854775808", "1,5"} {
		if _, _, err := parsePick(id); !errors.Is(err, errPick) {
			t.Errorf("%q: %v", id, err)
		}
	}
}

func FuzzParsePick(f *testing.F) {
	for _, seed := range []string{"12.1", "-1.-1", "1.1.1", "\x00.1", "+1.+1", "१.१"} {
		f.Add(seed)
	}
	f.Fuzz(func(t *testing.T, id string) {
		turn, n, err := parsePick(id)
		if err != nil {
			return
		}
		if t2, n2, err := parsePick(pickID(turn, n)); err != nil || t2 != turn || n2 != n {
			t.Errorf("%q is %d.%d, then %d.%d, %v", id, turn, n, t2, n2, err)
		}
	})
}
