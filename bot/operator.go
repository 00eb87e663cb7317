package bot

import (
	"context"
	"errors"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"
)

// order is what an operator wants done, as he wrote it: "/reply 17 one moment".
type order struct {
	verb   string // without its sign; "" is words said under a bubble
	number HandoverID
	text   string // what follows
	said   string // all behind the verb, the number too
}

// verbReply is what operators do most: words under a relayed bubble are that too.
const verbReply = "reply"

// verbs are what operators can write, and what does it.
func (a *attempt) verbs() map[string]func(context.Context, order) error {
	return map[string]func(context.Context, order) error{
		"waiting": a.listsWaiting, "list": a.listsWaiting, "show": a.shows, "take": a.shows, verbReply: a.replies, "back": a.givesBack,
	}
}

// deskCommands are what every operator can write, as he is told.
var deskCommands = strings.Join([]string{"/waiting", sign("show", someNumber), sign("take", someNumber), sign(verbReply, someNumber) + " …", sign("back", someNumber), "/dead"}, ", ")

// someNumber stands for any in examples.
const someNumber HandoverID = 17

// sign is a command about a handover or a shop as it is written.
func sign[N ~int64](verb string, id N) string {
	return "/" + verb + " " + strconv.FormatInt(int64(id), 10)
}

// operates works what an operator writes to those who wait for one. False when it is not
// an operator's, or nothing of the kind: then he is one as all others.
func (a *attempt) operates(ctx context.Context) (bool, error) {
	m := a.turn.Message
	signed := strings.HasPrefix(strings.TrimSpace(m.Text), "/")
	if m.Pick != "" || m.Forwarded || !signed && m.ReplyTo == "" && m.Edits == "" && m.Deletes == "" {
		return false, nil
	}
	all, err := a.engine.operators(ctx)
	if err != nil || !slices.ContainsFunc(all, func(o Operator) bool { return o.Person == a.turn.Person }) {
		return false, err
	}
	if m.Edits != "" || m.Deletes != "" {
		return a.regrets(ctx, signed)
	}
	o, about, err := a.ordered(ctx, m)
	if err != nil || o.verb == "" && about == nobody {
		return false, err
	}
	a.whole, a.confidential, a.admin = true, true, a.engine.administers(all, a.turn.Person)
	if v, is := a.overseen()[o.verb]; is {
		return true, a.oversees(ctx, v, o)
	}
	if about == several {
		about = nobody
	}
	if o.verb == "" {
		o.verb = verbReply
	}
	do, known := a.verbs()[o.verb]
	if !known {
		a.turn.Say("bot.desk.unknown", Args{"Command": a.commands()})
		return true, nil
	}
	if about != nobody && o.number != about {
		return true, a.under(ctx, about, o, do)
	}
	return true, do(ctx, o)
}

// under does an order that stands under a bubble of a handover. A number in it is the
// first of its words, unless it names another that is open: then he means one of the two.
func (a *attempt) under(ctx context.Context, about HandoverID, o order, do func(context.Context, order) error) error {
	if o.number != 0 {
		h, err := a.engine.Journal.Handover(ctx, o.number)
		if err == nil && h.open() {
			a.turn.Scrub()
			a.turn.Say("bot.desk.two", Args{"Number": number(about), "Other": number(o.number)})
			return nil
		}
		if err != nil && !errors.Is(err, ErrNotFound) {
			return fmt.Errorf("handover: %w", err)
		}
		o.text = strings.TrimSpace(strconv.FormatInt(int64(o.number), 10) + " " + o.text)
	}
	o.number = about
	return do(ctx, o)
}

// What the bubble an order answers may be about beside one handover.
const (
	nobody  HandoverID = 0
	several HandoverID = -1 // such as a list of who waits
)

