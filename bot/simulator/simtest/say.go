package simtest

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/url"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/simulator"
)

// errNotTaken says that the bot has not acknowledged a message.
var errNotTaken = errors.New("simtest: not acknowledged")

// Say does it on a phone and delivers the webhook.
func (p *Phones) Say(ctx context.Context, s bottest.Said) (string, error) {
	said := simulator.Said{
		Text: s.Text, Pick: s.Tap, ReplyTo: s.ReplyTo, Edits: s.Edits, Deletes: s.Deletes, Forwarded: s.Forwarded,
	}
	if s.Attach != nil {
		id, err := p.upload(ctx, *s.Attach)
		if err != nil {
			return "", err
		}
		said.Media, said.Voice = id, s.Attach.Voice
	}
	if l := s.Location; l != nil {
		said.Location = &simulator.Location{Lat: l.Lat, Lon: l.Lon, Name: l.Name}
	}
	p.posting.Lock()
	defer p.posting.Unlock()
	id, err := p.emulator.Say(s.From, said)
	if err != nil {
		return "", err
	}
	if err = p.emulator.Deliver(ctx); !p.door.took(id) {
		return id, errors.Join(errNotTaken, err)
	}
	return id, nil
}

// Redeliver posts the last webhook with a message in it again, as it was.
func (p *Phones) Redeliver(ctx context.Context) error {
	p.posting.Lock()
	defer p.posting.Unlock()
	return p.door.again(ctx)
}

// Retry lets an hour pass, after which the emulator tries again whatever was not
// acknowledged, and lets it.
func (p *Phones) Retry(ctx context.Context) error {
	p.clock.Advance(time.Hour)
	return p.Report(ctx)
}

// Report delivers what the emulator has to tell, of bubbles too.
func (p *Phones) Report(ctx context.Context) error {
	p.posting.Lock()
	defer p.posting.Unlock()
	return p.emulator.Deliver(ctx)
}

// upload puts a file on a phone, as the page does.
func (p *Phones) upload(ctx context.Context, a bot.Attachment) (string, error) {
	q := url.Values{"name": {a.Name}, "kind": {a.Kind}}
	r, err := http.NewRequestWithContext(ctx, http.MethodPost, p.graph.url+"/simulator/media?"+q.Encode(), bytes.NewReader(a.Data))
	if err != nil {
		return "", err
	}
	r.Header.Set("Content-Type", a.Type)
	var out struct {
		ID string `json:"id"`
	}
	body, err := answer(r)
	if err == nil {
		err = json.Unmarshal(body, &out)
	}
	return out.ID, err
}

// answer is the body of an answer that is no error.
func answer(r *http.Request) ([]byte, error) {
	res, err := http.DefaultClient.Do(r)
	if err != nil {
		return nil, err
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err == nil && res.StatusCode/100 != 2 {
		err = fmt.Errorf("simtest: %s %s: %s: %s", r.Method, r.URL.Path, res.Status, body)
	}
	return body, err
}
