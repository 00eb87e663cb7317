package simulator

import (
	"encoding/base64"
	"encoding/hex"
	"time"

	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// media is the file as a bubble shows it.
func (f *file) media(voice bool) *Media {
	return &Media{
		Kind: f.Kind, Voice: voice && f.Kind == wire.TypeAudio, ID: f.ID, Type: f.Type, Name: f.Name,
		Size: f.Size, URL: "/simulator/media/" + f.ID, Seconds: f.Seconds,
	}
}

// wire is the file as a webhook names it.
func (f *file) wire(voice bool) *wire.Media {
	m := &wire.Media{ID: wire.String(f.ID), Type: wire.String(f.Type), SHA256: wire.String(f.base64()), Voice: wire.Bool(voice)}
	if f.Kind == wire.TypeDocument {
		m.Filename = wire.String(f.Name)
	}
	return m
}

// base64 is the sum as webhooks write it.
func (f *file) base64() string {
	sum, err := hex.DecodeString(f.SHA256)
	if err != nil {
		return ""
	}
	return base64.StdEncoding.EncodeToString(sum)
}

// expired reports whether the Graph API has forgotten the file.
func (f *file) expired(now time.Time) bool {
	if f.From == FromBot {
		return now.Sub(f.At) > BotMedia
	}
	return now.Sub(f.At) > UserMedia
}
