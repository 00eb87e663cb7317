package places

import (
	"bytes"
	"cmp"
	"compress/gzip"
	_ "embed" // the table
	"encoding/binary"
	"fmt"
	"io"
	"slices"
	"strconv"
	"sync"
)

//go:embed pins.bin.gz
var packed []byte

// india is the table, read once; nothing changes it.
var india = sync.OnceValue(func() *table {
	t, err := read(packed)
	if err != nil {
		panic(err) // built in, and read by every test
	}
	return t
})

// table is all codes.
type table struct {
	all   []Place // by code
	north []int32 // places in all, from south to north
}

// Count is how many PIN codes are known.
func Count() int { return len(india().all) }

// Pins lists all PIN codes.
func Pins() []string {
	all := india().all
	out := make([]string, len(all))
	for i, p := range all {
		out[i] = p.Pin
	}
	return out
}

// Find is the area of a PIN code; false when there is no such code.
func Find(pin string) (Place, bool) {
	all := india().all
	i, ok := slices.BinarySearchFunc(all, pin, func(p Place, pin string) int { return cmp.Compare(p.Pin, pin) })
	if !ok {
		return Place{}, false
	}
	return all[i], true
}

// reach is how far from the middle of a code a shop of it may lie where codes are
// dense; where they are not, [Place.Blur] more.
const reach = 5_000

// farthest is more than any code reaches.
const farthest = 46_000

// Around is the code whose middle is nearest to a point among those whose area
// can reach there. False in the sea and outside India.
func Around(p Point) (Place, bool) {
	t := india()
	const band = farthest * degree / 110_000 // as many degrees of latitude
	from, _ := slices.BinarySearchFunc(t.north, p.Lat-band, func(i, lat int32) int { return cmp.Compare(t.all[i].At.Lat, lat) })
	best, nearest := -1, farthest
	for _, i := range t.north[from:] {
		at := t.all[i].At
		if at.Lat > p.Lat+band {
			break
		}
		if d := at.To(p); d < nearest && d <= reach+t.all[i].Blur {
			best, nearest = int(i), d
		}
	}
	if best < 0 {
		return Place{}, false
	}
	return t.all[best], true
}

// read unpacks the table: the districts by number, then the codes in order, each
// as its differences from the one before.
func read(packed []byte) (*table, error) {
	zip, err := gzip.NewReader(bytes.NewReader(packed))
	if err != nil {
		return nil, fmt.Errorf("places: %w", err)
	}
	raw, err := io.ReadAll(zip)
	if err != nil {
		return nil, fmt.Errorf("places: %w", err)
	}
	r := reader{raw: raw}
	districts := make([][2]string, r.count())
	for i := range districts {
		districts[i] = [2]string{r.text(), r.text()}
	}
	t := &table{all: make([]Place, r.count())}
	pin, at := uint64(0), Point{}
	for i := range t.all {
		pin += r.count()
		d := districts[r.count()]
		at.Lat += int32(r.step())
		at.Lon += int32(r.step())
		t.all[i] = Place{
			Pin: strconv.FormatUint(pin, 10), District: d[0], State: d[1],
			At: at, Blur: int(r.count()) * blurUnit,
		}
		if at != (Point{}) {
			t.north = append(t.north, int32(i))
		}
	}
	slices.SortFunc(t.north, func(a, b int32) int { return cmp.Compare(t.all[a].At.Lat, t.all[b].At.Lat) })
	return t, nil
}

// blurUnit is what blurs are kept in, in metres.
const blurUnit = 100

// reader takes numbers and texts off bytes.
type reader struct{ raw []byte }

func (r *reader) count() uint64 {
	n, size := binary.Uvarint(r.raw)
	r.raw = r.raw[max(size, 0):]
	return n
}

func (r *reader) step() int64 {
	n, size := binary.Varint(r.raw)
	r.raw = r.raw[max(size, 0):]
	return n
}

func (r *reader) text() string {
	n := r.count()
	s := string(r.raw[:n])
	r.raw = r.raw[n:]
	return s
}
