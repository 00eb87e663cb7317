package journal

import (
	"context"
	"os"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/seal"
)

// unlock opens the keys, and makes the indexes of a database from before: without
// them nothing in it is found, so nobody works on it until they are there.
func (j *Journal) unlock(ctx context.Context, master seal.Master) error {
	var err error
	j.keys, err = seal.Open(ctx, j.keyStore(), master)
	if err != nil {
		return err
	}
	for _, t := range j.indexed() {
		if err := j.keys.SealOld(ctx, t); err != nil {
			return err
		}
	}
	return nil
}

// KeyStore opens a database for its keys only, whatever it is sealed with. It must be
// closed. [fs.ErrNotExist] when there is no file.
func KeyStore(ctx context.Context, c Config) (s seal.Store, closing func() error, err error) {
	if _, err := os.Stat(c.Path); c.URL == "" && err != nil {
		return seal.Store{}, nil, wrap("keys", err)
	}
	j, err := migrated(ctx, c)
	if err != nil {
		return seal.Store{}, nil, wrap("keys", err)
	}
	return j.keyStore(), j.store.close, nil
}

func (j *Journal) keyStore() seal.Store {
	return seal.Store{Read: j.reader, Write: j.Write, Clock: j.clock}
}

// SealOld seals what was written before the journal had a key, in its own tables
// and those a domain names, and what lies in blobs. It works in small steps between
// the turns, goes on where it was stopped, and finds nothing to do ever after.
func (j *Journal) SealOld(ctx context.Context, more ...seal.Table) error {
	j.sealing.Lock() // who comes second waits until all is done
	defer j.sealing.Unlock()
	for _, t := range append(j.sealed(), more...) {
		done, err := j.keys.Done(ctx, t)
		if err == nil && !done {
			err = j.keys.SealOld(ctx, t)
		}
		if err != nil {
			return wrap("seal", err)
		}
	}
	return wrap("seal", j.scrubOnce(ctx))
}

// scrubbed is what the journal notes that it has wiped what was sealed under.
const scrubbed = "scrub"

// scrubOnce wipes once, when all rows are sealed. Another process that comes
// meanwhile wipes too, rather than say that all is done while this one is at it.
func (j *Journal) scrubOnce(ctx context.Context) error {
	done, err := j.keys.Done(ctx, seal.Table{Pass: scrubbed})
	if err != nil || done {
		return err
	}
	if err := j.store.scrub(ctx); err != nil {
		return err
	}
	j.log.Info("journal: all rows are sealed")
	return j.keys.Finish(ctx, scrubbed)
}

// indexed are the tables that are looked up by names.
func (j *Journal) indexed() []seal.Table {
	name := func(table, kind string, key, also []string, channel func(seal.Row) string) seal.Table {
		return seal.Table{
			Pass: table + ".blind", Name: table, Key: key, Also: also, Columns: []string{"blind", "sealed"},
			Seal: func(ctx context.Context, v seal.View, r seal.Row) ([]string, error) {
				return j.rename(ctx, v, kind, channel(r), r.Columns)
			},
		}
	}
	first := func(r seal.Row) string { return seal.Text(r.Key[0]) }
	beside := func(r seal.Row) string { return seal.Text(r.Also[0]) }
	none := func(seal.Row) string { return anyChannel }
	message := name("inbox", messageName, []string{"id"}, []string{"channel"}, beside)
	message.Columns = []string{"blind"} // the id itself is in the message
	return []seal.Table{
		name("alias", addressName, []string{"channel", "blind"}, nil, first),
		message,
		name("outbox", addressName, []string{"id"}, []string{"channel"}, beside),
		name("bubble", bubbleName, []string{"channel", "blind"}, nil, none),
	}
}

// rename makes an index and a seal of a name from before.
func (j *Journal) rename(ctx context.Context, v seal.View, kind, channel string, was []string) ([]string, error) {
	if seal.Blinded(was[0]) {
		return was, nil
	}
	blind := j.blind(kind, channel, was[0])
	if len(was) == 1 {
		return []string{blind}, nil
	}
	sealed, err := v.Seal(ctx, namePlace(kind, channel, blind), []byte(was[0]))
	return []string{blind, sealed}, err
}

// sealed are the tables with texts.
func (j *Journal) sealed() []seal.Table {
	id := []string{"id"}
	return []seal.Table{
		seal.Texts("inbox", "body", id, []string{"shop", "channel", "blind"}, func(r seal.Row) seal.Place {
			return bodyPlace(shopOf(r), seal.Text(r.Also[1]), seal.Text(r.Also[2]))
		}),
		seal.Texts("checkpoint", "body", []string{"shop", "person"}, nil, func(r seal.Row) seal.Place {
			return sessionPlace(bot.ShopID(seal.Number(r.Key[0])), bot.PersonID(seal.Number(r.Key[1])))
		}),
		seal.Texts("turn", "body", id, []string{"shop"}, func(r seal.Row) seal.Place {
			return turnPlace(shopOf(r), bot.TurnID(seal.Number(r.Key[0])))
		}),
		seal.Texts("outbox", "body", id, []string{"shop", "turn"}, func(r seal.Row) seal.Place {
			return answerPlace(shopOf(r), bot.TurnID(seal.Number(r.Also[1])))
		}),
		seal.Texts("reminder", "args", id, []string{"shop", "turn"}, func(r seal.Row) seal.Place {
			return reminderPlace(shopOf(r), bot.TurnID(seal.Number(r.Also[1])))
		}),
		seal.Texts("member", "name", []string{"shop", "person"}, nil, func(r seal.Row) seal.Place {
			return memberPlace(bot.ShopID(seal.Number(r.Key[0])), bot.PersonID(seal.Number(r.Key[1])))
		}),
		seal.Texts("invitation", "title", []string{"shop", "n"}, nil, func(r seal.Row) seal.Place {
			return titlePlace(bot.ShopID(seal.Number(r.Key[0])), seal.Number(r.Key[1]))
		}),
		seal.Texts("handover", "title", id, []string{"shop", "turn"}, func(r seal.Row) seal.Place {
			return handoverPlace(shopOf(r), bot.TurnID(seal.Number(r.Also[1])))
		}),
		seal.Texts("relayed", "body", []string{"turn"}, []string{"shop"}, func(r seal.Row) seal.Place {
			return relayedPlace(shopOf(r), bot.TurnID(seal.Number(r.Key[0])))
		}),
		seal.Texts("pin", "kept", []string{"person"}, nil, func(r seal.Row) seal.Place { return pinPlace(bot.PersonID(seal.Number(r.Key[0]))) }),
		seal.Texts("aside", "raw", id, nil, func(seal.Row) seal.Place { return asidePlace }),
		j.files(),
	}
}

// shopOf is a row's shop, where that is what is read first beside its key.
func shopOf(r seal.Row) bot.ShopID { return bot.ShopID(seal.Number(r.Also[0])) }
