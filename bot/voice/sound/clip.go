package sound

import (
	"encoding/binary"
	"time"
)

// Rate is how many samples a second of a [Clip] has.
const Rate = 16000

// Clip is sound as it is worked with: one channel, [Rate] samples a second, each from
// -32768 to 32767.
type Clip []int16

// Length is how long a clip lasts.
func (c Clip) Length() time.Duration {
	return time.Duration(len(c)) * time.Second / Rate
}

// The header of a WAV file with one format and its samples: 16 bit, one channel.
const (
	wavHeader   = 44
	wavFormat   = 16 // bytes of the format
	wavPCM      = 1
	sampleBytes = 2
	sampleBits  = 16
)

// WAV is a clip as a file.
func (c Clip) WAV() []byte {
	size := uint32(len(c) * sampleBytes)
	out := make([]byte, 0, wavHeader+int(size))
	out = append(out, "RIFF"...)
	out = binary.LittleEndian.AppendUint32(out, wavHeader-8+size)
	out = append(out, "WAVEfmt "...)
	out = binary.LittleEndian.AppendUint32(out, wavFormat)
	out = binary.LittleEndian.AppendUint16(out, wavPCM)
	out = binary.LittleEndian.AppendUint16(out, 1)
	out = binary.LittleEndian.AppendUint32(out, Rate)
	out = binary.LittleEndian.AppendUint32(out, Rate*sampleBytes)
	out = binary.LittleEndian.AppendUint16(out, sampleBytes)
	out = binary.LittleEndian.AppendUint16(out, sampleBits)
	out = append(out, "data"...)
	out = binary.LittleEndian.AppendUint32(out, size)
	for _, s := range c {
		out = binary.LittleEndian.AppendUint16(out, uint16(s))
	}
	return out
}
