#!/usr/bin/env bash
# Fuzzes every target of the module for a while each: .ci/fuzz.sh 10s
set -euo pipefail
length=${1:-10s}
log=$(mktemp)
trap 'rm -f "$log"' EXIT

# fuzz runs one target. Go sometimes takes its own end of time for a failure
# (golang.org/issue/48591): no input, only "context deadline exceeded". That alone
# is tried once more.
fuzz() {
	for _ in 1 2; do
		if go test -run '^$' -fuzz "^$2\$" -fuzztime "$length" "$1" >"$log" 2>&1; then
			return 0
		fi
		if grep -qE 'Failing input|panic:|build failed' "$log" || ! grep -q 'context deadline exceeded' "$log"; then
			return 1
		fi
	done
	return 1
}

found=0
while IFS=: read -r file name; do
	found=$((found + 1))
	begin=$SECONDS
	if ! fuzz "$(dirname "$file")" "$name"; then
		cat "$log"
		echo "FAIL: $name in $(dirname "$file")"
		exit 1
	fi
	echo "fuzzed $name in $(dirname "$file"): $(grep -oE 'execs: [0-9]+' "$log" | tail -n 1), $((SECONDS - begin)) s"
done < <(grep -rHoE '^func Fuzz[A-Za-z0-9_]*' . --include='*_test.go' --exclude-dir={.git,bin,data,tools} |
	sed 's/:func /:/' | sort)
echo "$found fuzz targets, $length each"
