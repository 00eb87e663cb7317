package sound

import "time"

// An Opus packet begins with what its frames are and how many (RFC 6716, section 3.1).
const (
	maxFrames     = 48 // of 2.5 ms: 120 ms, which is what a packet may last
	frameUnit     = 2500 * time.Microsecond
	tocShift      = 3    // above it: mode, bandwidth and length of the frames
	tocCount      = 0x03 // how many frames: one, two, two, or what the next byte says
	tocCountMask  = 0x3f // in that byte
	tocHybrid     = 12   // the first of the hybrid modes; SILK before it
	tocCELT       = 16   // the first of CELT's
	tocFrameSizes = 4
)

// Lengths of a frame, in units of 2.5 ms, by the last bits of the configuration.
var (
	silkFrames   = [tocFrameSizes]int{4, 8, 16, 24}
	hybridFrames = [tocFrameSizes]int{4, 8, 4, 8}
	celtFrames   = [tocFrameSizes]int{1, 2, 4, 8}
)

// lasts is how long a packet plays, in samples at 48 kHz; 0 when it is none.
func lasts(packet []byte) int {
	if len(packet) == 0 || len(packet) > maxPacket {
		return 0
	}
	units := frame(packet[0]>>tocShift) * frames(packet)
	if units > maxFrames {
		return 0
	}
	return units * int(opusRate*frameUnit/time.Second)
}

// frame is how long a frame of a configuration is, in units of 2.5 ms.
func frame(configuration byte) int {
	size := configuration % tocFrameSizes
	switch {
	case configuration < tocHybrid:
		return silkFrames[size]
	case configuration < tocCELT:
		return hybridFrames[size]
	}
	return celtFrames[size]
}

// frames is how many frames a packet has.
func frames(packet []byte) int {
	switch packet[0] & tocCount {
	case 0:
		return 1
	case tocCount:
		if len(packet) == 1 {
			return 0
		}
		return int(packet[1] & tocCountMask)
	}
	return 2
}
