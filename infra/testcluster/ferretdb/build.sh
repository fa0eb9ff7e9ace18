#!/usr/bin/env bash
# build.sh: builds the test server once and prints the path of the binary. Built again only when its sources change.
set -euo pipefail
cd "$(dirname "$0")"
PATH="$PATH:/usr/local/go/bin"
cache="${XDG_CACHE_HOME:-$HOME/.cache}/meshplay/ferretdb/$(cat go.mod go.sum main.go | sha256sum | cut -c1-16)"
binary="$cache/ferretdb"
if [ ! -x "$binary" ]; then
  mkdir -p "$cache"
  exec 9>"$cache/lock"
  flock 9 # two builds of the same sources: the second waits and finds the binary
  if [ ! -x "$binary" ]; then
    CGO_ENABLED=0 GOTOOLCHAIN=local GOFLAGS=-mod=readonly go build -trimpath -buildvcs=false -ldflags '-s -w' -o "$binary.part" . >&2
    mv "$binary.part" "$binary"
  fi
fi
printf '%s\n' "$binary"
