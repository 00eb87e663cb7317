package journal

import (
	"context"
	"encoding/json"
	"slices"

	"github.com/sahayak-dev/sahayak/bot"
)

// scrubber rewrites the turn's messages without what was said in them, when they held a
// secret. Nil when they did not.
func (e *entry) scrubber(j *Journal) func(context.Context, bot.Tx) error {
	if !e.Scrub {
		return nil
	}
	return func(ctx context.Context, t bot.Tx) error {
		for _, seq := range slices.Clone(e.Seqs) {
			if err := j.scrubMessage(ctx, t, e.Shop, seq); err != nil {
				return err
			}
		}
		return nil
	}
}

// scrubMessage forgets what was said in a message; that it came stays.
func (j *Journal) scrubMessage(ctx context.Context, t bot.Tx, shop bot.ShopID, seq int64) error {
	var channel, blind, sealed string
	err := t.QueryRowContext(ctx, "select channel, blind, body from inbox where id = $1 and shop = $2", seq, shop).Scan(&channel, &blind, &sealed)
	if err != nil {
		return found(err)
	}
	v, at := j.keys.In(t), bodyPlace(shop, channel, blind)
	body, err := v.Open(ctx, at, sealed)
	if err != nil {
		return err
	}
	var m bot.Message
	if err := json.Unmarshal(body, &m); err != nil {
		return err
	}
	if err := j.dropNote(ctx, t, shop, m); err != nil {
		return err
	}
	m.Text, m.Heard, m.Media = "", nil, nil
	if body, err = json.Marshal(m); err != nil {
		return err
	}
	if sealed, err = v.Seal(ctx, at, body); err != nil {
		return err
	}
	_, err = t.ExecContext(ctx, "update inbox set body = $1 where id = $2 and shop = $3", sealed, seq, shop)
	return err
}

// dropNote forgets the sound of a voice note, if it was kept.
func (j *Journal) dropNote(ctx context.Context, t bot.Tx, shop bot.ShopID, m bot.Message) error {
	if m.Heard == nil || m.Heard.Blob == "" {
		return nil
	}
	return j.dropBlob(ctx, t, shop, m.Heard.Blob)
}
