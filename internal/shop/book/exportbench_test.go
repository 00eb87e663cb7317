package book

import (
	"testing"

	"github.com/sahayak-dev/sahayak/internal/shop"
)

// counting counts what is written, and keeps nothing.
type counting struct{ n int64 }

func (c *counting) Write(p []byte) (int, error) {
	c.n += int64(len(p))
	return len(p), nil
}

// BenchmarkExport writes the book of a busy shop, a million lines: all in one file, and
// a part of it in the middle and at the end.
func BenchmarkExport(b *testing.B) {
	c := open(b).shopFor(b)
	lines := busy(b, c)
	many := (lines + shop.PartLines - 1) / shop.PartLines
	for _, of := range []struct {
		name string
		part shop.Part
	}{
		{"middle", shop.Part{N: many/2 + 1, Of: many}}, {"last", shop.Part{N: many, Of: many}}, {"whole", shop.Part{N: 1, Of: 1}},
	} {
		part := of.part
		b.Run(of.name, func(b *testing.B) {
			packed := &counting{}
			for b.Loop() {
				e := &export{source: c.source(c.shop), turn: 1 << 40, at: noon, part: part, sums: newTotals()}
				c.check(e.write(b.Context(), packed))
			}
			b.ReportMetric(float64(lines/part.Of), "lines")
			b.ReportMetric(float64(packed.n)/float64(b.N), "zip-bytes")
		})
	}
}
