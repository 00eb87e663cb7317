package stock_test

import (
	"testing"

	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/internal/app/apptest"
)

func TestTalk(t *testing.T) { bottest.Run(t, "testdata/*.txtar", apptest.Open) }

func TestMenus(t *testing.T) { bottest.RunTyped(t, "testdata/*.txtar", apptest.Open, nil) }
