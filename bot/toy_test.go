package bot_test

import (
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/dialogs"
)

// The toy bot keeps a tally of who has how many. It shows the engine without
// shops, languages or understanding: its users speak in commands.

type deposit struct {
	Who string `json:"who"`
	N   int64  `json:"n"`

	Reversal bool `json:"reversal,omitempty"`
}

func (deposit) Effect() {}

// tally is the toy's ledger.
type tally struct {
	j    *journal.Journal
	gate chan struct{} // what is heavy waits for it to be closed; nil is open
}

const tallyTable = `-- +goose Up
create table tally (shop bigint not null, turn bigint not null, n bigint not null, who text not null, amount bigint not null, reversal boolean not null, primary key (shop, turn, n));
`

func (l tally) Apply(ctx context.Context, tx bot.Tx, t *bot.Turn) error {
	for i, e := range t.Effects() {
		d, ours := e.(deposit)
		if !ours {
			continue
		}
		if d.Who == "broke" {
			return errors.New("the ledger refuses")
		}
		if _, err := tx.ExecContext(ctx, `insert into tally (shop, turn, n, who, amount, reversal) values ($1, $2, $3, $4, $5, $6)`, t.Shop, t.ID, i, d.Who, d.N, d.Reversal); err != nil {
			return err
		}
	}
	return nil
}

func (l tally) Undo(ctx context.Context, t *bot.Turn, undone bot.TurnID, own bool) error {
	rows, err := l.j.Read().QueryContext(ctx, `select who, amount from tally where shop = $1 and turn = $2 and (not $3 or not reversal) order by n`, t.Shop, undone, own)
	if err != nil {
		return err
	}
	defer rows.Close()
	for rows.Next() {
		var d deposit
		if err := rows.Scan(&d.Who, &d.N); err != nil {
			return err
		}
		d.N, d.Reversal = -d.N, true
		t.Do(d)
		t.Say("book.undone", bot.Args{"Who": d.Who, "N": int(-d.N)})
	}
	return rows.Err()
}

// total is what somebody has, with what this turn adds.
func (l tally) total(ctx context.Context, t *bot.Turn, who string) (int, error) {
	var sum int64
	row := l.j.Read().QueryRowContext(ctx, `select coalesce(sum(amount), 0) from tally where shop = $1 and who = $2`, t.Shop, who)
	if err := row.Scan(&sum); err != nil {
		return 0, err
	}
	for _, e := range t.Effects() {
		if d, ours := e.(deposit); ours && d.Who == who {
			sum += d.N
		}
	}
	return int(sum), nil
}

type addForm struct {
	Who string `slot:"who"`
	N   count  `slot:"n"`
}

// count is a domain's own number: it says its kind in its JSON.
type count int64

func (c count) MarshalJSON() ([]byte, error) {
	return json.Marshal(bot.Value{Kind: bot.Number, N: int64(c) * 1000})
}

func (c *count) UnmarshalJSON(raw []byte) error {
	var v bot.Value
	err := json.Unmarshal(raw, &v)
	*c = count(v.N / 1000)
	return err
}

type whoForm struct {
	Who string `slot:"who"`
}

// skill is the toy's one skill. The version of its form can be changed, as a
// new release would.
func (l tally) skill() bot.Skill {
	return bot.Skill{Name: "tally", Files: fstest.MapFS{}, Errands: []bot.Dialog{
		dialogs.NewForm("tally.add", l.add, dialogs.Check(check), dialogs.ConfirmIf(risky)),
		dialogs.NewForm("tally.total", l.say, dialogs.FollowUp[whoForm]()),
		dialogs.NewForm("tally.owner", l.say, dialogs.Needs[whoForm](bot.Owner), dialogs.FollowUp[whoForm]()),
		dialogs.NewForm("tally.boom", func(context.Context, *bot.Turn, struct{}) error { panic("boom") }),
		dialogs.NewForm("tally.fail", func(context.Context, *bot.Turn, struct{}) error { return errors.New("no luck") }),
		dialogs.NewForm("tally.name", l.name),
		dialogs.NotYet("tally.later"),
		dialogs.NewForm("tally.heavy", l.heavy, dialogs.Heavily[struct{}]()),
	}}
}

// heavy takes as long as the gate is shut.
func (l tally) heavy(_ context.Context, t *bot.Turn, _ struct{}) error {
	if l.gate != nil {
		<-l.gate
	}
	t.Say("heavy.done", nil)
	return nil
}

type nameForm struct {
	Name string `slot:"name,skip"`
	Nick string `slot:"nick,skip"`
}

func (l tally) name(_ context.Context, t *bot.Turn, f nameForm) error {
	t.Say("name.done", bot.Args{"Name": f.Name, "Nick": f.Nick})
	return nil
}

