package journal

import (
	"context"
	"database/sql"
	"encoding/json"
	"errors"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/seal"
)

// handoverColumns are those that scanHandover reads.
const handoverColumns = "h.id, h.shop, h.person, h.turn, h.title, h.role, h.lang, h.opened_at, h.waits_since, h.answered_at, h.operator_person, h.closed_at"

// keptHandover is a handover as its row keeps it.
type keptHandover struct {
	bot.Handover
	title, role                     string
	opened, waits, answered, closed int64
}

// columns are where a row of handoverColumns is read to.
func (k *keptHandover) columns() []any {
	h := &k.Handover
	return []any{&h.ID, &h.Shop, &h.Person, &h.Turn, &k.title, &k.role, &h.Lang, &k.opened, &k.waits, &k.answered, &h.Operator, &k.closed}
}

// openHandover reads a row's seal and times.
func (j *Journal) openHandover(ctx context.Context, open opener, k keptHandover) (bot.Handover, error) {
	h := k.Handover
	h.Role = bot.ParseRole(k.role)
	h.Opened, h.Waits, h.Answered, h.Closed = instantOf(k.opened), instantOf(k.waits), instantOf(k.answered), instantOf(k.closed)
	title, err := open(ctx, handoverPlace(h.Shop, h.Turn), k.title)
	h.Title = string(title)
	return h, err
}

// instantOf is a time as columns keep it; 0 is none.
func instantOf(milli int64) time.Time {
	if milli == 0 {
		return time.Time{}
	}
	return time.UnixMilli(milli).UTC()
}

// handoverPlace is that of what the shop is called; the number is not known when it is
// sealed.
func handoverPlace(shop bot.ShopID, turn bot.TurnID) seal.Place {
	return at(shop, "handover.title", int64(turn))
}

func relayedPlace(shop bot.ShopID, turn bot.TurnID) seal.Place {
	return at(shop, "relayed.body", int64(turn))
}

// Handover finds one by its number; see [bot.Handovers].
func (j *Journal) Handover(ctx context.Context, id bot.HandoverID) (bot.Handover, error) {
	var k keptHandover
	err := j.reader.QueryRowContext(ctx, "select "+handoverColumns+" from handover h where h.id = $1", id).Scan(k.columns()...)
	if err != nil {
		return bot.Handover{}, wrap("handover", found(err))
	}
	h, err := j.openHandover(ctx, j.keys.Open, k)
	return h, wrap("handover", err)
}

// handoverOf is the one of a person that is open; zero when none is.
func (j *Journal) handoverOf(ctx context.Context, shop bot.ShopID, person bot.PersonID, id bot.HandoverID) (bot.Handover, error) {
	if id == 0 {
		return bot.Handover{}, nil
	}
	h, err := j.Handover(ctx, id)
	if errors.Is(err, bot.ErrNotFound) || err == nil && (h.Shop != shop || h.Person != person || !h.Closed.IsZero()) {
		return bot.Handover{}, nil // it was closed a moment ago
	}
	return h, err
}

// HandoverOf finds one by a bubble or a turn; see [bot.Handovers].
func (j *Journal) HandoverOf(ctx context.Context, by bot.Relaying) (id bot.HandoverID, err error) {
	row := j.reader.QueryRowContext(ctx, "select handover from relayed where turn = $1", by.Turn)
	if by.Bubble != "" {
		row = j.reader.QueryRowContext(ctx, `select r.handover from bubble b join outbox o on o.id = b.outbox
			join relayed r on r.turn = o.turn where b.channel = $1 and b.blind = $2 and o.blind = $3`,
			by.Channel, j.blind(bubbleName, anyChannel, by.Bubble), j.blind(addressName, by.Channel, by.Address))
	}
	err = row.Scan(&id)
	return id, wrap("handover of", found(err))
}

