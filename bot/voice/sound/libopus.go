package sound

import (
	"errors"
	"fmt"

	"github.com/ebitengine/purego"
)

// ErrNoEncoder says that this machine has no libopus.
var ErrNoEncoder = errors.New("sound: libopus.so.0 is missing (on Debian or Ubuntu: apt-get install libopus0)")

const (
	libopusName = "libopus.so.0"

	// From opus_defines.h.
	opusVOIP          = 2048
	opusSetBitrate    = 4002
	opusSetVBR        = 4006
	opusSetComplexity = 4010
	opusSetSignal     = 4024
	opusSignalVoice   = 3001
	opusGetLookahead  = 4027
)

// libopus is the functions of that library, as opus.h declares them.
//
// opus_encoder_ctl is variadic there and is called here as if it were not. That is the same
// thing where a C compiler passes variable arguments as it does others: on Linux on amd64
// (System V ABI; the register that says how many of them are floating is set to none), arm64
// (AAPCS64), riscv64 and loong64. It is not on Apple's arm64, where there is no library of
// this name either.
type libopus struct {
	create  func(rate, channels, application int32, result *int32) uintptr
	encode  func(encoder uintptr, pcm *int16, samples int32, packet *byte, room int32) int32
	set     func(encoder uintptr, request, value int32) int32
	ask     func(encoder uintptr, request int32, value *int32) int32
	destroy func(encoder uintptr)
}

// openLibopus loads the library for the life of the process.
func openLibopus(name string) (*libopus, error) {
	handle, err := purego.Dlopen(name, purego.RTLD_NOW|purego.RTLD_LOCAL)
	if err != nil {
		return nil, fmt.Errorf("%w: %w", ErrNoEncoder, err)
	}
	l := &libopus{}
	for _, f := range []struct {
		name string
		to   any
	}{
		{"opus_encoder_create", &l.create},
		{"opus_encode", &l.encode},
		{"opus_encoder_ctl", &l.set},
		{"opus_encoder_ctl", &l.ask},
		{"opus_encoder_destroy", &l.destroy},
	} {
		at, err := purego.Dlsym(handle, f.name)
		if err != nil {
			return nil, fmt.Errorf("%w: %w", ErrNoEncoder, err)
		}
		purego.RegisterFunc(f.to, at)
	}
	return l, nil
}

// opusEncoder is one encoder of the library. It is for one goroutine, and is to be closed.
type opusEncoder struct {
	lib       *libopus
	handle    uintptr
	lookahead int // samples by which what comes out is late
}

// encoder begins a voice note.
func (l *libopus) encoder(bitrate, complexity int32) (*opusEncoder, error) {
	var result, lookahead int32
	handle := l.create(Rate, 1, opusVOIP, &result)
	if handle == 0 {
		return nil, fmt.Errorf("sound: libopus: create: %d", result)
	}
	e := &opusEncoder{lib: l, handle: handle}
	for _, setting := range [...][2]int32{
		{opusSetBitrate, bitrate},
		{opusSetComplexity, complexity},
		{opusSetVBR, 1},
		{opusSetSignal, opusSignalVoice},
	} {
		if result := l.set(handle, setting[0], setting[1]); result != 0 {
			e.close()
			return nil, fmt.Errorf("sound: libopus: setting %d: %d", setting[0], result)
		}
	}
	if result := l.ask(handle, opusGetLookahead, &lookahead); result != 0 {
		e.close()
		return nil, fmt.Errorf("sound: libopus: lookahead: %d", result)
	}
	e.lookahead = int(lookahead)
	return e, nil
}

// packet encodes the samples of one packet into room, and is what of that it took.
func (e *opusEncoder) packet(samples []int16, room []byte) ([]byte, error) {
	n := e.lib.encode(e.handle, &samples[0], int32(len(samples)), &room[0], int32(len(room)))
	if n < 0 {
		return nil, fmt.Errorf("sound: libopus: encode: %d", n)
	}
	return room[:n], nil
}

func (e *opusEncoder) close() { e.lib.destroy(e.handle) }
