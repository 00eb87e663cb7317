package main

import (
	"encoding/json"
	"errors"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/internal/app"
)

// undeliverable makes a folder with answers to two people that could not be
// delivered, one of which the channel had taken.
func undeliverable(t *testing.T) (dir string) {
	t.Helper()
	dir = t.TempDir()
	j := journalIn(t, dir)
	for _, m := range []bot.Message{
		{Channel: "cloudapi", ID: "1", Address: "919800000012"}, {Channel: "cloudapi", ID: "2", Address: "919800000034"},
	} {
		fresh, err := j.Receive(t.Context(), m)
		if err != nil {
			t.Fatal(err)
		}
		m := fresh[0]
		err = j.Commit(t.Context(), bot.Commit{
			Turn: bot.TurnID(m.Seq), Shop: m.Shop, Person: m.From, Seqs: []int64{m.Seq}, Session: bot.Session{Rev: 1},
			Finished: []bot.Frame{{Errand: "udhaar.list"}}, Replies: []bot.Reply{{Key: "udhaar.list.none"}}, To: []bot.Target{{Channel: m.Channel, Address: m.Address}},
		}, nil)
		if err != nil {
			t.Fatal(err)
		}
	}
	out, err := j.Claim(t.Context(), "cloudapi", nil, 10)
	if err != nil || len(out) != 2 {
		t.Fatal(out, err)
	}
	err = errors.Join(
		j.Settle(t.Context(), bot.Receipt{ID: out[0].ID, Err: "refused: 919800000012 is no number"}, bot.Receipt{ID: out[1].ID, Parts: []string{"b"}}),
		j.Track(t.Context(), "cloudapi", bot.Status{Bubble: "b", State: bot.Failed, Code: 131047, Err: "24 hours are over"}), j.Close())
	if err != nil {
		t.Fatal(err)
	}
	return dir
}

