#!/usr/bin/env bash
# Sees that what the tests need besides Go is there: a C compiler for the race
# detector, and Redis. Root on Debian or Ubuntu gets it installed; anyone else is
# told what is missing, which in CI is a failure.
set -euo pipefail

missing=()
command -v gcc >/dev/null || missing+=(gcc)
[ -e /usr/include/stdlib.h ] || missing+=(libc6-dev)
command -v redis-server >/dev/null || missing+=(redis-server)
[ ${#missing[@]} -gt 0 ] || exit 0

if [ "$(id -u)" = 0 ] && command -v apt-get >/dev/null; then
	echo "installing ${missing[*]}"
	export DEBIAN_FRONTEND=noninteractive
	# A package that starts a service when installed must not: tests start their own.
	policy=/usr/sbin/policy-rc.d
	if [ ! -e "$policy" ]; then
		printf '#!/bin/sh\nexit 101\n' >"$policy"
		chmod +x "$policy"
		trap 'rm -f "$policy"' EXIT
	fi
	apt-get update -qq
	apt-get install -y -qq --no-install-recommends "${missing[@]}" >/dev/null
	exit 0
fi

echo "missing for the tests: ${missing[*]}"
echo "on Debian or Ubuntu: sudo apt-get install ${missing[*]}"
[ "${CI:-}" != true ]
