#!/bin/sh
# Runs the benches against the built server: latency, then CPU beside Hocuspocus. Arguments go to both,
# as --seconds 30. Instead: `bench.sh crash --kills 300` the crash rig, `bench.sh faults` disk, clock and network that
# fail, `bench.sh simulate --seeds 100000` the simulation, `bench.sh held --seconds 600` the memory of a long load,
# `bench.sh fuzz --cases 1000000` the fuzz of the gatekeeper, `bench.sh frames --frames 100000` hostile frames.
# `bench.sh policy` evaluations of large designs, `bench.sh registry` a registry of 16,034 components in 512 MB,
# `bench.sh check` all checks of a design of 500 components.
# `bench.sh nodes --strikes 100 --how kill,term,stop` a cluster whose nodes are struck. Results: load-tests/results.
set -eu
here=$(cd "$(dirname "$0")" && pwd)
root=$(dirname "$here")
java=java
[ -n "${JAVA_HOME:-}" ] && java=$JAVA_HOME/bin/java
jars=$root/collab-server/server/target/meshplay-server
classes=$here/target/classes
libraries=$here/target/libraries
if [ ! -d "$classes" ] || [ ! -d "$libraries" ] || [ ! -f "$jars/meshplay-server.jar" ]; then
  echo "build first: mvn package -pl load-tests -am" >&2
  exit 1
fi
cd "$root"
run() {
  "$java" --enable-native-access=ALL-UNNAMED -Dlogback.configurationFile="$here/logback-bench.xml" -cp "$classes:$libraries/*" "$@"
}
case "${1:-}" in
  simulate)
    shift
    # Its classes are tests of the server: they stand inside the packages whose rooms they run.
    "$java" -ea --enable-native-access=ALL-UNNAMED -Dlogback.configurationFile="$here/logback-quiet.xml" \
      -cp "$root/collab-server/server/target/test-classes:$jars/meshplay-server.jar" \
      io.meshplay.collab.sim.SimulationRig --results "$here/results/simulation.json" "$@"
    ;;
  crash)
    shift
    run io.meshplay.load.crash.CrashRig "$@"
    ;;
  nodes)
    shift
    run io.meshplay.load.crash.NodesRig "$@"
    ;;
  faults)
    shift
    run io.meshplay.load.fault.FaultRig "$@"
    ;;
  fuzz)
    shift
    run io.meshplay.load.fuzz.UpdateRig "$@"
    ;;
  frames)
    shift
    run io.meshplay.load.fuzz.FrameRig "$@"
    ;;
  check)
    shift
    run io.meshplay.load.policy.CheckBench "$@"
    ;;
  policy)
    shift
    run io.meshplay.load.policy.PolicyBench "$@"
    ;;
  registry)
    shift
    run -Xmx512m io.meshplay.load.registry.RegistryBench "$@"
    ;;
  latency | cpu | held)
    kind=$1
    shift
    run io.meshplay.load.sync.Bench "$@" "$kind"
    ;;
  *)
    run io.meshplay.load.sync.Bench "$@" latency
    run io.meshplay.load.sync.Bench "$@" cpu
    # Where 50 x 50 saturates a server, its CPU for each edit says little: the same at a tenth of the rate.
    run io.meshplay.load.sync.Bench "$@" cpu --edits-per-second-each 5 --name cpu-light
    ;;
esac
