package main

import (
	"context"
	"encoding/json"
	"fmt"
	"strings"
	"time"

	coordinationv1 "k8s.io/api/coordination/v1"
	corev1 "k8s.io/api/core/v1"
	apierrors "k8s.io/apimachinery/pkg/api/errors"
	"k8s.io/apimachinery/pkg/api/resource"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/fields"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	corelisters "k8s.io/client-go/listers/core/v1"
	"k8s.io/client-go/tools/cache"
	"k8s.io/client-go/util/workqueue"
	"k8s.io/klog/v2"
)

const (
	nodePrefix   = "played-"
	nodeAddress  = "192.0.2.10" // of a range that is kept for documentation: nothing listens there
	leaseSeconds = int32(40)
	podWorkers   = 8
)

func nodeName(index int) string { return fmt.Sprintf("%s%d", nodePrefix, index) }

// playNodes keeps nodes alive that do not exist and plays the Pods on them (see podStatus) until the context ends.
func playNodes(ctx context.Context, client kubernetes.Interface, nodes int) error {
	for index := range nodes {
		if err := register(ctx, client, nodeName(index)); err != nil {
			return fmt.Errorf("%s: %w", nodeName(index), err)
		}
	}
	go renewLeases(ctx, client, nodes)

	scheduled := informers.WithTweakListOptions(func(o *metav1.ListOptions) {
		o.FieldSelector = fields.OneTermNotEqualSelector("spec.nodeName", "").String()
	})
	factory := informers.NewSharedInformerFactoryWithOptions(client, 0, scheduled)
	pods := factory.Core().V1().Pods()
	queue := workqueue.NewTypedRateLimitingQueue(workqueue.DefaultTypedControllerRateLimiter[cache.ObjectName]())
	changed := func(object any) {
		if pod, ok := object.(*corev1.Pod); ok && strings.HasPrefix(pod.Spec.NodeName, nodePrefix) {
			queue.Add(cache.MetaObjectToName(pod))
		}
	}
	handler := cache.ResourceEventHandlerFuncs{AddFunc: changed, UpdateFunc: func(_, object any) { changed(object) }}
	if _, err := pods.Informer().AddEventHandler(handler); err != nil {
		return err
	}
	factory.Start(ctx.Done())
	for range podWorkers {
		go playPods(ctx, client, pods.Lister(), queue)
	}
	<-ctx.Done()
	queue.ShutDown()
	return nil
}

func register(ctx context.Context, client kubernetes.Interface, name string) error {
	node := &corev1.Node{ObjectMeta: metav1.ObjectMeta{Name: name, Labels: map[string]string{
		corev1.LabelHostname:     name,
		corev1.LabelOSStable:     "linux",
		corev1.LabelArchStable:   "amd64",
		corev1.LabelTopologyZone: "zone-" + strings.TrimPrefix(name, nodePrefix),
	}}}
	_, err := client.CoreV1().Nodes().Create(ctx, node, metav1.CreateOptions{})
	if err != nil && !apierrors.IsAlreadyExists(err) {
		return err
	}
	if err := renewLease(ctx, client, name); err != nil {
		return err
	}
	patch, err := json.Marshal(map[string]any{"status": nodeStatus(name)})
	if err != nil {
		return err
	}
	_, err = client.CoreV1().Nodes().Patch(ctx, name, types.StrategicMergePatchType, patch, metav1.PatchOptions{}, "status")
	return err
}

func nodeStatus(name string) corev1.NodeStatus {
	room := corev1.ResourceList{
		corev1.ResourceCPU:              resource.MustParse("1k"),
		corev1.ResourceMemory:           resource.MustParse("4Ti"),
		corev1.ResourceEphemeralStorage: resource.MustParse("4Ti"),
		corev1.ResourcePods:             resource.MustParse("10k"),
	}
	status := corev1.NodeStatus{
		Capacity:    room,
		Allocatable: room,
		Addresses: []corev1.NodeAddress{
			{Type: corev1.NodeInternalIP, Address: nodeAddress},
			{Type: corev1.NodeHostName, Address: name},
		},
		NodeInfo: corev1.NodeSystemInfo{KubeletVersion: "played", OperatingSystem: "linux", Architecture: "amd64"},
	}
	now := metav1.Now()
	for _, kind := range []corev1.NodeConditionType{corev1.NodeReady, corev1.NodeMemoryPressure, corev1.NodeDiskPressure,
		corev1.NodePIDPressure, corev1.NodeNetworkUnavailable} {
		condition := corev1.NodeCondition{Type: kind, Status: corev1.ConditionFalse, Reason: "Played",
			LastHeartbeatTime: now, LastTransitionTime: now}
		if kind == corev1.NodeReady {
			condition.Status = corev1.ConditionTrue
		}
		status.Conditions = append(status.Conditions, condition)
	}
	return status
}

func renewLeases(ctx context.Context, client kubernetes.Interface, nodes int) {
	for {
		select {
		case <-ctx.Done():
			return
		case <-time.After(10 * time.Second):
		}
		for index := range nodes {
			if err := renewLease(ctx, client, nodeName(index)); err != nil && ctx.Err() == nil {
				klog.ErrorS(err, "lease not renewed", "node", nodeName(index))
			}
		}
	}
}

func renewLease(ctx context.Context, client kubernetes.Interface, name string) error {
	seconds, now := leaseSeconds, metav1.NowMicro()
	spec := coordinationv1.LeaseSpec{HolderIdentity: &name, LeaseDurationSeconds: &seconds, RenewTime: &now}
	leases := client.CoordinationV1().Leases(corev1.NamespaceNodeLease)
	lease, err := leases.Get(ctx, name, metav1.GetOptions{})
	if err == nil {
		lease.Spec = spec
		_, err = leases.Update(ctx, lease, metav1.UpdateOptions{})
		return err
	}
	if !apierrors.IsNotFound(err) {
		return err
	}
	namespace := &corev1.Namespace{ObjectMeta: metav1.ObjectMeta{Name: corev1.NamespaceNodeLease}}
	_, err = client.CoreV1().Namespaces().Create(ctx, namespace, metav1.CreateOptions{})
	if err != nil && !apierrors.IsAlreadyExists(err) {
		return err
	}
	lease = &coordinationv1.Lease{ObjectMeta: metav1.ObjectMeta{Name: name}, Spec: spec}
	_, err = leases.Create(ctx, lease, metav1.CreateOptions{})
	return err
}

type podQueue = workqueue.TypedRateLimitingInterface[cache.ObjectName]

func playPods(ctx context.Context, client kubernetes.Interface, pods corelisters.PodLister, queue podQueue) {
	for {
		name, shutdown := queue.Get()
		if shutdown {
			return
		}
		var again time.Duration
		pod, err := pods.Pods(name.Namespace).Get(name.Name)
		if err == nil {
			again, err = playPod(ctx, client, pod)
		}
		if err == nil || apierrors.IsNotFound(err) {
			queue.Forget(name)
			if again > 0 {
				queue.AddAfter(name, again)
			}
		} else if ctx.Err() == nil {
			klog.ErrorS(err, "status not written", "pod", name)
			queue.AddRateLimited(name)
		}
		queue.Done(name)
	}
}