func check(_ context.Context, _ *bot.Turn, f addForm) (*dialogs.Refusal, error) {
	if f.N < 0 {
		return &dialogs.Refusal{Slot: "n", Key: "add.negative"}, nil
	}
	return nil, nil
}

func risky(_ context.Context, _ *bot.Turn, f addForm) (*dialogs.Confirmation, error) {
	if f.N > 1000 {
		return &dialogs.Confirmation{Key: "add.sure", Args: bot.Args{"Who": f.Who, "N": f.N}}, nil
	}
	return nil, nil
}

func (l tally) add(ctx context.Context, t *bot.Turn, f addForm) error {
	t.Do(deposit{Who: f.Who, N: int64(f.N)})
	sum, err := l.total(ctx, t, f.Who)
	if err != nil {
		return err
	}
	t.Say("add.done", bot.Args{"Who": f.Who, "N": f.N, "Total": sum}, bot.Choice{Key: "bot.choice.undo", Do: []bot.Command{{Kind: bot.Undo}}})
	return nil
}

func (l tally) say(ctx context.Context, t *bot.Turn, f whoForm) error {
	sum, err := l.total(ctx, t, f.Who)
	t.Say("total", bot.Args{"Who": f.Who, "Total": sum})
	return err
}

// ears understands the toy's commands: "add ali 5; total ali".
type ears struct{}

func (ears) Understand(_ context.Context, u bot.Utterance) (bot.Understanding, error) {
	out := bot.Understanding{}
	if strings.HasPrefix(u.Text, "मराठी") {
		out.Lang = "mr"
	}
	for part := range strings.SplitSeq(u.Text, ";") {
		words := strings.Fields(part)
		switch {
		case len(words) == 0:
		case words[0] == "want":
			out.Draft = true
		case words[0] == "hm":
			return bot.Understanding{Nearest: []string{"tally.add", "tally.total"}, Unsure: true}, nil
		default:
			if c, ok := command(words, u); ok {
				out.Commands = append(out.Commands, c)
			}
		}
	}
	if len(out.Commands) == 0 {
		out.Nearest = []string{"tally.add"}
	}
	return out, nil
}

var plain = map[string]bot.CommandKind{
	"yes": bot.Yes, "no": bot.No, "cancel": bot.Cancel, "undo": bot.Undo, "help": bot.Help,
	"hello": bot.Greet, "thanks": bot.Thanks, "again": bot.Repeat, "human": bot.Person,
}

func command(w []string, u bot.Utterance) (bot.Command, bool) {
	if kind, ok := plain[w[0]]; ok && len(w) == 1 {
		return bot.Command{Kind: kind}, true
	}
	if n, err := strconv.Atoi(w[0]); err == nil && len(u.Offered) > 0 && !u.Worded {
		return bot.Command{Kind: bot.Pick, N: n}, true
	}
	if i := slices.Index(u.Offered, strings.Join(w, " ")); i >= 0 {
		return bot.Command{Kind: bot.Pick, N: i + 1}, true
	}
	slots := map[string]bot.Value{}
	for _, word := range w[1:] {
		if n, err := strconv.Atoi(word); err == nil {
			slots["n"] = bot.Value{Kind: bot.Number, N: int64(n) * 1000}
		} else if word == "someone" {
			slots["who"] = bot.Value{Kind: bot.Text, Text: word, Among: []bot.Value{{Kind: bot.Text, ID: "ali", Text: "ali"}, {Kind: bot.Text, ID: "bea", Text: "bea"}}}
		} else {
			slots["who"] = bot.Value{Kind: bot.Text, Text: word}
		}
	}
	switch w[0] {
	case "add", "line", "total", "heavy", "owner", "boom", "fail", "later", "name":
		return bot.Command{Kind: bot.Start, Errand: "tally." + w[0], Slots: slots}, true
	case "it's", "and":
		if u.Asked.Name == "name" || u.Asked.Name == "nick" {
			return bot.Command{Kind: bot.Fill, Slots: map[string]bot.Value{u.Asked.Name: slots["who"]}}, true
		}
		return bot.Command{Kind: bot.Fill, Slots: slots}, true
	case "rather":
		return bot.Command{Kind: bot.Fill, Slots: slots, Correction: true}, true
	}
	return bot.Command{}, false
}

// pen writes keys as they are.
type pen struct{}

func (pen) Languages(string) []string { return []string{"en", "hi"} }

func (pen) Write(_, key string, args map[string]bot.Value) (string, error) {
	if key == "bot.choice.named" {
		return args["Name"].Text, nil
	}
	if key == "bot.person.words" {
		return "the bot\nback to bot", nil
	}
	names := make([]string, 0, len(args))
	for name := range args {
		names = append(names, name)
	}
	slices.Sort(names)
	var b strings.Builder
	b.WriteString(strings.TrimPrefix(key, "bot.choice."))
	for _, name := range names {
		v := args[name]
		if name == "Turn" { // depends on how many messages came before
			continue
		}
		if v.Kind == bot.Number {
			fmt.Fprintf(&b, " %s=%d", name, v.N/1000)
		} else {
			fmt.Fprintf(&b, " %s=%s", name, v.Text)
		}
	}
	return b.String(), nil
}

