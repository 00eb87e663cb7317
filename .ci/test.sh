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

# The tests' databases lie in memory where there is room: they kill programs, not
# machines, and a disk that is waited for shows nothing more. What the compiler
# needs stays where it was.
room=$(df --output=avail /dev/shm 2>/dev/null | tail -n 1 || echo 0)
if [ -z "${TMPDIR:-}" ] && [ -w /dev/shm ] && [ "$room" -gt $((6 * 1024 * 1024)) ]; then
	export GOTMPDIR=/tmp
	TMPDIR=$(mktemp -d /dev/shm/tests.XXXXXX)
	export TMPDIR
	chmod 1777 "$TMPDIR" # PostgreSQL's own user works in it too
	trap 'rm -rf "$TMPDIR"' EXIT
fi

go test -C tools ./...
if [ "${CI:-}" != true ]; then
	go test "${race[@]}" -timeout "$timeout" ./...
	exit
fi

# Verbose into a file, so that skips can be seen; only packages and failures here.
log=bin/test.log
mkdir -p bin

# tried runs tests, and when one fails says at the end again what the failing ones said.
tried() {
	local part=$log.part status=0
	go test -timeout "$timeout" -v "$@" >"$part" 2>&1 || status=$?
	cat "$part" >>"$log"
	if [ "$status" != 0 ]; then
		grep -vE '^ *(=== |--- PASS)' "$part" || true
		echo "=== what failed said:"
		awk -f .ci/failed.awk "$part"
		exit "$status"
	fi
}

: >"$log"
tried "${race[@]}" ./...
# Under the race detector properties are tried with few cases and conversations held
# once: all of them, without it.
tried -run 'Property|OverCloud|Talk' ./internal/app ./bot ./skills/...
grep -E '^(ok|\?)[[:space:]]' "$log"
echo "$(grep -cE '^ *--- PASS: (Test|Example|Fuzz)' "$log") passed"
if grep -E -A 2 '^ *--- SKIP: (Test|Example)' "$log"; then
	echo "FAIL: with CI=true no test may be skipped"
	exit 1
fi
