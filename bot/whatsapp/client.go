package whatsapp

import (
	"context"
	"time"

	"go.mau.fi/whatsmeow"
	"go.mau.fi/whatsmeow/proto/waE2E"
	"go.mau.fi/whatsmeow/types"
	"go.mau.fi/whatsmeow/types/events"
)

// Client is what the channel needs of a linked device: [whatsmeow.Client] is one, and a
// test's.
type Client interface {
	AddEventHandlerWithSuccessStatus(handler whatsmeow.EventHandlerWithSuccessStatus) uint32
	SendMessage(ctx context.Context, to types.JID, message *waE2E.Message, extra ...whatsmeow.SendRequestExtra) (whatsmeow.SendResponse, error)
	SendChatPresence(ctx context.Context, to types.JID, state types.ChatPresence, media types.ChatPresenceMedia) error
	MarkRead(ctx context.Context, ids []types.MessageID, at time.Time, chat, sender types.JID, kind ...types.ReceiptType) error
	DecryptSecretEncryptedMessage(ctx context.Context, e *events.Message) (*waE2E.Message, error)
	DecryptPollVote(ctx context.Context, vote *events.Message) (*waE2E.PollVoteMessage, error)
	BuildPollCreation(name string, options []string, most int) *waE2E.Message
	Upload(ctx context.Context, plaintext []byte, appInfo whatsmeow.MediaType) (whatsmeow.UploadResponse, error)
	Download(ctx context.Context, msg whatsmeow.DownloadableMessage) ([]byte, error)
}

// Self is what a channel needs to know of the number it is on: [Device] knows it, and a
// test's phones.
type Self interface {
	// Own is the number the device is linked to, by its phone number and by what hides
	// it; none while it is not linked.
	Own() []types.JID
	// Other is the other name of who writes from an address, empty when it is not known.
	Other(ctx context.Context, of types.JID) types.JID
	// Device is which of the number's devices this is; 0 is the phone itself.
	Device() uint16
}

var _ Client = (*whatsmeow.Client)(nil)
