package main

import (
	"bytes"
	"compress/gzip"
	"encoding/binary"

	"github.com/sahayak-dev/sahayak/internal/places"
)

// Blurs are kept in hundreds of metres. The largest is that of a rough code; no code
// may reach farther than package places looks.
const (
	blurUnit = 100
	maxBlur  = 40_000
)

// pack writes the table as package places reads it.
func pack(all []code) ([]byte, error) {
	number := map[[2]string]uint64{}
	var districts, lines []byte
	pin, at := uint64(0), places.Point{}
	for _, c := range all {
		n, known := number[c.where]
		if !known {
			n = uint64(len(number))
			number[c.where] = n
			districts = text(text(districts, c.where[0]), c.where[1])
		}
		lines = binary.AppendUvarint(lines, c.pin-pin)
		lines = binary.AppendUvarint(lines, n)
		lines = binary.AppendVarint(lines, int64(c.at.Lat-at.Lat))
		lines = binary.AppendVarint(lines, int64(c.at.Lon-at.Lon))
		lines = binary.AppendUvarint(lines, uint64((c.blur+blurUnit-1)/blurUnit))
		pin, at = c.pin, c.at
	}
	raw := append(binary.AppendUvarint(nil, uint64(len(number))), districts...)
	raw = append(binary.AppendUvarint(raw, uint64(len(all))), lines...)
	var out bytes.Buffer
	zip, err := gzip.NewWriterLevel(&out, gzip.BestCompression)
	if err != nil {
		return nil, err
	}
	if _, err := zip.Write(raw); err != nil {
		return nil, err
	}
	err = zip.Close()
	return out.Bytes(), err
}

func text(to []byte, s string) []byte {
	return append(binary.AppendUvarint(to, uint64(len(s))), s...)
}
