package app_test

import (
	"testing"

	"github.com/sahayak-dev/sahayak/bot/bottest"
)

// database names the database for a data folder; nil is the file in it. Only
// TestOnPostgres sets it.
var database func(t testing.TB, dir string) string

// TestOnPostgres runs on a PostgreSQL server what must hold whatever the
// database: the assistant is its model, nobody hears of another's shop, and
// people and processes of one shop do not get into each other's way.
func TestOnPostgres(t *testing.T) {
	server, urls := bottest.StartPostgres(t), map[string]string{}
	database = func(t testing.TB, dir string) string {
		if urls[dir] == "" {
			urls[dir] = server.Database(t)
		}
		return urls[dir]
	}
	defer func() { database = nil }()
	for _, part := range []struct {
		name string
		test func(*testing.T)
	}{
		{"the assistant is its model", TestAssistantIsItsModel},
		{"transfers move both books or neither", TestProperty31_TransfersMoveBothBooksOrNeither},
		{"neighbours are their model", TestNeighboursAreTheirModel},
		{"roles", TestProperty45_EveryoneActsWithHisRole},
		{"shops know nothing of each other", TestProperty44_ShopsKnowNothingOfEachOther},
		{"two people of one shop", TestTwoPeopleOfOneShop},
		{"processes of one shop", TestTwoProcessesOneShop},
		{"the book outlives the conversation", TestProperty43_TheBookOutlivesTheConversation},
		{"what is touched is audited", TestProperty46_EveryTouchOfTheShopIsAudited},
		{"erasing leaves nothing", TestEraseLeavesNothing},
		{"customers are destroyed", TestProperty62_CustomerIsDestroyed},
		{"shops are destroyed", TestProperty62_ShopIsDestroyed},
		{"a book is handed over", TestProperty62_ExportIsAllOfTheBook},
		{"statements of a message", TestStatementsOfAMessage},
	} {
		t.Run(part.name, part.test)
	}
}
