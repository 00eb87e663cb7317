#!/usr/bin/env bash
# What a reviewer need not look at. Everything is tried; what failed is named at
# the end.
set -uo pipefail
tools=$PWD/bin/tools
failed=()

# step runs one check under a name.
step() {
	local name=$1 begin=$SECONDS
	shift
	if "$@"; then
		echo "$name: ok, $((SECONDS - begin)) s"
	else
		echo "$name: FAILED"
		failed+=("$name")
	fi
}

# lint runs the linters, gofumpt and staticcheck among them, over the module in a folder.
lint() { (cd "$1" && "$tools/golangci-lint" run ./...); }

# vulnerabilities asks for the database first: not reaching it is said, and is no failure.
vulnerabilities() {
	local out
	if out=$("$tools/govulncheck" ./... 2>&1); then
		return 0
	fi
	if grep -qE 'vuln\.go\.dev.*(dial|lookup|connect|timeout|Forbidden|proxy)|no such host' <<<"$out"; then
		echo "govulncheck: its database is out of reach; nothing was looked up"
		return 0
	fi
	echo "$out"
	return 1
}

export CGO_ENABLED=0 # as the bot is built: shares its build cache
step "go.mod is tidy" go mod tidy -diff
step "tools/go.mod is tidy" go mod -C tools tidy -diff
step "build the tools" go build -C tools -o "$tools/" tool
step "go vet" go vet ./...
step "gofumpt, staticcheck and the other linters" lint .
step "the same for tools/" lint tools
step "govulncheck" vulnerabilities
step "arrows, sizes, decision records" go test ./internal/house

if [ ${#failed[@]} -gt 0 ]; then
	printf 'FAIL: %s\n' "${failed[@]}"
	exit 1
fi
