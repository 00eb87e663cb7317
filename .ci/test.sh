#!/usr/bin/env bash
# Runs the tests of both modules. In CI a skipped test is a failed one: there a
# missing service must not pass for a tested one.
set -euo pipefail
timeout=${TIMEOUT:-10m}

race=(-race)
if ! command -v gcc >/dev/null && [ "${CI:-}" != true ]; then
	echo "no gcc: the tests run without the race detector"
	race=()
fi

go test -C tools ./...
if [ "${CI:-}" != true ]; then
	exec go test "${race[@]}" -timeout "$timeout" ./...
fi

# Verbose into a file, so that skips can be seen; only packages and failures here.
log=bin/test.log
mkdir -p bin
status=0
go test "${race[@]}" -timeout "$timeout" -v ./... >"$log" 2>&1 || status=$?
if [ "$status" != 0 ]; then
	grep -vE '^ *(=== |--- PASS)' "$log" || true
	exit "$status"
fi
grep -E '^(ok|\?)[[:space:]]' "$log"
echo "$(grep -cE '^ *--- PASS: (Test|Example|Fuzz)' "$log") passed"
if grep -E -A 2 '^ *--- SKIP: (Test|Example)' "$log"; then
	echo "FAIL: with CI=true no test may be skipped"
	exit 1
fi
