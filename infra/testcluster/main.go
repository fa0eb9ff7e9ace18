// Command testcluster runs a real Kubernetes control plane for tests, on the loopback interface only: etcd,
// kube-apiserver, kube-controller-manager and kube-scheduler in one process, and nodes that are played.
//
// ./meshplay cluster builds and runs it; README.md says what it can do and what it cannot.
package main

import (
	"fmt"
	"os"
)

const usage = `testcluster up     --dir DIR   start it in the background; prints the path of its kubeconfig
testcluster run    --dir DIR   the same in the foreground, until SIGINT or SIGTERM
                    --until-eof   until standard input ends, too
                    --port N      port of the API server; by default the last one of DIR, or a free one
                    --nodes N     how many nodes are played (1); 0 runs etcd and kube-apiserver only
testcluster down   --dir DIR   stop it and wait for its end
testcluster status --dir DIR   whether it runs, and where
`

func main() {
	if len(os.Args) < 2 {
		fmt.Fprint(os.Stderr, usage)
		os.Exit(2)
	}
	command := map[string]func([]string) error{"up": up, "run": runForeground, "down": down, "status": status}[os.Args[1]]
	if command == nil {
		fmt.Fprint(os.Stderr, usage)
		os.Exit(2)
	}
	if err := command(os.Args[2:]); err != nil {
		fmt.Fprintln(os.Stderr, "cluster:", err)
		os.Exit(1)
	}
}
