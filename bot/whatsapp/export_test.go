package whatsapp

// Linking takes one step of linking a phone.
var Linking = linking

// Ended is why the device is off, nil when it is not.
func (d *Device) Ended() error {
	select {
	case err := <-d.ended:
		return err
	default:
		return nil
	}
}
