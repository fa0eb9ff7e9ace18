#!/usr/bin/env bash
# Builds the control plane once for these sources and this Go, keeps it outside the tree, and runs it:
# testcluster.sh up|run|down|status --dir DIR. README.md says more.
set -euo pipefail

here=$(cd -P "$(dirname "$0")" && pwd)
cache=${MESHPLAY_CACHE:-${XDG_CACHE_HOME:-$HOME/.cache}/meshplay}/testcluster
cd "$here"

# Sources in a fixed order, whatever the locale: the key must be the same on each call.
key=$({ go version && LC_ALL=C cat go.mod go.sum ./*.go testcluster.sh; } | cksum | tr ' ' '-')
kubernetes=$(sed -n 's|^[[:space:]]*k8s.io/kubernetes \(v[0-9.]*\)$|\1|p' go.mod)
program=$cache/$kubernetes-$key/testcluster

build() {
  echo "cluster: building Kubernetes $kubernetes, once: about 14 minutes of processor time and 3 GB of memory" >&2
  # A module build knows no version of its own: without these flags clients fail to read the server's answer.
  local minor=${kubernetes#v1.} flags="-s -w"
  flags="$flags -X k8s.io/component-base/version.gitVersion=$kubernetes"
  flags="$flags -X k8s.io/component-base/version.gitMajor=1 -X k8s.io/component-base/version.gitMinor=${minor%%.*}"
  flags="$flags -X k8s.io/client-go/pkg/version.gitVersion=$kubernetes"
  mkdir -p "${program%/*}"
  CGO_ENABLED=0 GOTOOLCHAIN=local GOFLAGS=-mod=readonly go build -trimpath -ldflags "$flags" -o "$program.$$" .
  mv "$program.$$" "$program" # two builds at once end in one whole program
}

cd - >/dev/null
[ -x "$program" ] || (cd "$here" && build)
exec "$program" "$@"
