package sound

import (
	"encoding/binary"
	"os"
	"testing"
)

func writeFile(t testing.TB, name string, data []byte) {
	t.Helper()
	if err := os.WriteFile(name, data, 0o600); err != nil {
		t.Fatal(err)
	}
}

func readFile(t testing.TB, name string) []byte {
	t.Helper()
	data, err := os.ReadFile(name)
	if err != nil {
		t.Fatal(err)
	}
	return data
}

// wavOf is a WAV file of any format: what its samples are, and their bytes.
func wavOf(kind uint16, channels, rate, bits int, data []byte) []byte {
	out := append([]byte("RIFF"), 0, 0, 0, 0)
	out = append(out, "WAVEfmt "...)
	out = binary.LittleEndian.AppendUint32(out, wavFormat)
	out = binary.LittleEndian.AppendUint16(out, kind)
	out = binary.LittleEndian.AppendUint16(out, uint16(channels))
	out = binary.LittleEndian.AppendUint32(out, uint32(rate))
	out = binary.LittleEndian.AppendUint32(out, uint32(rate*channels*bits/8))
	out = binary.LittleEndian.AppendUint16(out, uint16(channels*bits/8))
	out = binary.LittleEndian.AppendUint16(out, uint16(bits))
	out = append(out, "data"...)
	out = binary.LittleEndian.AppendUint32(out, uint32(len(data)))
	out = append(out, data...)
	binary.LittleEndian.PutUint32(out[4:], uint32(len(out)-8))
	return out
}

// wav16 is samples from -1 to 1 as a WAV file of 16 bits, one channel or several.
func wav16(rate int, channels ...[]float64) []byte {
	var data []byte
	for i := range channels[0] {
		for _, c := range channels {
			data = binary.LittleEndian.AppendUint16(data, uint16(toSample(c[i]*maxSample)))
		}
	}
	return wavOf(wavPCM, len(channels), rate, 16, data)
}