type noWords struct{}

func (noWords) Words(context.Context, *bot.Turn) ([]bot.Vocabulary, error) { return nil, nil }

// toy is a toy bot and what it stands on.
type toy struct {
	engine  *bot.Engine
	journal *journal.Journal
	tally   tally
}

// openToy opens the toy on a folder; change may alter its configuration.
func openToy(t testing.TB, dir string, c bot.Clock, change func(*bot.Config), channels ...bot.Channel) *toy {
	t.Helper()
	return openToyOn(t, journal.Config{Path: filepath.Join(dir, "toy.db"), Clock: c, Zone: "Asia/Kolkata"}, change, channels...)
}

// openToyOn opens the toy on any database.
func openToyOn(t testing.TB, on journal.Config, change func(*bot.Config), channels ...bot.Channel) *toy {
	t.Helper()
	ctx, c := t.Context(), on.Clock
	j, err := journal.Open(ctx, on)
	if err != nil {
		t.Fatal(err)
	}
	if err := j.Migrate(ctx, "tally", fstest.MapFS{"00001_tally.sql": {Data: []byte(tallyTable)}}); err != nil {
		t.Fatal(err)
	}
	l := tally{j: j}
	config := bot.Config{
		Skills: []bot.Skill{l.skill()}, Journal: j, Sessions: bot.NewMemory(c), Ledger: l, Lexicon: noWords{},
		Understand: ears{}, Writer: pen{}, Channels: channels, Clock: c,
	}
	if change != nil {
		change(&config)
	}
	e, err := bot.New(config)
	if err != nil {
		t.Fatal(err)
	}
	return &toy{engine: e, journal: j, tally: l}
}

// open is the toy as the world of a transcript.
func open(t testing.TB, dir string, c *bottest.Clock, ch bot.Channel, head map[string]string) bottest.World {
	toy := openToy(t, dir, c, func(config *bot.Config) {
		config.Welcome = head["welcome"]
		if head["memory"] == "none" {
			config.Sessions = forgetful{}
		}
		if head["speaks"] != "" {
			config.Speak, config.Writer, config.Understand = bottest.Speaker{}, lips{}, wishing{config.Understand}
			config.Hear, config.Draw, config.Skills = titled{}, pencil{}, append(config.Skills, manner())
		}
		if head["burst"] != "" {
			d, err := time.ParseDuration(head["burst"])
			if err != nil {
				t.Fatal(err)
			}
			config.Burst = d
		}
		for _, who := range strings.Fields(head["operators"]) {
			config.Operators = append(config.Operators, bot.Target{Channel: ch.Name(), Address: who})
		}
		for _, who := range strings.Fields(head["admins"]) {
			config.Admins, config.Title = append(config.Admins, bot.Target{Channel: ch.Name(), Address: who}), titles
		}
	}, ch)
	return bottest.World{
		Engine: toy.engine,
		Join: func(ctx context.Context, of, address string, role bot.Role) error {
			return toy.join(ctx, ch.Name(), of, address, role)
		},
		Book:  func(ctx context.Context, _ string) string { return toy.book(ctx, t) },
		Close: toy.journal.Close,
	}
}

// titles calls shops by their numbers.
func titles(_ context.Context, t *bot.Turn) (string, error) {
	return fmt.Sprintf("Kirana %d", t.Shop), nil
}

// join makes who writes from an address a member of somebody's shop.
func (y *toy) join(ctx context.Context, channel, of, address string, role bot.Role) error {
	return y.journal.Write(ctx, func(ctx context.Context, tx bot.Tx) error {
		_, shop, err := y.journal.Meet(ctx, tx, channel, of)
		if err != nil {
			return err
		}
		person, _, err := y.journal.Meet(ctx, tx, channel, address)
		if err != nil {
			return err
		}
		if err := y.journal.AddMember(ctx, tx, shop, person, role); err != nil {
			return err
		}
		return y.journal.Enter(ctx, tx, person, shop)
	})
}

func (y *toy) book(ctx context.Context, t testing.TB) string {
	rows, err := y.journal.Read().QueryContext(ctx, `select who, sum(amount) from tally group by who having sum(amount) <> 0 order by who`)
	if err != nil {
		t.Fatal(err)
	}
	defer rows.Close()
	var b strings.Builder
	for rows.Next() {
		var who string
		var n int64
		if err := rows.Scan(&who, &n); err != nil {
			t.Fatal(err)
		}
		fmt.Fprintf(&b, "%s %d\n", who, n)
	}
	if err := rows.Err(); err != nil {
		t.Fatal(err)
	}
	return b.String()
}
