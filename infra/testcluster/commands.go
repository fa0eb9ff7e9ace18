package main

import (
	"bufio"
	"errors"
	"flag"
	"fmt"
	"io"
	"os"
	"os/exec"
	"strings"
	"syscall"
	"time"
)

const (
	startTimeout = 90 * time.Second
	stopTimeout  = 30 * time.Second
)

// options are the arguments that the commands share.
type options struct {
	dir      string
	port     int
	nodes    int
	untilEOF bool
}

func parseOptions(name string, args []string) (options, error) {
	var o options
	flags := flag.NewFlagSet(name, flag.ContinueOnError)
	flags.SetOutput(io.Discard) // the error says it
	flags.StringVar(&o.dir, "dir", "", "directory of the cluster: its data, keys, log and kubeconfig")
	flags.IntVar(&o.port, "port", 0, "port of the API server on 127.0.0.1")
	flags.IntVar(&o.nodes, "nodes", 1, "how many nodes are played; 0 runs etcd and kube-apiserver only")
	flags.BoolVar(&o.untilEOF, "until-eof", false, "stop when standard input ends")
	if err := flags.Parse(args); err != nil {
		return o, err
	}
	if flags.NArg() > 0 {
		return o, fmt.Errorf("%s takes no argument %s", name, flags.Arg(0))
	}
	if o.dir == "" {
		return o, errors.New("--dir is missing")
	}
	if o.nodes < 0 {
		return o, errors.New("--nodes must be 0 or more")
	}
	return o, nil
}

// up starts a process of its own that outlives this one, and waits until it is ready or has ended.
func up(args []string) error {
	o, err := parseOptions("up", args)
	if err != nil {
		return err
	}
	d, err := openDirectory(o.dir)
	if err != nil {
		return err
	}
	if d.owner() != 0 {
		return d.waitForKubeconfig()
	}
	self, err := os.Executable()
	if err != nil {
		return err
	}
	keepOpenFilesFromChildren()
	server := exec.Command(self, append([]string{"run"}, args...)...)
	server.SysProcAttr = &syscall.SysProcAttr{Setsid: true} // a Ctrl-C at the terminal is not for it
	problems, err := os.CreateTemp(d.path, "start-*.log")
	if err != nil {
		return err
	}
	defer os.Remove(problems.Name())
	server.Stderr = problems
	answer, err := server.StdoutPipe()
	if err != nil {
		return err
	}
	if err := server.Start(); err != nil {
		return err
	}
	line := make(chan string, 1)
	go func() {
		text, _ := bufio.NewReader(answer).ReadString('\n')
		line <- strings.TrimSpace(text)
	}()
	select {
	case kubeconfig := <-line:
		if kubeconfig != "" {
			fmt.Println(kubeconfig)
			return nil
		}
		_ = server.Wait()
		said, _ := os.ReadFile(problems.Name())
		return fmt.Errorf("it did not start: %s", strings.TrimPrefix(strings.TrimSpace(string(said)), "cluster: "))
	case <-time.After(startTimeout):
		_ = server.Process.Kill()
		return fmt.Errorf("not ready after %v: see %s", startTimeout, d.file("cluster.log"))
	}
}

// keepOpenFilesFromChildren lets no lock or pipe of the caller live on in the background.
func keepOpenFilesFromChildren() {
	for file := 3; file < 256; file++ {
		syscall.CloseOnExec(file)
	}
}

// waitForKubeconfig is the answer to a second up: another process is the owner, and may still be starting.
func (d *directory) waitForKubeconfig() error {
	for began := time.Now(); time.Since(began) < startTimeout; time.Sleep(50 * time.Millisecond) {
		if _, err := os.Stat(d.file(kubeconfigName)); err == nil {
			fmt.Println(d.file(kubeconfigName))
			return nil
		}
		if d.owner() == 0 {
			return fmt.Errorf("the process that was starting it has ended: see %s", d.file("cluster.log"))
		}
	}
	return fmt.Errorf("not ready after %v: see %s", startTimeout, d.file("cluster.log"))
}

// down ends the process that holds the directory's lock: its id cannot be another's as long as the lock is held.
func down(args []string) error {
	o, err := parseOptions("down", args)
	if err != nil {
		return err
	}
	d := existingDirectory(o.dir)
	pid := d.owner()
	if pid == 0 {
		fmt.Fprintln(os.Stderr, "cluster: not running in", d.path)
		return nil
	}
	if err := syscall.Kill(pid, syscall.SIGTERM); err != nil {
		return fmt.Errorf("process %d: %w", pid, err)
	}
	for began := time.Now(); d.owner() == pid; time.Sleep(20 * time.Millisecond) {
		if time.Since(began) > stopTimeout {
			return fmt.Errorf("process %d does not end: see %s", pid, d.file("cluster.log"))
		}
	}
	return nil
}

// status says whether the cluster runs; the exit code is 1 when it does not.
func status(args []string) error {
	o, err := parseOptions("status", args)
	if err != nil {
		return err
	}
	d := existingDirectory(o.dir)
	pid := d.owner()
	if pid == 0 {
		return fmt.Errorf("not running in %s", d.path)
	}
	if _, err := os.Stat(d.file(kubeconfigName)); err != nil {
		fmt.Printf("starting  pid %d  %s\n", pid, d.path)
		return nil
	}
	address, _ := os.ReadFile(d.file(addressName))
	fmt.Printf("running  pid %d  https://%s  %s\n", pid, address, d.file(kubeconfigName))
	return nil
}