// journalIn opens the journal of a folder.
func journalIn(t *testing.T, dir string) *journal.Journal {
	t.Helper()
	at, err := app.Where(dir, "")
	if err != nil {
		t.Fatal(err)
	}
	at.Clock = app.SystemClock{}
	j, err := journal.Open(t.Context(), at)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

// TestLetters lists letters, sends one again, drops the other, and finds all of
// it in the audit.
func TestLetters(t *testing.T) {
	dir := undeliverable(t)
	listed := pipe(t, "", "letters", "--data", dir)
	says(t, listed, "1        shop 1      cloudapi to …12, 0 minutes old, given up after 1 tries: refused: #", " is no number\n",
		"2        shop 2      cloudapi to …34, 0 minutes old, not delivered (131047): 24 hours are over\n")
	if strings.Contains(listed, "9198000000") {
		t.Errorf("whose they are is told:\n%s", listed)
	}
	var one shownLetter
	line, _, _ := strings.Cut(pipe(t, "", "letters", "list", "--json", "--data", dir), "\n")
	if err := json.Unmarshal([]byte(line), &one); err != nil || one.ID != 1 || one.To != "…12" || one.Taken {
		t.Errorf("%s: %+v, %v", line, one, err)
	}
	says(t, pipe(t, "", "letters", "resend", "2", "--data", dir), "1 of 1 letters are to be sent again")
	says(t, pipe(t, "", "letters", "drop", "--all", "--data", dir), "1 of 1 letters are dropped")
	says(t, pipe(t, "", "letters", "--data", dir), "every answer was delivered")
	says(t, pipe(t, "", "letters", "resend", "--all", "--data", dir), "0 of 0 letters")
	says(t, pipe(t, "", "audit", "1", "--data", dir), "delete the bot or its operator: letter\n", "read   the bot or its operator: letters:1\n",
		"read   person 1 in turn 1: udhaar.list\n")
	says(t, pipe(t, "", "audit", "--address", "919800000034", "--json", "--data", dir), `"shop":2,"turn":2,"act":"send","what":"letter"}`)
}

// TestOperatorRefuses tells an operator what to do instead.
func TestOperatorRefuses(t *testing.T) {
	dir := undeliverable(t)
	for _, test := range []struct{ args, want string }{
		{"letters --data " + t.TempDir(), "there is no database at"},
		{"letters --db mysql://x", "a database is sqlite:PATH or postgres"},
		{"letters resend --data " + dir, "say which letters"},
		{"letters drop 1 --all --data " + dir, "say which letters"},
		{"letters resend 99 --data " + dir, "some are no letters"},
		{"audit --data " + dir, "say which shop"},
		{"audit 1 --address x --data " + dir, "say which shop"},
		{"audit --address 919800000099 --data " + dir, "nobody has written from that address on cloudapi"},
		{"erase --yes --data " + dir, "say which shop"},
		{"shops pause --data " + dir, "say which shop"},
		{"shops pause 99 --data " + dir, "there is no shop 99"},
		{"shops resume 99 --data " + dir, "there is no shop 99"},
		{"erase 1 --data " + dir, "say --yes"},
		{"erase 99 --yes --data " + dir, "there is no shop 99"},
		{"run --keep-book 300d --data " + dir, "the book is kept at least 24 months"},
		{"run --keep-conversations 7d --data " + dir, "at least 8 days"},
		{"run --keep-conversations 40d --keep-audit 30d --data " + dir, "as long as what it tells of"},
		{"run --keep-alerts two --data " + dir, `such as "30d"`},
		{"run --keep-voice forever --data " + dir, `such as "7d"`},
		{"run --keep-voice 31d --data " + dir, "no longer than the conversations"},
		{"run --speech-rates " + dir + "/none.toml --data " + dir, "correct --speech-rates"},
		{"run --speech-day-limit=-1 --data " + dir, "no sum of rupees"},
	} {
		if _, err := command(t, strings.Fields(test.args)...); err == nil || !strings.Contains(fault(err), test.want) {
			t.Errorf("%s: %v", test.args, err)
		}
	}
	j := journalIn(t, dir)
	defer j.Close()
	if all, err := j.Letters(t.Context(), 0, 10); len(all) != 2 || err != nil {
		t.Errorf("what was refused did something: %v, %v", all, err)
	}
}

// TestErase erases a shop that was talked to.
func TestErase(t *testing.T) {
	dir := t.TempDir()
	pipe(t, bought+sold, "chat", "--data", dir)
	says(t, pipe(t, "", "erase", "--address", "owner", "--channel", "console", "--yes", "--data", dir), "shop 1 is erased: ", " rows, 1 people", "Backups")
	if left := dump(t, dir, "owner"); left != "" {
		t.Errorf("left is\n%s", left)
	}
	says(t, pipe(t, "", "audit", "1", "--data", dir), "delete the bot or its operator: shop rows:")
}

// TestBackupIsAudited finds a backup, and a restore, where everybody's data left
// and came.
func TestBackupIsAudited(t *testing.T) {
	dir, file, other := t.TempDir(), t.TempDir()+"/b", t.TempDir()+"/other"
	pipe(t, sold, "chat", "--data", dir)
	made := pipe(t, "", "backup", file, "--plain", "--data", dir)
	says(t, pipe(t, "", "audit", "--everybody", "--data", dir), "export the bot or its operator: backup rows:")
	pipe(t, "", "restore", file, "--data", other)
	says(t, pipe(t, "", "audit", "--everybody", "--data", other, "--key", "file:"+filepath.Join(dir, app.KeyFile)), "import the bot or its operator: restore rows:")
	again := pipe(t, "", "backup", t.TempDir(), "--plain", "--data", other)
	if sumOf(again) != sumOf(made) {
		t.Errorf("what was restored has the sum %s, it had %s", sumOf(again), sumOf(made))
	}
}

// TestDays reads what it writes.
func TestDays(t *testing.T) {
	for text, want := range map[string]days{"30d": days(30 * aDay), "1": days(aDay), " 365D ": days(365 * aDay), "forever": 0, "Forever": 0} {
		var d days
		if err := d.UnmarshalText([]byte(text)); err != nil || d != want {
			t.Errorf("%q: %v, %v", text, d, err)
		}
		var again days
		if err := again.UnmarshalText([]byte(d.String())); err != nil || again != d {
			t.Errorf("%q is written as %q", text, d)
		}
	}
	for _, bad := range []string{"", "d", "0d", "-1d", "1.5d", "24h", "999999d", "99999999999999999999d", "dd"} {
		var d days
		if d.UnmarshalText([]byte(bad)) == nil {
			t.Errorf("%q is read as %v", bad, d)
		}
	}
}

// TestHints hide who is meant.
func TestHints(t *testing.T) {
	for address, want := range map[string]string{"919800000012": "…12", "IN.asha1": "…a1", "anil": "…", "": "…", "दुकानदार": "…ार"} {
		if got := hint(address); got != want {
			t.Errorf("%q is hinted at as %q", address, got)
		}
	}
	for age, want := range map[time.Duration]string{59 * time.Second: "0 minutes", 90 * time.Minute: "90 minutes", 47 * time.Hour: "47 hours", 50 * aDay: "50 days"} {
		if got := roughly(age); got != want {
			t.Errorf("%v is %q", age, got)
		}
	}
}
