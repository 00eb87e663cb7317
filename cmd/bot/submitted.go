package main

import (
	"errors"
	"fmt"

	"github.com/sahayak-dev/sahayak/bot"
	"github.com/sahayak-dev/sahayak/bot/cloudapi"
	"github.com/sahayak-dev/sahayak/bot/cloudapi/wire"
)

// send submits templates one after the other, and says what came of each. One that
// is refused does not keep the others back; when WhatsApp does not take any, the
// rest is not tried.
func (c submitTemplates) send(t *terminal, ch *cloudapi.Channel, all []wire.TemplateInfo) error {
	refused := 0
	for _, info := range all {
		id, status, err := ch.SubmitTemplate(t.ctx, c.Cloud.Account, info)
		said := status + " " + id
		var fault *bot.SendError
		switch {
		case err == nil:
		case errors.As(err, &fault) && fault.Fault == bot.Refused:
			refused++
			said = "refused: " + withoutNumbers(oneLine(err))
		default:
			return err
		}
		if _, err := fmt.Fprintf(t.out, "%-20s %-3s %s\n", info.Name, info.Language, said); err != nil {
			return err
		}
	}
	if refused > 0 {
		return fmt.Errorf("%d of %d templates were refused", refused, len(all))
	}
	_, err := fmt.Fprintf(t.out, "%d templates were submitted; bot templates list says what becomes of them\n", len(all))
	return err
}
