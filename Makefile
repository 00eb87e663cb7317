# Everything is done from here; `make` lists what there is.

GO      ?= go
DATA    ?= data
TIMEOUT ?= 40m
BIN     := bin/bot

# golangci-lint brings gofumpt and staticcheck along; all are pinned in tools/go.mod.
TOOLS := $(CURDIR)/bin/tools
LINT  := $(TOOLS)/golangci-lint
VULN  := $(TOOLS)/govulncheck

.DEFAULT_GOAL := help
.PHONY: help run build test check fmt fuzz drill crash rolling bench load cover size generate docs tools clean

help: ## list what make can do
	@awk -F ':.*## ' '/^[a-z]+:.*## /{printf "  make %-9s %s\n", $$1, $$2}' $(MAKEFILE_LIST)

run: build ## build the bot and show the phone in the browser; its data goes to DATA (default: data)
	$(BIN) run --data $(DATA)

build: ## build bin/bot; needs Go, no C compiler
	CGO_ENABLED=0 $(GO) build -o $(BIN) ./cmd/bot

test: ## all tests with the race detector; with CI=true also 10 s per fuzz target, and nothing may be skipped
	@.ci/deps.sh
	@TIMEOUT=$(TIMEOUT) .ci/test.sh
	@if [ "$${CI:-}" = true ]; then .ci/fuzz.sh 10s; fi

check: ## format, vet, linters, vulnerabilities, go.mod, arrows between packages, sizes
	@.ci/check.sh

fmt: tools ## rewrite the sources as gofumpt wants them
	$(LINT) fmt

fuzz: ## every fuzz target for five minutes
	@.ci/fuzz.sh 5m

drill: ## back up a working bot, lose its machine, restore on an empty one, compare the book; says how long it took
	@.ci/drill.sh

crash: ## kill bots, Redis and PostgreSQL while people trade, and compare every book with a model (about 6 minutes)
	$(GO) test ./internal/crash -run '^TestCrash$$' -count=1 -timeout 15m -v -args -long -table $(CURDIR)/bin/crash.md $(CRASH)

rolling: ## replace the version before by this one while people trade, and compare every book with a model
	@.ci/rolling.sh $(FROM)

bench: ## all benchmarks
	$(GO) test -run '^$$' -bench . -benchmem ./...

load: ## the whole path under load, on SQLite, PostgreSQL and Redis; fails above p95 100 ms (about 10 minutes)
	@.ci/load.sh $(LOAD)

cover: ## how much of the code the tests reach, as a page: bin/cover.html
	@mkdir -p bin
	$(GO) test -timeout $(TIMEOUT) -coverpkg=./... -coverprofile=bin/cover.out ./...
	$(GO) tool cover -html=bin/cover.out -o bin/cover.html
	@$(GO) tool cover -func=bin/cover.out | tail -n 1

size: ## how long functions and files are; fails above the budget
	@$(GO) run -C tools ./size ..

generate: ## rewrite generated sources
	$(GO) generate ./...

docs: generate ## rewrite what is generated in docs/, and say what changed there
	$(GO) test ./skills -run '^(TestConversations|TestGuide)$$' -update
	$(GO) test ./bot/tariff -run '^TestCosts$$' -update
	@git status --short docs

tools: ## build the linters (cold: about a minute)
	@$(GO) build -C tools -o $(TOOLS)/ tool

clean: ## remove what was built; data stays
	rm -rf bin
