package whatsapp

// StepOfLinking takes one step of linking a phone.
var StepOfLinking = linking

// Ended is why the device is off, nil when it is not.
func (d *Device) Ended() error {
	select {
	case err := <-d.ended:
		return err
	default:
		return nil
	}
}

// IDOf is the id of the message that carries a bubble, by a device's key.
func IDOf(key []byte, ref string) string { return ids{key}.of(ref) }

// Ours reports whether an id was made with a key.
func Ours(key []byte, id string) bool { return ids{key}.ours(id) }

// Warmed is how much news a number may send on its n-th day.
var Warmed = warmed
