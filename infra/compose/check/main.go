// Command compose-check reads a Compose file as docker compose does, with the loader of the Compose project itself, and
// prints it resolved as JSON. A wrong file is one line on standard error and exit code 1.
package main

import (
	"context"
	"fmt"
	"os"

	"github.com/compose-spec/compose-go/v2/cli"
)

func main() {
	if len(os.Args) < 2 {
		fmt.Fprintln(os.Stderr, "usage: compose-check FILE [PROFILE...]")
		os.Exit(2)
	}
	text, err := resolve(os.Args[1], os.Args[2:])
	if err != nil {
		fmt.Fprintln(os.Stderr, "compose-check:", err)
		os.Exit(1)
	}
	os.Stdout.Write(text)
}

// resolve takes variables from the environment and from nowhere else.
func resolve(file string, profiles []string) ([]byte, error) {
	options, err := cli.NewProjectOptions([]string{file}, cli.WithOsEnv, cli.WithProfiles(profiles),
		cli.WithResolvedPaths(true), cli.WithConsistency(true), cli.WithInterpolation(true))
	if err != nil {
		return nil, err
	}
	project, err := options.LoadProject(context.Background())
	if err != nil {
		return nil, err
	}
	return project.MarshalJSON()
}
