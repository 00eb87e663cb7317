package bot_test

import (
	"testing"

	"github.com/sahayak-dev/sahayak/bot/bottest"
)

func TestTalk(t *testing.T) { bottest.Run(t, "testdata/*.txtar", open) }
