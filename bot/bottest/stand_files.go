package bottest

import (
	"bytes"
	"errors"
	"image"
	"image/jpeg"
	"image/png"
	"runtime"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
)

// sentFile is a file and the words it is sent with.
type sentFile struct {
	bot.Attachment
	caption string
}

// files are what people send each other.
func (s *stand) files() []sentFile {
	var photo, drawing bytes.Buffer
	picture := image.NewGray(image.Rect(0, 0, 40, 30))
	if err := errors.Join(jpeg.Encode(&photo, picture, nil), png.Encode(&drawing, picture)); err != nil {
		s.Fatal(err)
	}
	voice := append([]byte(nil), standIns["audio"].Data...)
	return []sentFile{
		{bot.Attachment{Kind: "image", Type: "image/jpeg", Data: photo.Bytes()}, "रमेश का बिल\nदूसरी लाइन"},
		{bot.Attachment{Kind: "image", Type: "image/png", Data: drawing.Bytes()}, ""},
		{bot.Attachment{Kind: "document", Type: "application/pdf", Name: "मार्च का हिसाब.pdf", Data: standIns["document"].Data}, "<b>लीजिए</b>"},
		{bot.Attachment{Kind: "audio", Voice: true, Type: "audio/ogg; codecs=opus", Data: voice}, ""},
	}
}

// fetcher is the channel as one that fetches files.
func (s *stand) fetcher() bot.Fetcher {
	s.Helper()
	f, ok := s.ch.(bot.Fetcher)
	s.needs(ok, "bot.Fetcher")
	return f
}

// filesIn come with the words beside them, and can be fetched as they were, more
// than once. While the channel is down they are not lost.
func (s *stand) filesIn() {
	f := s.fetcher()
	for _, file := range s.files() {
		m := s.say(Said{From: s.person("owner"), Text: file.caption, Attach: &file.Attachment})
		if m.Text != file.caption || len(m.Media) != 1 || m.Media[0].Ref == "" {
			s.Fatalf("%s with %q came as %+v", file.Type, file.caption, m)
		}
		media := m.Media[0]
		s.sameFile(bot.Attachment{Kind: media.Kind, Voice: media.Voice, Type: media.Type, Name: media.Name, Data: file.Data}, file.Attachment)
		s.fetchesDown(f, media)
		for range 2 {
			got, err := f.Fetch(s.Context(), media)
			if err != nil {
				s.Fatalf("%s: %v", file.Type, err)
			}
			if bare(got.Type) != bare(file.Type) || !bytes.Equal(got.Data, file.Data) {
				s.Errorf("%s: fetched %s, %d bytes of %d", file.Type, got.Type, len(got.Data), len(file.Data))
			}
		}
	}
	if _, err := f.Fetch(s.Context(), bot.Media{Kind: "image", Type: "image/jpeg", Ref: "0"}); !errors.Is(err, bot.ErrMedia) {
		s.Errorf("a file that is nowhere: %v", err)
	}
}

// fetchesDown asks for a file while the channel is down.
func (s *stand) fetchesDown(f bot.Fetcher, media bot.Media) {
	s.Helper()
	if s.Down == nil {
		return
	}
	s.Down(true)
	defer s.Down(false)
	var err error
	s.whileTimePasses(func() { _, err = f.Fetch(s.Context(), media) })
	if err == nil || errors.Is(err, bot.ErrMedia) {
		s.Errorf("fetched while the channel is down: %v, want one that passes", err)
	}
}

// whileTimePasses does what may wait for the clock between two tries.
func (s *stand) whileTimePasses(do func()) {
	done := make(chan struct{})
	go func() {
		defer close(done)
		do()
	}()
	for {
		select {
		case <-done:
			return
		default:
			s.Clock.Advance(time.Second)
			runtime.Gosched()
		}
	}
}

// filesOut are shown as they were sent, with the words beside them.
func (s *stand) filesOut() {
	for _, file := range s.files() {
		s.send(bot.Bubble{Address: s.person("owner"), Text: file.caption, Attach: &file.Attachment})
	}
}

// unfitFiles are refused, as what they are.
func (s *stand) unfitFiles() {
	s.needs(len(s.Unfit) > 0, "Unfit")
	for _, file := range s.Unfit {
		_, err := s.ch.Send(s.Context(), bot.Bubble{Address: s.person("owner"), Text: "x", Attach: &file})
		s.refused(file.Kind+" "+file.Type, err)
		if !errors.Is(err, bot.ErrMedia) {
			s.Errorf("%s %s, %d bytes: %v does not say that it is the file", file.Kind, file.Type, len(file.Data), err)
		}
	}
}

// spoiltFiles come as messages; the file cannot be had, now or later.
func (s *stand) spoiltFiles() {
	s.needs(len(s.Spoilt) > 0, "Spoilt")
	f := s.fetcher()
	for _, file := range s.Spoilt {
		m := s.say(Said{From: s.person("owner"), Attach: &file})
		if len(m.Media) != 1 {
			s.Fatalf("%s %s came as %+v", file.Kind, file.Type, m)
		}
		if _, err := f.Fetch(s.Context(), m.Media[0]); !errors.Is(err, bot.ErrMedia) {
			s.Errorf("%s %s, %d bytes: %v, want that it cannot be had", file.Kind, file.Type, len(file.Data), err)
		}
	}
}
