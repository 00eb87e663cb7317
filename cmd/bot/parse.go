package main

import (
	"bufio"
	"encoding/json"
	"fmt"
	"os"
	"time"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/internal/app"
	"github.com/sahayak-dev/sahayak/internal/frame"
)

// parseCommand tells what would be understood, without a shop and without doing it.
type parseCommand struct {
	Catalog string    `help:"What the shop sells: {\"items\":[{\"name\",\"unit\",\"aliases\":[],\"local\":{\"hi\":[]}}]}." type:"existingfile" placeholder:"FILE"`
	Today   time.Time `help:"The day it is said on (default: today)." format:"2006-01-02" placeholder:"DATE"`
}

// longestLine is how long a line of standard input may be, in bytes.
const longestLine = 1 << 20

// Run reads lines of JSON and writes what each means, one line each.
func (c parseCommand) Run(t *terminal) error {
	reader, err := c.reader()
	if err != nil {
		return err
	}
	lines, out := bufio.NewScanner(t.in), bufio.NewWriter(t.out)
	lines.Buffer(nil, longestLine)
	for n := 1; lines.Scan(); n++ {
		if len(lines.Bytes()) == 0 {
			continue
		}
		var l frame.Line
		if err := json.Unmarshal(lines.Bytes(), &l); err != nil {
			return fmt.Errorf("line %d is not {\"id\", \"lang\", \"text\"}: %w", n, err)
		}
		got, err := reader.Read(t.ctx, l)
		if err != nil {
			return err
		}
		raw, err := json.Marshal(got)
		if err != nil {
			return err
		}
		if _, err := fmt.Fprintf(out, "%s\n", raw); err != nil {
			return err
		}
	}
	if err := lines.Err(); err != nil {
		return err
	}
	return out.Flush()
}

// reader makes the ears and reads the catalogue.
func (c parseCommand) reader() (frame.Reader, error) {
	zone, err := time.LoadLocation(app.Zone)
	if err != nil {
		return frame.Reader{}, err
	}
	r := frame.Reader{Now: time.Now(), Zone: zone}
	if !c.Today.IsZero() {
		r.Now = time.Date(c.Today.Year(), c.Today.Month(), c.Today.Day(), 12, 0, 0, 0, zone)
	}
	if c.Catalog != "" {
		f, err := os.Open(c.Catalog)
		if err != nil {
			return r, err
		}
		defer func() { _ = f.Close() }()
		words, err := frame.ReadCatalogue(f)
		if err != nil {
			return r, fmt.Errorf("%s: %w", c.Catalog, err)
		}
		r.Words = []bot.Vocabulary{words}
	}
	r.Ears, err = app.Ears()
	return r, err
}
