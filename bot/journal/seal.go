package journal

import (
	"context"
	"strconv"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/seal"
)

// Keys are those of the database, for a domain to seal its own tables with, and
// for session memory and logs. Without a master key they seal nothing.
func (j *Journal) Keys() *seal.Keys { return j.keys }

// Kinds of names: what channels call people, messages and bubbles. They are kept
// as indexes, another for each kind and channel, and belong to no shop.
const (
	addressName = "address"
	messageName = "message"
	bubbleName  = "bubble"
)

// anyChannel names bubbles: who settles one does not know its channel.
const anyChannel = ""

// blind is the index a name of a kind is looked up by.
func (j *Journal) blind(kind, channel, name string) string {
	return j.keys.Blind(kind+"|"+channel, name)
}

// blinds are the indexes of several names.
func (j *Journal) blinds(kind, channel string, names []string) []string {
	out := make([]string, len(names))
	for i, name := range names {
		out[i] = j.blind(kind, channel, name)
	}
	return out
}

// sealName returns what a row keeps of a name: its index, and itself sealed.
func (j *Journal) sealName(ctx context.Context, t bot.Tx, kind, channel, name string) (blind, sealed string, err error) {
	blind = j.blind(kind, channel, name)
	if !j.keys.Sealing() {
		return blind, "", nil
	}
	sealed, err = j.keys.In(t).Seal(ctx, namePlace(kind, channel, blind), []byte(name))
	return blind, sealed, err
}

// openName is the name that sealName returned the index and the seal of.
func (j *Journal) openName(ctx context.Context, kind, channel, blind, sealed string) (string, error) {
	if sealed == "" {
		return blind, nil // of a database that is not sealed
	}
	name, err := j.keys.Open(ctx, namePlace(kind, channel, blind), sealed)
	return string(name), err
}

// namePlace binds a sealed name to its index.
func namePlace(kind, channel, blind string) seal.Place {
	return seal.Place{Column: kind, Row: channel + "|" + blind}
}

// at is the place of a shop's value in a row that numbers name.
func at(shop bot.ShopID, column string, row int64) seal.Place {
	return seal.Place{Shop: shop, Column: column, Row: strconv.FormatInt(row, 10)}
}

// bodyPlace is that of a message; its number is not known when it is sealed.
func bodyPlace(shop bot.ShopID, channel, blind string) seal.Place {
	return seal.Place{Shop: shop, Column: "inbox.body", Row: channel + "|" + blind}
}

func sessionPlace(shop bot.ShopID, person bot.PersonID) seal.Place {
	return at(shop, "checkpoint.body", int64(person))
}

func turnPlace(shop bot.ShopID, turn bot.TurnID) seal.Place {
	return at(shop, "turn.body", int64(turn))
}

// answerPlace is that of what a turn says; all are told the same.
func answerPlace(shop bot.ShopID, turn bot.TurnID) seal.Place {
	return at(shop, "outbox.body", int64(turn))
}

func reminderPlace(shop bot.ShopID, turn bot.TurnID) seal.Place {
	return at(shop, "reminder.args", int64(turn))
}

func blobPlace(shop bot.ShopID, key string) seal.Place {
	return seal.Place{Shop: shop, Column: "blob", Row: key}
}

// asidePlace is that of what nobody could read, and so belongs to no shop.
var asidePlace = seal.Place{Column: "aside.raw"}
