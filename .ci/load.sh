#!/usr/bin/env bash
# Puts the whole path under load in every configuration: SQLite; SQLite and Redis;
# PostgreSQL and Redis with one bot and with two. The servers are started for it,
# in a temporary folder, and stopped after it. Exits 1 when one configuration
# misses p95 100 ms or p99 250 ms.
#   .ci/load.sh [bot bench's own flags, such as --rate 200,500 --users 10000 --for 60s]
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
flags=("$@")
[ ${#flags[@]} -gt 0 ] || flags=(--users 10000 --rate 500 --for 60s --p95 100ms --p99 250ms)

bot=$PWD/bin/bot
CGO_ENABLED=0 go build -o "$bot" ./cmd/bot
folder=$(mktemp -d)
chmod 755 "$folder"
servers=()
end() {
	for pid in "${servers[@]}"; do kill -INT "$pid" 2>/dev/null || true; done
	wait
	rm -rf "$folder"
}
trap end EXIT

# free is a loopback port nobody listens on.
free() { perl -MSocket -e 'socket(S,PF_INET,SOCK_STREAM,0);bind(S,sockaddr_in(0,INADDR_LOOPBACK));print((sockaddr_in(getsockname(S)))[0])'; }

# until_it answers waits for a server.
until_it() {
	for _ in $(seq 100); do
		if "$@" >/dev/null 2>&1; then return 0; fi
		sleep 0.1
	done
	echo "no answer: $*"
	return 1
}

redis_port=$(free)
redis-server --port "$redis_port" --bind 127.0.0.1 --save '' --appendonly no --dir "$folder" --loglevel warning >"$folder/redis.log" &
servers+=($!)
until_it redis-cli -p "$redis_port" ping

# PostgreSQL refuses to be root's.
initdb=$(command -v initdb || printf '%s\n' /usr/lib/postgresql/*/bin/initdb | sort -V | tail -n 1)
programs=$(dirname "$(readlink -f "$initdb")")
as=()
mkdir "$folder/pg"
if [ "$(id -u)" = 0 ]; then
	chown postgres "$folder/pg"
	as=(setpriv --reuid=postgres --regid=postgres --clear-groups)
fi
pg_port=$(free)
(cd "$folder/pg" && "${as[@]}" "$programs/initdb" -D "$folder/pg/data" -U sahayak --auth=trust --encoding=UTF8 --locale=C >/dev/null)
(cd "$folder/pg" && exec "${as[@]}" "$programs/postgres" -D "$folder/pg/data" -p "$pg_port" -k "$folder/pg" \
	-c listen_addresses=127.0.0.1 -c max_connections=200 >"$folder/pg/log" 2>&1) &
servers+=($!)
until_it "$programs/pg_isready" -h 127.0.0.1 -p "$pg_port"

missed=0
# measure runs one configuration.
measure() {
	echo
	echo "=== $1"
	shift
	redis-cli -p "$redis_port" flushall >/dev/null
	"$bot" bench "${flags[@]}" "$@" || missed=1
}
# database makes an empty database and names it.
database() {
	"$programs/createdb" -h 127.0.0.1 -p "$pg_port" -U sahayak "$1"
	echo "postgres://sahayak@127.0.0.1:$pg_port/$1?sslmode=disable"
}

redis=redis://127.0.0.1:$redis_port/0
cat /proc/cpuinfo 2>/dev/null | sed -n 's/^model name.*: //p' | sort | uniq -c
measure "SQLite"
measure "SQLite and Redis" --redis "$redis"
measure "PostgreSQL and Redis" --redis "$redis" --db "$(database one)"
measure "PostgreSQL and Redis, two bots" --redis "$redis" --db "$(database two)" --bots 2
exit "$missed"
