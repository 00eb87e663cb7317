package simulator

import (
	"context"
	"errors"
	"fmt"
	"log/slog"
	"net/http"
	"sync"

	"github.com/sahayak-dev/sahayak/bot"
)

// Emulator is the Cloud API with the phones that it serves. It is safe for
// concurrent use. Close it when it is done with.
type Emulator struct {
	config    Config
	clock     bot.Clock
	log       *slog.Logger
	templates *templates
	files     *files
	feed      *feed
	key       []byte // signs download addresses
	client    *http.Client
	life      context.Context // ends with Close
	end       context.CancelFunc
	work      sync.WaitGroup // what is under way beside requests
	over      chan struct{}  // closed when Run is: streams end
	hush      sync.Once

	mu       sync.Mutex
	chats    []*chat
	byID     map[string]*chat // by address and by user id
	bubbles  map[string]*chat // by wamid
	turns    []Turn
	faults   Faults
	lifted   chan struct{} // closed when the faults change
	webhook  string
	asked    bool // the webhook was verified, or the attempt is over
	hooks    []*hook
	hookID   int64
	dropped  int             // webhooks given up
	busy     map[string]bool // addresses with a webhook under way
	more     chan struct{}   // closed when there may be something to deliver
	rate     bucket          // of the number
	link     link
	store    *store
	streams  int
	shutdown sync.Once
}

// New makes an emulator, with the chats it had when it was closed. Errors wrap
// [ErrConfig], or say why the file of chats cannot be used.
func New(c Config) (*Emulator, error) {
	c = c.filled()
	e := &Emulator{
		config: c, clock: c.Clock, log: c.Log, webhook: c.Webhook,
		byID: map[string]*chat{}, bubbles: map[string]*chat{}, busy: map[string]bool{},
		faults: Faults{Send: SendFault{Mode: SendOK}}, lifted: make(chan struct{}), over: make(chan struct{}), more: make(chan struct{}),
		rate: bucket{size: NumberRate, every: numberEvery}, feed: newFeed(0),
		key:    newKey(),
		client: &http.Client{Timeout: PostTimeout, CheckRedirect: func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }},
	}
	e.life, e.end = context.WithCancel(context.Background())
	for _, p := range c.Phones {
		if _, err := e.join(p); err != nil {
			return nil, fmt.Errorf("simulator: new: %w", err)
		}
	}
	var err error
	if e.templates, err = readTemplates(c.Templates, c.Clock); err != nil {
		return nil, fmt.Errorf("simulator: new: %w", err)
	}
	if e.files, err = openFiles(c.File); err != nil {
		return nil, fmt.Errorf("simulator: new: %w", err)
	}
	if err := e.restore(); err != nil {
		return nil, fmt.Errorf("simulator: new: %w", err)
	}
	e.link.state = e.initialState()
	return e, nil
}

// Close ends all streams and whatever is under way, and closes the file of chats.
func (e *Emulator) Close() error {
	var err error
	e.shutdown.Do(func() {
		e.mu.Lock()
		e.end()
		e.mu.Unlock()
		e.work.Wait()
		e.client.CloseIdleConnections()
		e.mu.Lock()
		defer e.mu.Unlock()
		err = errors.Join(e.store.close(), e.files.close())
	})
	return err
}

// SetWebhook says where the bot listens, and has what is waiting delivered there.
func (e *Emulator) SetWebhook(url string) {
	e.mu.Lock()
	defer e.mu.Unlock()
	e.webhook, e.asked = url, false
	if e.link.state = e.initialState(); url != "" {
		e.hurry()
	}
	e.tellBot()
}

// Clock is the clock that the emulator tells time by.
func (e *Emulator) Clock() bot.Clock { return e.clock }
