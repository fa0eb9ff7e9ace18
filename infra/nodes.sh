#!/usr/bin/env bash
# nodes.sh N PORT DATA JAVA... -- ARGUMENTS...: a cluster on this machine for trying: a store of the MongoDB protocol, Redis, and N
# servers on PORT, PORT+1, ... JAVA... is the command that starts one server; ARGUMENTS go to each. `./meshplay up --nodes N` calls it.
# Bash 3.2 is enough. Ctrl-C or SIGTERM stops everything that it has started, by process id, servers first.
set -euo pipefail

readonly READY_SECONDS_MAX=60
readonly STOP_SECONDS_MAX=20

here=$(cd -P "$(dirname "$0")" && pwd)
nodes=$1 port=$2 data=$3
shift 3
java=()
while [ $# -gt 0 ] && [ "$1" != -- ]; do
  java+=("$1")
  shift
done
[ $# = 0 ] || shift

say() { printf '%s\n' "$*"; }
fail() {
  printf 'meshplay: %s\n' "$*" >&2
  exit 1
}

# Process ids in the order of their start, and what each is.
pids=() names=()

started() {
  pids+=("$1")
  names+=("$2")
}

alive() { kill -0 "$1" 2>/dev/null; }

# Servers before what they write to. Called by traps.
# shellcheck disable=SC2317
stop_all() {
  trap '' INT TERM EXIT
  local i seconds
  for ((i = ${#pids[@]} - 1; i >= 2; i--)); do
    ! alive "${pids[$i]}" || kill -TERM "${pids[$i]}" 2>/dev/null || true
  done
  for ((i = ${#pids[@]} - 1; i >= 0; i--)); do
    [ "$i" -ge 2 ] || ! alive "${pids[$i]}" || kill -TERM "${pids[$i]}" 2>/dev/null || true
    for ((seconds = 0; seconds < STOP_SECONDS_MAX * 10; seconds++)); do
      alive "${pids[$i]}" || break
      sleep 0.1
    done
    if alive "${pids[$i]}"; then
      say "${names[$i]} does not stop: killed"
      kill -KILL "${pids[$i]}" 2>/dev/null || true
    fi
    wait "${pids[$i]}" 2>/dev/null || true
  done
}

# Whether something listens on a port of the loopback.
listens() { (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; }

# free_port FROM: the first port from there on that nobody listens on.
free_port() {
  local candidate=$1
  while listens "$candidate"; do
    candidate=$((candidate + 1))
  done
  printf '%s\n' "$candidate"
}

# await NAME PID PORT: until it listens, or has ended.
await() {
  local tenths
  for ((tenths = 0; tenths < READY_SECONDS_MAX * 10; tenths++)); do
    listens "$3" && return
    alive "$2" || fail "$1 has ended: see $data/cluster/$1.log"
    sleep 0.1
  done
  fail "$1 does not listen on port $3: see $data/cluster/$1.log"
}

main() {
  case $nodes in
    [1-9] | 1[0-6]) ;;
    *) fail "--nodes is $nodes, must be 1 to 16" ;;
  esac
  command -v redis-server >/dev/null || fail "missing: redis-server (sudo apt-get install redis-server)"
  local i
  for ((i = 0; i < nodes; i++)); do
    ! listens $((port + i)) || fail "port $((port + i)) is in use: choose others with --port"
  done
  mkdir -p "$data/cluster/store" "$data/cluster/redis"
  local secret="$data/cluster/secret"
  if [ ! -s "$secret" ]; then
    (umask 077 && od -An -N32 -tx1 /dev/urandom | tr -d ' \n' >"$secret")
  fi

  local binary
  binary=$("$here/testcluster/ferretdb/build.sh") || fail "the store could not be built: it needs Go 1.24 or newer"
  local store_port redis_port
  store_port=$(free_port 27217)
  redis_port=$(free_port 26379)

  trap 'stop_all; exit 0' INT TERM
  trap stop_all EXIT

  # Each in a process group of its own: Ctrl-C reaches this script, which stops them in order.
  set -m
  "$binary" "127.0.0.1:$store_port" "$data/cluster/store" >"$data/cluster/store.log" 2>&1 </dev/null &
  started $! store
  redis-server --bind 127.0.0.1 --port "$redis_port" --dir "$data/cluster/redis" --save '' --appendonly no \
    >"$data/cluster/redis.log" 2>&1 </dev/null &
  started $! redis
  set +m
  await store "${pids[0]}" "$store_port"
  await redis "${pids[1]}" "$redis_port"

  for ((i = 0; i < nodes; i++)); do
    mkdir -p "$data/cluster/node-$((i + 1))"
    set -m
    MESHPLAY_STORE="mongodb://127.0.0.1:$store_port/meshplay?meshplay.standalone=true" MESHPLAY_REDIS="redis://127.0.0.1:$redis_port" \
      "${java[@]}" --data "$data/cluster/node-$((i + 1))" --port $((port + i)) \
      --node-port 0 --cluster-secret-file "$secret" "$@" \
      >"$data/cluster/node-$((i + 1)).log" 2>&1 </dev/null &
    started $! "node-$((i + 1))"
    set +m
  done
  for ((i = 0; i < nodes; i++)); do
    await "node-$((i + 1))" "${pids[$((i + 2))]}" $((port + i))
    say "Meshplay node $((i + 1)) is ready: http://127.0.0.1:$((port + i))  (process ${pids[$((i + 2))]}, log $data/cluster/node-$((i + 1)).log)"
  done
  say "One cluster of $nodes nodes; kill one and go on with another. Ctrl-C stops all."

  # A server that ends does not end the others; without the store nothing goes on.
  local said=" "
  while alive "${pids[0]}"; do
    local left=0
    for ((i = 2; i < ${#pids[@]}; i++)); do
      if alive "${pids[$i]}"; then
        left=$((left + 1))
      elif [[ "$said" != *" $i "* ]]; then
        say "${names[$i]} has ended"
        said="$said$i "
      fi
    done
    [ "$left" != 0 ] || fail "no node is left"
    sleep 0.5 &
    wait $! || true
  done
  fail "the store has ended: see $data/cluster/store.log"
}

main "$@"
