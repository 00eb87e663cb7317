#!/usr/bin/env bash
# Sees that what the tests need besides Go is there: a C compiler for the race
# detector, Redis, PostgreSQL, Node and npm for other people's SDKs, a browser with Indian
# and emoji fonts, and for sound espeak-ng, PocketSphinx, ffmpeg, libopus and its tools. Root on Debian or
# Ubuntu gets it installed; anyone else is told what is missing, which in CI is a failure.
set -euo pipefail

# package adds a package of fonts, or a library, to what is missing. Only dpkg knows about
# those: where it is not, whoever is there sees to them himself.
package() {
	command -v dpkg >/dev/null || return 0
	dpkg -s "$1" 2>/dev/null | grep '^Status:.* installed$' >/dev/null || missing+=("$1")
}

missing=()
command -v gcc >/dev/null || missing+=(gcc)
[ -e /usr/include/stdlib.h ] || missing+=(libc6-dev)
command -v redis-server >/dev/null || missing+=(redis-server)
command -v initdb >/dev/null || ls /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || missing+=(postgresql)
command -v node >/dev/null || missing+=(nodejs)
command -v npm >/dev/null || missing+=(npm)
command -v chromium >/dev/null || command -v google-chrome >/dev/null || missing+=(chromium)
command -v espeak-ng >/dev/null || missing+=(espeak-ng)
command -v pocketsphinx_batch >/dev/null || missing+=(pocketsphinx)
[ -e /usr/share/pocketsphinx/model/en-us/en-us/mdef ] || missing+=(pocketsphinx-en-us)
command -v ffmpeg >/dev/null || missing+=(ffmpeg)
command -v opusenc >/dev/null || missing+=(opus-tools)
package libopus0
package fonts-noto-core
package fonts-noto-color-emoji
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
