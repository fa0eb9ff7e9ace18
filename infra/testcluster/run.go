package main

import (
	"context"
	"fmt"
	"io"
	"os"
	"os/signal"
	"sync"
	"syscall"
	"time"

	"k8s.io/client-go/kubernetes"
)

// component is a part of the control plane that serves until its context ends.
type component struct {
	name  string
	serve func(context.Context) error
}

// stage is a set of components that stop together.
type stage struct {
	stop   context.CancelFunc
	ctx    context.Context
	failed chan<- error
	done   sync.WaitGroup
}

func newStage(failed chan<- error) *stage {
	ctx, stop := context.WithCancel(context.Background())
	return &stage{ctx: ctx, stop: stop, failed: failed}
}

// start runs a component; an end that nobody asked for is a failure of the whole.
func (s *stage) start(c component) {
	s.done.Add(1)
	go func() {
		defer s.done.Done()
		if err := c.serve(s.ctx); s.ctx.Err() == nil {
			s.failed <- fmt.Errorf("%s ended: %v", c.name, err)
		}
	}()
}

// end stops all components and waits for them, for a while.
func (s *stage) end() {
	s.stop()
	ended := make(chan struct{})
	go func() {
		s.done.Wait()
		close(ended)
	}()
	select {
	case <-ended:
	case <-time.After(5 * time.Second):
	}
}

// runForeground is the cluster: it starts the parts in order, says where they are, and stops them in reverse.
func runForeground(args []string) error {
	o, err := parseOptions("run", args)
	if err != nil {
		return err
	}
	d, err := openDirectory(o.dir)
	if err != nil {
		return err
	}
	if err := d.own(); err != nil {
		return err
	}
	console, err := logTo(d.file("cluster.log"))
	if err != nil {
		return err
	}
	err = serve(d, o, console)
	if err != nil {
		fmt.Fprintf(console, "cluster: %v (%s)\n", err, d.file("cluster.log"))
		os.Exit(1)
	}
	return nil
}

// logTo sends this process's standard error, where all components log, to a file. It returns what it was.
func logTo(path string) (*os.File, error) {
	log, err := os.OpenFile(path, os.O_CREATE|os.O_WRONLY|os.O_APPEND, 0o600)
	if err != nil {
		return nil, err
	}
	defer log.Close()
	before, err := syscall.Dup(int(os.Stderr.Fd()))
	if err != nil {
		return nil, err
	}
	syscall.CloseOnExec(before)
	return os.NewFile(uintptr(before), "console"), syscall.Dup3(int(log.Fd()), int(os.Stderr.Fd()), 0)
}

func serve(d *directory, o options, console io.Writer) error {
	began := time.Now()
	stopping := make(chan os.Signal, 2)
	signal.Notify(stopping, syscall.SIGINT, syscall.SIGTERM)
	if o.untilEOF {
		go func() {
			_, _ = io.Copy(io.Discard, os.Stdin)
			stopping <- syscall.SIGTERM
		}()
	}
	if err := d.serviceAccountKey(); err != nil {
		return err
	}
	store, err := startStore(d)
	if err != nil {
		return fmt.Errorf("etcd: %w", err)
	}
	defer store.Close()
	listener, err := d.listen(o.port)
	if err != nil {
		return err
	}
	api, err := apiServer(d, listener, store.Clients[0].Addr().String())
	if err != nil {
		return fmt.Errorf("kube-apiserver: %w", err)
	}

	failed := make(chan error, 8)
	server, others := newStage(failed), newStage(failed)
	defer server.end()
	defer others.end()
	server.start(api)
	ready := make(chan error, 1)
	go func() { ready <- startOthers(d, o.nodes, listener.Addr().String(), others) }()
	select {
	case err = <-ready:
	case err = <-failed:
	case <-stopping:
		select { // an API server that is stopped while it starts ends the process with a failure of its own
		case <-ready:
		case <-failed:
		}
		return nil
	}
	if err != nil {
		return err
	}
	defer func() { _ = remove(d.file(kubeconfigName)) }()
	if err := os.Link(d.file(internalKubeconfigName), d.file(kubeconfigName)); err != nil {
		return err
	}
	fmt.Fprintf(console, "cluster: ready after %.1f s at https://%s\n", time.Since(began).Seconds(), listener.Addr())
	fmt.Println(d.file(kubeconfigName))
	select {
	case err = <-failed:
		return err
	case <-stopping:
		return nil
	}
}

// startOthers waits for the API server and starts what needs it; it returns when a Pod could be created and scheduled.
func startOthers(d *directory, nodes int, address string, others *stage) error {
	client, err := connect(others.ctx, d, address)
	if err != nil {
		return err
	}
	if nodes > 0 {
		for _, prepare := range []func(*directory) (component, error){controllerManager, scheduler} {
			part, err := prepare(d)
			if err != nil {
				return err
			}
			others.start(part)
		}
		others.start(component{"nodes", func(ctx context.Context) error { return playNodes(ctx, client, nodes) }})
	}
	return poll(others.ctx, func(ctx context.Context) error { return usable(ctx, client, nodes) })
}

// poll repeats check until it returns no error or the context ends.
func poll(ctx context.Context, check func(context.Context) error) error {
	for {
		err := check(ctx)
		if err == nil {
			return nil
		}
		select {
		case <-ctx.Done():
			return err
		case <-time.After(20 * time.Millisecond):
		}
	}
}

func ping(ctx context.Context, client kubernetes.Interface, path string) error {
	_, err := client.Discovery().RESTClient().Get().AbsPath(path).Timeout(2 * time.Second).DoRaw(ctx)
	return err
}
