package main

import (
	"context"
	"errors"
	"fmt"
	"os"

	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/tools/clientcmd"
	"k8s.io/client-go/tools/clientcmd/api"
	"k8s.io/client-go/util/cert"
)

const (
	internalKubeconfigName = "internal.kubeconfig" // the same file before the cluster is ready
	authorityName          = "authority.crt"
	contextName            = "testcluster"
)

// connect waits until the API server has made its certificate and answers.
func connect(ctx context.Context, d *directory, address string) (kubernetes.Interface, error) {
	var client kubernetes.Interface
	err := poll(ctx, func(ctx context.Context) error {
		if err := writeKubeconfig(d, address); err != nil {
			return err // no certificate yet, or half of one
		}
		config, err := clientcmd.BuildConfigFromFlags("", d.file(internalKubeconfigName))
		if err != nil {
			return err
		}
		config.QPS = -1 // no limit
		if client, err = kubernetes.NewForConfig(config); err != nil {
			return err
		}
		return ping(ctx, client, "/livez/ping")
	})
	if err != nil {
		return nil, fmt.Errorf("kube-apiserver does not answer: %w", err)
	}
	return client, nil
}

// writeKubeconfig also writes the authority alone: the server's chain starts with its own certificate, and a trust
// bundle must not hold that.
func writeKubeconfig(d *directory, address string) error {
	token, err := d.adminToken()
	if err != nil {
		return err
	}
	chain, err := cert.CertsFromFile(d.file("certificates/apiserver.crt"))
	if err != nil {
		return err
	}
	authority, err := cert.EncodeCertificates(chain[len(chain)-1])
	if err != nil {
		return err
	}
	if err := os.WriteFile(d.file(authorityName), authority, 0o600); err != nil {
		return err
	}
	config := api.NewConfig()
	config.Clusters[contextName] = &api.Cluster{Server: "https://" + address, CertificateAuthorityData: authority}
	config.AuthInfos["admin"] = &api.AuthInfo{Token: token}
	config.Contexts[contextName] = &api.Context{Cluster: contextName, AuthInfo: "admin"}
	config.CurrentContext = contextName
	return clientcmd.WriteToFile(*config, d.file(internalKubeconfigName))
}

// usable says whether a Pod could be created in namespace default and scheduled to the last node.
func usable(ctx context.Context, client kubernetes.Interface, nodes int) error {
	if err := ping(ctx, client, "/readyz"); err != nil || nodes == 0 {
		return err
	}
	if _, err := client.CoreV1().ServiceAccounts("default").Get(ctx, "default", metav1.GetOptions{}); err != nil {
		return err
	}
	node, err := client.CoreV1().Nodes().Get(ctx, nodeName(nodes-1), metav1.GetOptions{})
	if err != nil {
		return err
	}
	if len(node.Spec.Taints) > 0 {
		return errors.New("the node is not ready")
	}
	return nil
}
