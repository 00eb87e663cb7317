package seal

import (
	"encoding/base64"
	"encoding/binary"
	"strconv"
	"strings"

	"github.com/sahayak-dev/sahayak/bot"
)

// Place is where a value stands. A value that was sealed at one place opens at no
// other.
type Place struct {
	Shop   bot.ShopID // 0 is the database itself: what belongs to no shop
	Owner  string     // whose key of the shop's; "" is the shop's own
	Column string     // "table.column"
	Row    string     // what tells the row from others and never changes
}

// bound is the place as AES-GCM's associated data.
func (p Place) bound() []byte {
	b := make([]byte, 0, 20+len(p.Column)+len(p.Row))
	b = strconv.AppendInt(b, int64(p.Shop), 10)
	b = append(append(b, '|'), p.Column...)
	return append(append(b, '|'), p.Row...)
}

// A sealed text is mark, the number of its key, mark, and base64.
const mark = "~"

// overhead is what AES-GCM adds to a text: nonce and tag.
const overhead = 12 + 16

// encode writes a sealed text.
func encode(key int64, locked []byte) string {
	b := make([]byte, 0, 24+base64.RawURLEncoding.EncodedLen(len(locked)))
	b = append(b, mark...)
	b = append(strconv.AppendInt(b, key, 10), mark...)
	return string(base64.RawURLEncoding.AppendEncode(b, locked))
}

// decode reads a sealed text; false when it is none, but what stood there before
// there was a key.
func decode(text string) (key int64, locked []byte, ok bool) {
	rest, ok := strings.CutPrefix(text, mark)
	if !ok {
		return 0, nil, false
	}
	number, body, ok := strings.Cut(rest, mark)
	if !ok {
		return 0, nil, false
	}
	key, err := strconv.ParseInt(number, 10, 64)
	if err != nil || key <= 0 {
		return 0, nil, false
	}
	locked, err = base64.RawURLEncoding.Strict().DecodeString(body)
	return key, locked, err == nil && len(locked) >= overhead
}

// Sealed reports whether a text has the form of a sealed one.
func Sealed(text string) bool {
	_, _, ok := decode(text)
	return ok
}

// magic begins a sealed file. The number of its key follows, and then the rest.
const magic = "\x8ashyk\r\n\x1a"

// encodeFile writes a sealed file.
func encodeFile(key int64, locked []byte) []byte {
	b := make([]byte, 0, len(magic)+8+len(locked))
	b = binary.BigEndian.AppendUint64(append(b, magic...), uint64(key))
	return append(b, locked...)
}

// decodeFile reads a sealed file; false when it is none.
func decodeFile(data []byte) (key int64, locked []byte, ok bool) {
	if len(data) < len(magic)+8+overhead || string(data[:len(magic)]) != magic {
		return 0, nil, false
	}
	key = int64(binary.BigEndian.Uint64(data[len(magic):]))
	return key, data[len(magic)+8:], key > 0
}

// SealedFile reports whether a file's bytes have the form of a sealed one.
func SealedFile(data []byte) bool {
	_, _, ok := decodeFile(data)
	return ok
}
