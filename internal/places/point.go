package places

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// Point is a place on the map, in hundred-thousandths of a degree, which is about
// a metre: whole numbers, so that it is the same wherever it was kept.
type Point struct {
	Lat, Lon int32
}

// degree is how many of a [Point]'s units one degree has.
const degree = 100_000

// radius is the Earth's mean radius in metres (IUGG).
const radius = 6_371_008.8

// At is the point of so many degrees north and east. What is on no map is false.
func At(lat, lon float64) (Point, bool) {
	if !(math.Abs(lat) <= 90 && math.Abs(lon) <= 180) { // not so of what is no number
		return Point{}, false
	}
	return Point{Lat: int32(math.Round(lat * degree)), Lon: int32(math.Round(lon * degree))}, true
}

// To is how many metres it is to another point as the crow flies, by the
// haversine formula (Sinnott 1984). The Earth's flattening makes that wrong by
// half a percent at most.
func (p Point) To(q Point) int {
	sinLat := math.Sin(radians(q.Lat-p.Lat) / 2)
	sinLon := math.Sin((radians(q.Lon) - radians(p.Lon)) / 2)
	h := sinLat*sinLat + math.Cos(radians(p.Lat))*math.Cos(radians(q.Lat))*sinLon*sinLon
	return int(math.Round(2 * radius * math.Asin(math.Sqrt(min(h, 1)))))
}

func radians(units int32) float64 { return float64(units) / degree * math.Pi / 180 }

// String writes a point as [ParsePoint] reads it: "18.52043,73.85674".
func (p Point) String() string {
	return fmt.Sprintf("%.5f,%.5f", float64(p.Lat)/degree, float64(p.Lon)/degree)
}

// ParsePoint reads degrees north and east with a comma between, also behind "geo:"
// (RFC 5870) and with more after a semicolon. False for anything else.
func ParsePoint(text string) (Point, bool) {
	text, _, _ = strings.Cut(strings.TrimPrefix(strings.TrimSpace(text), "geo:"), ";")
	north, east, two := strings.Cut(text, ",")
	lat, err := strconv.ParseFloat(strings.TrimSpace(north), 64)
	if err != nil || !two {
		return Point{}, false
	}
	lon, err := strconv.ParseFloat(strings.TrimSpace(east), 64)
	if err != nil {
		return Point{}, false
	}
	return At(lat, lon)
}
