package book

import (
	"os"
	"path/filepath"
	"regexp"
	"testing"

	"github.com/sahayak-dev/sahayak/bot/bottest"
	"github.com/sahayak-dev/sahayak/bot/journal"
	"github.com/sahayak-dev/sahayak/bot/seal"
)

// everywhere are the tests that open a book: they must pass on every database.
var everywhere = map[string]func(*testing.T){
	"Allow":                               TestAllow,
	"AllowAgreed":                         TestAllowAgreed,
	"ApplyOnce":                           TestApplyOnce,
	"ApplyAllOrNothing":                   TestApplyAllOrNothing,
	"ApplyPassesOver":                     TestApplyPassesOver,
	"EntriesSayWhoAndWhen":                TestEntriesSayWhoAndWhen,
	"InsertionText":                       TestInsertionText,
	"Property26_CreditIsOnRecord":         TestProperty26_CreditIsOnRecord,
	"PaymentBeyondTheDebt":                TestPaymentBeyondTheDebt,
	"Owing":                               TestOwing,
	"Demo":                                TestDemo,
	"DemoRush":                            TestDemoRush,
	"DemoIsTheSame":                       TestDemoIsTheSame,
	"Visit":                               TestVisit,
	"Dump":                                TestDump,
	"DumpEmpty":                           TestDumpEmpty,
	"WordsKeys":                           TestWordsKeys,
	"WordsRead":                           TestWordsRead,
	"BookIsItsModel":                      TestBookIsItsModel,
	"Property44_OnlyOwnShop":              TestProperty44_OnlyOwnShop,
	"Property44_EveryMethod":              TestProperty44_EveryMethod,
	"Forget":                              TestForget,
	"WordsAreOwn":                         TestWordsAreOwn,
	"SummariesAreScans":                   TestSummariesAreScans,
	"UndoSays":                            TestUndoSays,
	"UndoKeeps":                           TestUndoKeeps,
	"UndoOfACorrection":                   TestUndoOfACorrection,
	"UndoOfNothing":                       TestUndoOfNothing,
	"DatesAreTheirModel":                  TestDatesAreTheirModel,
	"OneNameOneAccount":                   TestOneNameOneAccount,
	"TurnSeesOneState":                    TestTurnSeesOneState,
	"SeenIsNotSpoilt":                     TestSeenIsNotSpoilt,
	"AnswersAreScans":                     TestAnswersAreScans,
	"Property30_OnlyWithinFiveKilometres": TestProperty30_OnlyWithinFiveKilometres,
	"NeighbourLeaves":                     TestNeighbourLeaves,
	"ExportInParts":                       TestExportInParts,
}

// TestOnPostgres runs the tests of the book on a PostgreSQL server.
func TestOnPostgres(t *testing.T) {
	server, files := bottest.StartPostgres(t), whereKept
	whereKept = func(t testing.TB) journal.Config {
		return journal.Config{URL: server.Database(t), Blobs: t.TempDir(), Key: seal.Secret{7}}
	}
	defer func() { whereKept = files }()
	for name, test := range everywhere {
		t.Run(name, test)
	}
}

// TestEverywhereIsComplete finds the tests that open a book.
func TestEverywhereIsComplete(t *testing.T) {
	files, err := filepath.Glob("*_test.go")
	if err != nil {
		t.Fatal(err)
	}
	test := regexp.MustCompile(`(?ms)^func Test(\w+)\(t \*testing\.T\) \{(.*?)^\}`)
	opens := regexp.MustCompile(`\bopen\(t\b`)
	found := 0
	for _, file := range files {
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range test.FindAllSubmatch(raw, -1) {
			if !opens.Match(m[2]) {
				continue
			}
			if found++; everywhere[string(m[1])] == nil {
				t.Errorf("Test%s does not run on PostgreSQL", m[1])
			}
		}
	}
	if found < 20 {
		t.Errorf("only %d tests were found", found)
	}
}
