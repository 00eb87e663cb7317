#!/usr/bin/env bash
# A rolling restart with the version before: its bot and this one's side by side on
# one PostgreSQL and one Redis, then the old one is replaced, while people trade. The
# book must be the model's afterwards.
#   .ci/rolling.sh [COMMIT]     the version before; HEAD~1 when nothing is said
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
before=${1:-HEAD~1}
if ! git rev-parse --quiet --verify "$before^{commit}" >/dev/null 2>&1; then
	echo "rolling: there is no $before here (a checkout without its history?); nothing to restart from"
	exit 0
fi
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
mkdir "$folder/before"
git archive "$before" | tar -x -C "$folder/before"
(cd "$folder/before" && CGO_ENABLED=0 go build -buildvcs=false -o "$folder/bot" ./cmd/bot)
echo "rolling: from $(git log -1 --format='%h %s' "$before")"
go test ./internal/crash -run '^TestRolling$' -count=1 -timeout 10m -v -args -old "$folder/bot"
