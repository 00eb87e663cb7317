package simtest

import (
	"cmp"
	"context"
	"net/http"
	"slices"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/simulator"
)

// Shown lists what stands on the phones from the bot, oldest first; what failed
// never came there.
func (p *Phones) Shown() []bottest.Sent {
	type placed struct {
		seq int64
		bottest.Sent
	}
	var all []placed
	for _, address := range p.addresses() {
		for _, b := range p.emulator.Chat(address) {
			if b.From == simulator.FromBot && b.Error == nil {
				all = append(all, placed{b.Seq, p.sent(address, b)})
			}
		}
	}
	slices.SortFunc(all, func(a, b placed) int { return cmp.Compare(a.seq, b.seq) })
	out := make([]bottest.Sent, len(all))
	for i, s := range all {
		out[i] = s.Sent
	}
	return out
}

func (p *Phones) addresses() []string {
	p.mu.Lock()
	defer p.mu.Unlock()
	var out []string
	for _, address := range p.people {
		out = append(out, address)
	}
	return out
}

// sent is a bubble as the bot would have sent it.
func (p *Phones) sent(address string, b simulator.Bubble) bottest.Sent {
	out := bottest.Sent{ID: b.ID, Bubble: bot.Bubble{Address: address, Text: b.Text, Choices: labels(b)}}
	if l := b.Link; l != nil {
		out.Link = &bot.Link{Text: l.Text, URL: l.URL}
	}
	out.Place = b.AsksPlace
	if m := b.Media; m != nil {
		out.Attach = &bot.Attachment{Kind: m.Kind, Voice: m.Voice, Type: m.Type, Name: m.Name, Data: p.bytes(m)}
	}
	return out
}

// labels are the buttons of a bubble, or the rows of its list: there the whole
// words stand below a title that is too short for them.
func labels(b simulator.Bubble) []bot.Label {
	var out []bot.Label
	for _, c := range b.Choices {
		out = append(out, bot.Label{ID: c.ID, Text: c.Title})
	}
	if b.List == nil {
		return out
	}
	for _, s := range b.List.Sections {
		for _, c := range s.Rows {
			out = append(out, bot.Label{ID: c.ID, Text: cmp.Or(c.Description, c.Title)})
		}
	}
	return out
}

// bytes are those of a file, as the page gets them.
func (p *Phones) bytes(m *simulator.Media) []byte {
	p.mu.Lock()
	defer p.mu.Unlock()
	if data, ok := p.files[m.ID]; ok {
		return data
	}
	r, err := http.NewRequestWithContext(context.Background(), http.MethodGet, p.graph.url+m.URL, http.NoBody)
	if err != nil {
		p.t.Error(err)
		return nil
	}
	data, err := answer(r)
	if err != nil {
		p.t.Error(err)
		return nil
	}
	p.files[m.ID] = data
	return data
}
