package main

import (
	"context"
	"errors"
	"fmt"
	"net"
	"net/url"
	"time"

	"github.com/spf13/pflag"
	"go.etcd.io/etcd/server/v3/embed"
	utilerrors "k8s.io/apimachinery/pkg/util/errors"
	"k8s.io/client-go/rest"
	cliflag "k8s.io/component-base/cli/flag"
	apiserverapp "k8s.io/kubernetes/cmd/kube-apiserver/app"
	apiserveroptions "k8s.io/kubernetes/cmd/kube-apiserver/app/options"
	managerapp "k8s.io/kubernetes/cmd/kube-controller-manager/app"
	manageroptions "k8s.io/kubernetes/cmd/kube-controller-manager/app/options"
	schedulerapp "k8s.io/kubernetes/cmd/kube-scheduler/app"
	scheduleroptions "k8s.io/kubernetes/cmd/kube-scheduler/app/options"
)

// startStore starts etcd on two free ports. It must be closed once only: a second Close panics.
func startStore(d *directory) (*embed.Etcd, error) {
	anyPort := []url.URL{{Scheme: "http", Host: "127.0.0.1:0"}}
	config := embed.NewConfig()
	config.Dir = d.file("etcd")
	config.LogLevel = "warn"
	config.LogOutputs = []string{d.file("etcd.log")}
	config.ListenClientUrls, config.AdvertiseClientUrls = anyPort, anyPort
	config.ListenPeerUrls, config.AdvertisePeerUrls = anyPort, anyPort
	config.InitialCluster = config.InitialClusterFromName(config.Name)
	config.UnsafeNoFsync = true // data outlives a kill of the process, not a power cut
	store, err := embed.StartEtcd(config)
	if err != nil {
		return nil, err
	}
	select {
	case <-store.Server.ReadyNotify():
		return store, nil
	case <-time.After(30 * time.Second):
		store.Close()
		return nil, errors.New("not ready after 30 s")
	}
}

// parse sets the options of a component by its own flags, as its command line does.
func parse(sets cliflag.NamedFlagSets, args ...string) error {
	all := pflag.NewFlagSet("", pflag.ContinueOnError)
	for _, set := range sets.FlagSets {
		all.AddFlagSet(set)
	}
	return all.Parse(args)
}

// apiServer must be prepared before the other components: it sets the feature gates that all of them read.
func apiServer(d *directory, listener net.Listener, store string) (component, error) {
	if _, err := d.adminToken(); err != nil {
		return component{}, err
	}
	rest.SetDefaultWarningHandler(rest.NoWarnings{})
	options := apiserveroptions.NewServerRunOptions()
	err := parse(options.Flags(),
		"--etcd-servers=http://"+store,
		"--bind-address=127.0.0.1",
		"--advertise-address=192.0.2.1", // nobody dials it; a machine without a default route cannot start without it
		"--endpoint-reconciler-type=none",
		"--cert-dir="+d.file("certificates"),
		"--token-auth-file="+d.file(tokensName),
		"--authorization-mode=Node,RBAC",
		"--service-cluster-ip-range=10.96.0.0/16",
		"--service-account-issuer=https://kubernetes.default.svc",
		"--service-account-key-file="+d.file(keyName),
		"--service-account-signing-key-file="+d.file(keyName),
		"--allow-privileged=true",
		"--shutdown-send-retry-after=true", // open watches would hold the end for a minute
		"--profiling=false",
	)
	if err != nil {
		return component{}, err
	}
	if err := options.GenericServerRunOptions.ComponentGlobalsRegistry.Set(); err != nil {
		return component{}, err
	}
	options.SecureServing.Listener = listener
	options.SecureServing.BindPort = listener.Addr().(*net.TCPAddr).Port
	return component{"kube-apiserver", func(ctx context.Context) error {
		completed, err := options.Complete(ctx)
		if err != nil {
			return err
		}
		if wrong := completed.Validate(); len(wrong) > 0 {
			return utilerrors.NewAggregate(wrong)
		}
		return apiserverapp.Run(ctx, completed)
	}}, nil
}

// clientFlags are for components that talk to the API server and are alone in their role.
func clientFlags(d *directory) []string {
	return []string{
		"--kubeconfig=" + d.file(internalKubeconfigName),
		"--leader-elect=false",
		"--secure-port=0",
		"--kube-api-qps=500",
		"--kube-api-burst=1000",
		"--profiling=false",
	}
}

func controllerManager(d *directory) (component, error) {
	options, err := manageroptions.NewKubeControllerManagerOptions()
	if err != nil {
		return component{}, fmt.Errorf("kube-controller-manager: %w", err)
	}
	known, off := managerapp.KnownControllers(), managerapp.ControllersDisabledByDefault()
	aliases := managerapp.ControllerAliases()
	flags := options.Flags(known, off, aliases)
	options.ParsedFlags = &flags
	err = parse(flags, append(clientFlags(d),
		"--service-account-private-key-file="+d.file(keyName),
		"--root-ca-file="+d.file(authorityName))...)
	if err != nil {
		return component{}, fmt.Errorf("kube-controller-manager: %w", err)
	}
	return component{"kube-controller-manager", func(ctx context.Context) error {
		config, err := options.Config(ctx, known, off, aliases)
		if err != nil {
			return err
		}
		return managerapp.Run(ctx, config.Complete())
	}}, nil
}

func scheduler(d *directory) (component, error) {
	options := scheduleroptions.NewOptions()
	if err := parse(*options.Flags, clientFlags(d)...); err != nil {
		return component{}, fmt.Errorf("kube-scheduler: %w", err)
	}
	return component{"kube-scheduler", func(ctx context.Context) error {
		config, instance, err := schedulerapp.Setup(ctx, options)
		if err != nil {
			return err
		}
		return schedulerapp.Run(ctx, config, instance)
	}}, nil
}
