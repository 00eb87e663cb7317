package sound

import (
	"context"
	"encoding/binary"
	"math"
)

// What a WAV file holds ("Multimedia Programming Interface and Data Specifications 1.0",
// 1991, and mmreg.h).
const (
	wavFloat      = 3
	wavALaw       = 6
	wavMuLaw      = 7
	wavExtensible = 0xfffe
	wavChunk      = 8 // bytes of a name and a length
	wavStart      = 12
	wavSubformat  = 24 // where an extensible format says what it is

	// What is read of it.
	maxChannels = 8
	minRate     = 4000
	maxRate     = 192000

	// wavBlock is how many samples are worked at a time.
	wavBlock = 4096
)

// isWAV reports whether a file begins as a WAV file.
func isWAV(data []byte) bool {
	return len(data) >= wavStart && string(data[:4]) == "RIFF" && string(data[8:wavStart]) == "WAVE"
}

// format is what the samples of a WAV file are.
type format struct {
	channels, rate int
	size           int // bytes of a sample
	sample         func([]byte) float32
}

// readWAV puts a WAV file on a tape: the mean of its channels, at our rate.
func readWAV(ctx context.Context, data []byte, t *tape) error {
	description, samples := wavParts(data)
	f, err := readFormat(description)
	if err != nil {
		return err
	}
	var r *resampler
	if f.rate != Rate {
		r = newResampler(f.rate)
	}
	in := make([]float32, 0, wavBlock)
	var out []float32
	for block := f.channels * f.size; len(samples) >= block; {
		if err := ctx.Err(); err != nil {
			return err
		}
		for in = in[:0]; len(samples) >= block && len(in) < wavBlock; samples = samples[block:] {
			in = append(in, f.mean(samples[:block]))
		}
		if out, err = t.addAt(r, out[:0], in); err != nil {
			return err
		}
	}
	return t.endAt(r, out)
}

// wavParts finds the format and the samples. What says it is longer than the file, as
// programs say that write to a pipe, reaches to its end.
func wavParts(data []byte) (description, samples []byte) {
	for data = data[wavStart:]; len(data) >= wavChunk; {
		name, size := string(data[:4]), int64(binary.LittleEndian.Uint32(data[4:]))
		data = data[wavChunk:]
		part := data[:min(size, int64(len(data)))]
		switch name {
		case "fmt ":
			description = part
		case "data":
			if size == 0 { // not filled in
				part = data
			}
			return description, part
		}
		data = data[min(size+size%2, int64(len(data))):]
	}
	return description, nil
}

// readFormat reads what the samples are.
func readFormat(b []byte) (format, error) {
	if len(b) < wavFormat {
		return format{}, ErrBroken
	}
	kind := binary.LittleEndian.Uint16(b)
	if kind == wavExtensible && len(b) >= wavSubformat+2 {
		kind = binary.LittleEndian.Uint16(b[wavSubformat:])
	}
	f := format{
		channels: int(binary.LittleEndian.Uint16(b[2:])),
		rate:     int(binary.LittleEndian.Uint32(b[4:])),
		size:     (int(binary.LittleEndian.Uint16(b[14:])) + 7) / 8,
	}
	if f.channels == 0 || f.rate == 0 || f.size == 0 {
		return format{}, ErrBroken
	}
	f.sample = samplers[sampler{kind, f.size}]
	if f.sample == nil || f.channels > maxChannels || f.rate < minRate || f.rate > maxRate {
		return format{}, ErrKind
	}
	return f, nil
}

// mean is the mean of what all channels have at a time.
func (f *format) mean(block []byte) float32 {
	var sum float32
	for i := 0; i < len(block); i += f.size {
		sum += f.sample(block[i : i+f.size])
	}
	return sum / float32(f.channels)
}

// sampler is a way to write a sample: the kind of format, and bytes.
type sampler struct {
	kind uint16
	size int
}

// samplers read them, to our scale.
var samplers = map[sampler]func([]byte) float32{
	{wavPCM, 1}: func(b []byte) float32 { return (float32(b[0]) - 128) * 256 },
	{wavPCM, 2}: func(b []byte) float32 { return float32(int16(binary.LittleEndian.Uint16(b))) },
	{wavPCM, 3}: func(b []byte) float32 {
		return float32(int32(uint32(b[0])<<8|uint32(b[1])<<16|uint32(b[2])<<24)) / (1 << 16)
	},
	{wavPCM, 4}: func(b []byte) float32 { return float32(int32(binary.LittleEndian.Uint32(b))) / (1 << 16) },
	{wavFloat, 4}: func(b []byte) float32 {
		return fromFloat(float64(math.Float32frombits(binary.LittleEndian.Uint32(b))))
	},
	{wavFloat, 8}: func(b []byte) float32 { return fromFloat(math.Float64frombits(binary.LittleEndian.Uint64(b))) },
	{wavALaw, 1}:  func(b []byte) float32 { return float32(aLaw(b[0])) },
	{wavMuLaw, 1}: func(b []byte) float32 { return float32(muLaw(b[0])) },
}

// fromFloat is a sample that was written from -1 to 1. One that is no number, or so large
// that nobody meant it, would silence everything near it in a filter.
func fromFloat(x float64) float32 {
	if math.IsNaN(x) {
		return 0
	}
	return float32(max(-2, min(x, 2)) * -minSample)
}

// The bits of a byte of A-law and mu-law (ITU-T G.711).
const (
	lawSign     = 0x80
	lawExponent = 0x70
	lawMantissa = 0x0f
	muBias      = 0x84
	aInverted   = 0x55
)

func muLaw(b byte) int {
	b = ^b
	x := (int(b&lawMantissa)<<3+muBias)<<(b&lawExponent>>4) - muBias
	if b&lawSign != 0 {
		return -x
	}
	return x
}

func aLaw(b byte) int {
	b ^= aInverted
	x, exponent := int(b&lawMantissa)<<4+8, b&lawExponent>>4
	if exponent > 0 {
		x = (x + 0x100) << (exponent - 1)
	}
	if b&lawSign == 0 {
		return -x
	}
	return x
}
