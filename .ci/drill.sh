#!/usr/bin/env bash
# The drill: a bot is backed up while it works, its machine is lost, and it is
# restored on an empty one. Fails unless the book is the same to the last row and
# the bot says the same; prints how long it took and what was lost.
#   .ci/drill.sh          in folders
#   .ci/drill.sh URL      restored into an empty PostgreSQL database
set -euo pipefail
db=${1:-}
messages=${DRILL_MESSAGES:-600}
here=$(mktemp -d)
trap 'rm -rf "$here"' EXIT

CGO_ENABLED=0 go build -o "$here/bot" ./cmd/bot
bot=$here/bot

# trade is what a shop says in a day: purchases, sales, udhaar, a mistake.
trade() {
	for i in $(seq "$1"); do
		case $((i % 5)) in
		0) echo "10 kilo chini aayi 400 ki" ;;
		1) echo "2 kilo chini becha 90" ;;
		2) echo "ramesh ko $((i % 90 + 10)) udhaar diya" ;;
		3) echo "sunita ne $((i % 40 + 5)) diye" ;;
		4) echo "galti se" ;;
		esac
	done
}

# questions are asked before and after; the answers must be the same.
questions() { printf '%s\n' "aaj kitni bikri hui" "kitni chini bachi hai" "ramesh ka kitna udhaar hai" "sunita ka hisaab"; }

sum() { sed -n 's/^sum //p' "$1"; }
ms() { date +%s%3N; }

"$bot" backup --new-key "$here/key" >/dev/null
echo "drill: $messages messages, backups while they are worked"
trade "$messages" | "$bot" chat --data "$here/lost" >/dev/null &
working=$!
while ! [ -e "$here/lost/sahayak.db" ]; do sleep 0.1; done
online=0
while kill -0 "$working" 2>/dev/null; do
	if "$bot" backup "$here/online/" --data "$here/lost" --key-file "$here/key" >"$here/made" 2>"$here/said"; then
		online=$((online + 1))
	elif ! grep -q 'holds nothing to back up' "$here/said"; then # its tables are not there yet
		cat "$here/said"
		exit 1
	fi
	sleep 0.2
done
wait "$working"
echo "drill: $online backups were made meanwhile; the last took $(sed -n 's/.* in //p' "$here/made")"

# Every one of them must be an assistant.
for one in "$here"/online/*.backup; do
	rm -rf "$here/one"
	"$bot" restore "$one" --data "$here/one" --key-file "$here/key" >"$here/back"
	"$bot" backup "$here/again" --plain --data "$here/one" >"$here/made"
	rm "$here/again"
	[ "$(sum "$here/back")" = "$(sum "$here/made")" ] || { echo "FAIL: $one is another book when restored"; exit 1; }
done

# The last backup before the machine is lost.
"$bot" backup "$here/last" --data "$here/lost" --key-file "$here/key" >"$here/made"
questions | "$bot" chat --data "$here/lost" >"$here/before"
rm -rf "$here/lost"

new=(--data "$here/new")
[ -z "$db" ] || new+=(--db "$db")
begin=$(ms)
"$bot" restore "$here/last" "${new[@]}" --key-file "$here/key" >"$here/back"
restored=$(ms)
"$bot" backup "$here/copy" "${new[@]}" --plain >"$here/copied" # before anybody has written
checked=$(ms)
questions | "$bot" chat "${new[@]}" >"$here/after"
answered=$(ms)

for it in back copied; do
	[ "$(sum "$here/made")" = "$(sum "$here/$it")" ] || { echo "FAIL: the rows are not those that were backed up ($it)"; exit 1; }
done
diff "$here/before" "$here/after" || { echo "FAIL: the bot answers differently"; exit 1; }
echo "drill: $(sed -n 2p "$here/back")"
echo "drill: the book is the same, the answers are the same"
echo "drill: recovery time $((restored - begin + answered - checked)) ms: restored in $((restored - begin)) ms, started and four questions answered in $((answered - checked)) ms"
