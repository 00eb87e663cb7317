package whatsapp

import (
	"context"
	"errors"
	"fmt"
	"net/http"

	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/store"
)

// Linking is how a phone is linked.
type Linking struct {
	// Show is given what the phone must scan, anew whenever that has changed; or, with
	// Phone set, the code that is typed there, once.
	Show func(code string)
	// Phone is the number to link, as people dial it, when it is linked by a code instead
	// of a picture.
	Phone string
}

// browser is what the phone calls this device in its list; WhatsApp takes only names of
// browsers that it knows.
const browser = "Chrome (Linux)"

var errPasskey = errors.New("this account asks for a passkey, which only a browser can give: link another number, or take the passkey off the account")

// Link links a phone. It returns nil when the phone is linked, and connected.
func (d *Device) Link(ctx context.Context, how Linking) error {
	codes, err := d.GetQRChannel(ctx)
	if err != nil {
		return fmt.Errorf("%w: %w", ErrLink, err)
	}
	if err := d.ConnectContext(ctx); err != nil {
		return fmt.Errorf("%w: %w", ErrLink, err)
	}
	asked := false
	for item := range codes {
		show := how.Show
		if how.Phone != "" {
			show = func(string) {}
		}
		if how.Phone != "" && !asked && item.Event == whatsmeow.QRChannelEventCode {
			asked = true
			if err := d.byCode(ctx, how); err != nil {
				return err
			}
		}
		done, err := linking(item, show)
		if done || err != nil {
			return err
		}
	}
	return fmt.Errorf("%w: %w", ErrLink, context.Cause(ctx))
}

// byCode asks for a code that is typed on the phone.
func (d *Device) byCode(ctx context.Context, how Linking) error {
	code, err := d.PairPhone(ctx, how.Phone, true, whatsmeow.PairClientChrome, browser)
	switch {
	case errors.Is(err, whatsmeow.ErrPhoneNumberTooShort), errors.Is(err, whatsmeow.ErrPhoneNumberIsNotInternational):
		return fmt.Errorf("%w: write the number with its country's, as +91 98…", ErrLink)
	case err != nil:
		return fmt.Errorf("%w: %w", ErrLink, err)
	}
	how.Show(code)
	return nil
}

// linking takes one step of linking a phone.
func linking(item whatsmeow.QRChannelItem, show func(code string)) (done bool, err error) {
	switch item.Event {
	case whatsmeow.QRChannelEventCode:
		show(item.Code)
		return false, nil
	case whatsmeow.QRChannelEventPasskeyResponse: // is confirmed by itself
		return false, nil
	case whatsmeow.QRChannelEventPasskeyRequest:
		return false, fmt.Errorf("%w: %w", ErrLink, errPasskey)
	case whatsmeow.QRChannelSuccess.Event:
		return true, nil
	case whatsmeow.QRChannelTimeout.Event:
		return false, fmt.Errorf("%w: nobody scanned the code in time; begin again", ErrLink)
	case whatsmeow.QRChannelClientOutdated.Event:
		return false, ErrOutdated
	case whatsmeow.QRChannelScannedWithoutMultidevice.Event:
		return false, fmt.Errorf("%w: this phone's WhatsApp is too old", ErrLink)
	case whatsmeow.QRChannelEventError:
		return false, fmt.Errorf("%w: %w", ErrLink, item.Error)
	}
	return false, fmt.Errorf("%w: %s", ErrLink, item.Event)
}

// UseLatest has devices say that they are of the newest version there is, which keeps a
// program in for some time that is older than WhatsApp likes. It is a best effort: what
// else has changed it does not know. It returns that version.
func UseLatest(ctx context.Context, way http.RoundTripper) (string, error) {
	by := &http.Client{Transport: way}
	v, err := whatsmeow.GetLatestVersion(ctx, by)
	if err != nil {
		return "", fmt.Errorf("whatsapp: the newest version: %w", err)
	}
	store.SetWAVersion(*v)
	return v.String(), nil
}