// OpenHandovers lists those that are open; see [bot.Handovers].
func (j *Journal) OpenHandovers(ctx context.Context, limit int) ([]bot.Handover, error) {
	var kept []keptHandover
	for _, which := range []string{"h.waits_since > 0", "h.waits_since = 0"} { // those answered come last
		rows, err := j.reader.QueryContext(ctx, "select "+handoverColumns+" from handover h where h.closed_at = 0 and "+which+
			" order by h.waits_since, h.id"+atMost(limit-len(kept)))
		err = each(rows, err, func(rows *sql.Rows) error {
			var k keptHandover
			err := rows.Scan(k.columns()...)
			kept = append(kept, k)
			return err
		})
		if err != nil {
			return nil, wrap("open handovers", err)
		}
		if len(kept) >= limit {
			break
		}
	}
	out := make([]bot.Handover, len(kept))
	for i, k := range kept {
		var err error
		if out[i], err = j.openHandover(ctx, j.keys.Open, k); err != nil {
			return nil, wrap("open handovers", err)
		}
	}
	return out, nil
}

// Operators are those people of some places who have written; see [bot.Handovers]. Who
// was silent for so long that he may be another is none until he has proved himself.
func (j *Journal) Operators(ctx context.Context, places []bot.Target) ([]bot.Operator, error) {
	var out []bot.Operator
	for _, p := range places {
		who, err := j.whose(ctx, j.reader, p.Channel, p.Address)
		if errors.Is(err, bot.ErrNotFound) {
			continue
		}
		if err != nil {
			return nil, wrap("operators", err)
		}
		s, err := j.Checkpoint(ctx, who.shop, who.person)
		if err != nil {
			return nil, wrap("operators", err)
		}
		if s.Rev > 0 && s.Doubt.IsZero() && j.clock.Now().Sub(s.Expires) < bot.Silence { // else the number may be another's
			out = append(out, bot.Operator{Person: who.person, Target: bot.Target{Channel: p.Channel, Address: p.Address, Lang: s.Lang}})
		}
	}
	return out, nil
}

// Lately reads messages of a person; see [bot.Handovers].
func (j *Journal) Lately(ctx context.Context, shop bot.ShopID, person bot.PersonID, seqs []int64) ([]bot.Message, error) {
	if len(seqs) == 0 {
		return nil, nil
	}
	var sealed []sealedMessage
	rows, err := j.reader.QueryContext(ctx, `select id, turn, channel, blind, body, received_at from inbox
		where shop = $1 and person = $2 and state = 1 and id in (`+placeholders(3, len(seqs))+`) order by id`, with([]any{shop, person}, seqs)...)
	err = each(rows, err, func(rows *sql.Rows) error {
		var s sealedMessage
		err := rows.Scan(&s.seq, &s.turn, &s.channel, &s.blind, &s.body, &s.received)
		sealed = append(sealed, s)
		return err
	})
	var out []bot.Message
	for _, s := range sealed {
		if err != nil {
			break
		}
		var m bot.Message
		if m, err = j.openMessage(ctx, shop, s); m.Text != "" || len(m.Media) > 0 {
			out = append(out, m)
		}
	}
	return out, wrap("lately", err)
}

// relayedLines opens what was said in a handover last, oldest first.
func (j *Journal) relayedLines(ctx context.Context, t bot.Tx, h bot.Handover, limit int) ([]bot.Line, error) {
	type row struct {
		turn bot.TurnID
		body string
	}
	var kept []row
	rows, err := t.QueryContext(ctx, "select turn, body from relayed where handover = $1 and shop = $2 order by turn desc"+atMost(limit), h.ID, h.Shop)
	err = each(rows, err, func(rows *sql.Rows) error {
		var r row
		err := rows.Scan(&r.turn, &r.body)
		kept = append(kept, r)
		return err
	})
	var out []bot.Line
	for _, r := range kept {
		if err != nil {
			return nil, err
		}
		var raw []byte
		var lines []bot.Line
		if raw, err = j.keys.In(t).Open(ctx, relayedPlace(h.Shop, r.turn), r.body); err == nil {
			err = json.Unmarshal(raw, &lines)
		}
		out = append(lines, out...)
	}
	return out[max(0, len(out)-limit):], err
}