// ordered reads an order, and which handover the bubble it answers told of. Words under
// any bubble that operators alone are shown are never taken for the operator's own shop.
func (a *attempt) ordered(ctx context.Context, m Message) (o order, about HandoverID, err error) {
	o = readOrder(m.Text)
	if m.ReplyTo == "" {
		return o, nobody, nil
	}
	j := a.engine.Journal
	about, err = j.HandoverOf(ctx, Relaying{Channel: m.Channel, Address: m.Address, Bubble: m.ReplyTo})
	if err == nil {
		return o, about, nil
	}
	var turn TurnID
	var record Record
	if errors.Is(err, ErrNotFound) {
		turn, err = j.TurnOfBubble(ctx, a.turn.Shop, m.Channel, m.ReplyTo)
	}
	if err == nil {
		record, err = j.Turn(ctx, a.turn.Shop, turn)
	}
	if err != nil && !errors.Is(err, ErrNotFound) {
		return o, nobody, fmt.Errorf("bubble: %w", err)
	}
	return o, aboutOf(record.Replies), nil
}

// aboutOf is the handover that an operator was answered about.
func aboutOf(replies []Reply) HandoverID {
	about := nobody
	for _, r := range replies {
		if !strings.HasPrefix(r.Key, "bot.desk.") {
			continue
		}
		v, _ := ValueOf(r.Args["Number"])
		n, err := strconv.ParseInt(v.Text, 10, 64)
		if err != nil || about != nobody && about != HandoverID(n) {
			return several
		}
		about = HandoverID(n)
	}
	return about
}

// readOrder reads a line of an operator. What does not begin with "/" is all text.
func readOrder(text string) order {
	text = strings.TrimSpace(text)
	rest, signed := strings.CutPrefix(text, "/")
	if !signed {
		return order{text: text}
	}
	verb, rest := firstWord(rest)
	o := order{verb: strings.ToLower(verb), text: rest, said: rest}
	if o.verb == "" {
		o.verb = "/"
	}
	head, tail := firstWord(rest)
	if n, err := strconv.ParseInt(strings.Trim(head, "#:,."), 10, 64); err == nil && n > 0 {
		o.number, o.text = HandoverID(n), tail
	}
	return o
}

// firstWord cuts the first word off a text.
func firstWord(text string) (word, rest string) {
	text = strings.TrimSpace(text)
	i := strings.IndexAny(text, " \t\n")
	if i < 0 {
		return text, ""
	}
	return text[:i], strings.TrimSpace(text[i:])
}

// regrets answers an operator who changes or deletes what was relayed already. An order
// that is changed is not done again.
func (a *attempt) regrets(ctx context.Context, signed bool) (bool, error) {
	m := a.turn.Message
	turn, err := a.engine.Journal.TurnOfMessage(ctx, a.turn.Shop, m.Channel, m.Edits+m.Deletes)
	if err == nil {
		_, err = a.engine.Journal.HandoverOf(ctx, Relaying{Turn: turn})
	}
	relayed := err == nil
	if err != nil && !errors.Is(err, ErrNotFound) {
		return false, fmt.Errorf("regrets: %w", err)
	}
	if !relayed && (m.Edits == "" || !signed) {
		return false, nil
	}
	a.whole, a.confidential = true, true
	a.turn.Scrub()
	a.turn.Say("bot.desk.sent", nil)
	return true, nil
}

// listsWaiting says who is answered by operators, the longest unanswered first.
func (a *attempt) listsWaiting(ctx context.Context, _ order) error {
	all, err := a.engine.Journal.OpenHandovers(ctx, MaxListed+1)
	if err != nil {
		return fmt.Errorf("waiting: %w", err)
	}
	if len(all) == 0 {
		a.turn.Say("bot.desk.none", nil)
		return nil
	}
	a.turn.Say("bot.desk.waiting", nil)
	for _, h := range all[:min(len(all), MaxListed)] {
		a.turn.Say("bot.desk.open", a.standing(h))
	}
	if len(all) > MaxListed {
		a.turn.Say("bot.desk.more", nil)
	}
	return nil
}

// standing is how a handover stands: who it is, how long he waits, and who has it.
func (a *attempt) standing(h Handover) Args {
	args := h.args()
	if !h.Waits.IsZero() {
		minutes := max(0, int(a.turn.now.Sub(h.Waits).Minutes()))
		if minutes >= minutesInHour {
			args["Hours"] = minutes / minutesInHour
		} else {
			args["Minutes"] = minutes
		}
	}
	switch h.Operator {
	case 0:
	case a.turn.Person:
		args["Who"] = Value{Kind: Key, Text: "bot.desk.who.you"}
	default:
		args["Who"] = Value{Kind: Key, Text: "bot.desk.who.other"}
	}
	return args
}

