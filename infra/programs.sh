#!/usr/bin/env bash
# Prints the path of a program that the tests run, after it has made it: once for these sources, outside the tree.
# programs.sh hadolint | compose-check
set -euo pipefail

here=$(cd -P "$(dirname "$0")" && pwd)
cache=${MESHPLAY_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/meshplay}/programs

# made NAME SOURCE...: the path of a program that these files describe.
made() {
  local name=$1
  shift
  printf '%s/%s-%s' "$cache" "$name" "$(cat "$@" "$here/programs.sh" | cksum | tr ' ' '-')"
}

case ${1:-} in
  hadolint)
    directory=$(made hadolint "$here/image/requirements.txt")
    program=$directory/bin/hadolint
    if [ ! -x "$program" ]; then
      mkdir -p "$cache"
      python3 -m venv "$directory" >&2
      "$directory/bin/pip" install --quiet --disable-pip-version-check --require-hashes \
        -r "$here/image/requirements.txt" >&2
    fi
    ;;
  compose-check)
    cd "$here/compose/check"
    program=$(made compose-check go.mod go.sum ./*.go)
    if [ ! -x "$program" ]; then
      mkdir -p "$cache"
      CGO_ENABLED=0 GOTOOLCHAIN=local GOFLAGS=-mod=readonly go build -trimpath -ldflags '-s -w' -o "$program.$$" . >&2
      mv "$program.$$" "$program"
    fi
    ;;
  *)
    echo "programs.sh hadolint | compose-check" >&2
    exit 2
    ;;
esac
printf '%s\n' "$program"
