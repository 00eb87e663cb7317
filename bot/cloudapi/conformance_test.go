package cloudapi_test

import (
	"bytes"
	"testing"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/simulator/simtest"
)

// TestChannel tries the channel against the emulator, over HTTP. It lacks nothing.
func TestChannel(t *testing.T) {
	bottest.Channels(t, func(t *testing.T) bottest.Rig { return rig(t, simtest.New, simtest.Nobody) })
}

// TestChannelHidden is the same with people whose numbers are not told.
func TestChannelHidden(t *testing.T) {
	bottest.Channels(t, func(t *testing.T) bottest.Rig { return rig(t, simtest.NewHidden, simtest.HiddenNobody) })
}

// rig is the channel and the emulator on the stand.
func rig(t *testing.T, start func(testing.TB, *bottest.Clock) *simtest.Phones, nobody string) bottest.Rig {
	t.Helper()
	clock := bottest.NewClock(time.Date(2026, 3, 2, 3, 30, 0, 0, time.UTC))
	phones := start(t, clock)
	program, photo := []byte("MZ\x90\x00\x03\x00\x00\x00"), []byte("\xff\xd8\xff\xe0\x00\x10JFIF\x00")
	return bottest.Rig{
		Far: phones, Clock: clock, Down: phones.Down, Retry: phones.Retry, Report: phones.Report, Hold: phones.Hold,
		Nobody: nobody,
		Unfit: []bot.Attachment{
			{Kind: "image", Type: "image/bmp", Data: []byte("BM")},
			{Kind: "image", Type: "image/jpeg", Data: program},
			{Kind: "image", Type: "image/jpeg"},
			{Kind: "image", Type: "image/jpeg", Data: append(photo, make([]byte, 5<<20)...)},
			{Kind: "audio", Type: "image/jpeg", Data: photo},
			{Kind: "document", Type: "application/pdf", Name: "x.pdf", Data: program},
		},
		Spoilt: []bot.Attachment{
			{Kind: "image", Type: "image/jpeg", Data: program},
			{Kind: "audio", Voice: true, Type: "audio/ogg", Data: bytes.Repeat([]byte("x"), 100)},
			{Kind: "document", Type: "application/pdf", Name: "bill.pdf", Data: program},
		},
	}
}