const minutesInHour = 60

// shows shows what was said last, and has the operator take it over when he says so.
func (a *attempt) shows(ctx context.Context, o order) error {
	h, ok, err := a.wanted(ctx, o)
	if err != nil || !ok {
		return err
	}
	take := o.verb == "take" && h.Operator != a.turn.Person
	a.turn.Do(Recall{Handover: h, To: a.to(), Take: take})
	if take {
		a.turn.Say("bot.desk.taken", h.args())
	}
	return nil
}

// replies tells the person what the operator wrote. His words are kept with the person's
// shop and no longer with his own.
func (a *attempt) replies(ctx context.Context, o order) error {
	a.turn.Scrub()
	h, ok, err := a.mine(ctx, o)
	if err != nil || !ok {
		return err
	}
	args, m := Args{"Number": number(h.ID)}, a.turn.Message
	switch {
	case len(m.Media) > 0 && !spokenWords(m):
		a.turn.Say("bot.desk.words", args)
	case o.text == "":
		args["Command"] = sign(verbReply, h.ID) + " …"
		a.turn.Say("bot.desk.empty", args)
	case utf8.RuneCountInString(m.Text) > MaxText:
		a.turn.Say("bot.desk.long", args)
	default:
		says := Args{"Text": o.text}
		if in := a.translated(ctx, o.text, a.turn.Lang, h.Lang); len(in) > 0 {
			says["Meaning"] = meaning(in)
		}
		a.turn.Do(Answer{
			Handover: h, Line: Line{Kind: LineAnswered, Text: o.text},
			Say: []Reply{{Key: "bot.person.says", Args: says, Choices: []Choice{toBot()}}},
		})
		a.turn.Say("bot.desk.passed", args)
	}
	return nil
}

// givesBack ends a handover and has the person told so.
func (a *attempt) givesBack(ctx context.Context, o order) error {
	h, ok, err := a.mine(ctx, o)
	if err != nil || !ok {
		return err
	}
	a.turn.Do(HandBack{Handover: h, Why: EndBack, Say: []Reply{{Key: "bot.person.returned", Args: a.engine.examples()}}})
	a.turn.Say("bot.desk.back", h.args())
	return nil
}

// mine is the handover of an order that only who has it may do; false when it is not
// his, which he is told.
func (a *attempt) mine(ctx context.Context, o order) (Handover, bool, error) {
	h, ok, err := a.wanted(ctx, o)
	if ok && h.Operator != 0 && h.Operator != a.turn.Person {
		a.turn.Say("bot.desk.other", Args{"Number": number(h.ID), "Command": sign("take", h.ID)})
		return h, false, err
	}
	return h, ok, err
}

// wanted is the handover an order names; false when there is none that is open, which
// he is told. Nobody answers himself.
func (a *attempt) wanted(ctx context.Context, o order) (Handover, bool, error) {
	if o.number == 0 {
		a.turn.Say("bot.desk.which", Args{"Command": sign(o.verb, someNumber)})
		return Handover{}, false, nil
	}
	args := Args{"Number": number(o.number)}
	h, err := a.engine.Journal.Handover(ctx, o.number)
	switch {
	case errors.Is(err, ErrNotFound):
		args["Command"] = "/waiting"
		a.turn.Say("bot.desk.number", args)
		return h, false, nil
	case err != nil:
		return h, false, fmt.Errorf("handover: %w", err)
	case !h.open():
		a.turn.Say("bot.desk.closed", args)
	case h.Person == a.turn.Person:
		a.turn.Say("bot.desk.self", args)
	default:
		return h, true, nil
	}
	return h, false, nil
}

// number is that of a handover or a shop as it is said: a name, not a figure.
func number[N ~int64](id N) Value { return Value{Kind: Text, Text: strconv.FormatInt(int64(id), 10)} }
