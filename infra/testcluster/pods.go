package main

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"strings"
	"time"

	corev1 "k8s.io/api/core/v1"
	"k8s.io/apimachinery/pkg/api/equality"
	metav1 "k8s.io/apimachinery/pkg/apis/meta/v1"
	"k8s.io/apimachinery/pkg/types"
	"k8s.io/client-go/kubernetes"
)

const (
	readyAfter     = "testcluster.meshplay.io/ready-after" // a Pod's annotation: how long it is not ready, as 3s
	wantedPhase    = "testcluster.meshplay.io/phase"       // a Pod's annotation: Succeeded or Failed
	unpullableName = "image-pull-error"                    // part of the name of an image that cannot be pulled
)

// playPod writes the next status of a Pod, or says after how long to look again. A Pod that is deleted goes at once.
func playPod(ctx context.Context, client kubernetes.Interface, pod *corev1.Pod) (time.Duration, error) {
	pods := client.CoreV1().Pods(pod.Namespace)
	if pod.DeletionTimestamp != nil {
		options := metav1.NewPreconditionDeleteOptions(string(pod.UID))
		options.GracePeriodSeconds = new(int64)
		return 0, pods.Delete(ctx, pod.Name, *options)
	}
	if pod.Status.Phase == corev1.PodSucceeded || pod.Status.Phase == corev1.PodFailed {
		return 0, nil
	}
	status, again := podStatus(pod, time.Now())
	if sameStatus(pod.Status, status) {
		return again, nil
	}
	patch, err := json.Marshal(map[string]any{"metadata": map[string]any{"uid": pod.UID}, "status": status})
	if err == nil {
		_, err = pods.Patch(ctx, pod.Name, types.StrategicMergePatchType, patch, metav1.PatchOptions{}, "status")
	}
	return again, err
}

// podStatus is what a kubelet would write, had it run the containers: the Pod of a Job has succeeded, any other runs
// and is ready, unless its annotations or the names of its images ask for something else.
func podStatus(pod *corev1.Pod, now time.Time) (corev1.PodStatus, time.Duration) {
	phase := corev1.PodRunning
	if owner := metav1.GetControllerOf(pod); owner != nil && owner.Kind == "Job" {
		phase = corev1.PodSucceeded
	}
	if wanted := pod.Annotations[wantedPhase]; wanted != "" {
		phase = corev1.PodPhase(wanted)
	}
	delay, _ := time.ParseDuration(pod.Annotations[readyAfter])
	left := max(delay-now.Sub(pod.CreationTimestamp.Time), 0)
	if cannotPull(pod) {
		phase, left = corev1.PodPending, 0
	}
	ready := phase == corev1.PodRunning && left == 0

	status := corev1.PodStatus{
		Phase:     phase,
		HostIP:    nodeAddress,
		PodIP:     podAddress(pod.UID),
		StartTime: &pod.CreationTimestamp,
	}
	status.PodIPs = []corev1.PodIP{{IP: status.PodIP}}
	for _, container := range pod.Spec.InitContainers {
		init := containerStatus(pod, container, corev1.PodSucceeded, true)
		status.InitContainerStatuses = append(status.InitContainerStatuses, init)
	}
	for _, container := range pod.Spec.Containers {
		status.ContainerStatuses = append(status.ContainerStatuses, containerStatus(pod, container, phase, ready))
	}
	status.Conditions = []corev1.PodCondition{
		podCondition(corev1.PodReadyToStartContainers, true, now),
		podCondition(corev1.PodInitialized, true, now),
		podCondition(corev1.ContainersReady, ready, now),
		podCondition(corev1.PodReady, ready, now),
	}
	return status, left
}

func cannotPull(pod *corev1.Pod) bool {
	for _, container := range pod.Spec.Containers {
		if strings.Contains(container.Image, unpullableName) {
			return true
		}
	}
	return false
}

func containerStatus(pod *corev1.Pod, container corev1.Container, phase corev1.PodPhase, ready bool) corev1.ContainerStatus {
	status := corev1.ContainerStatus{
		Name:        container.Name,
		Image:       container.Image,
		ImageID:     "played://" + container.Image,
		ContainerID: "played://" + string(pod.UID) + "/" + container.Name,
	}
	switch phase {
	case corev1.PodPending:
		status.ImageID, status.ContainerID = "", ""
		status.State.Waiting = &corev1.ContainerStateWaiting{Reason: "ErrImagePull", Message: "no image " + container.Image}
	case corev1.PodSucceeded, corev1.PodFailed:
		ended := &corev1.ContainerStateTerminated{Reason: "Completed", StartedAt: pod.CreationTimestamp,
			FinishedAt: pod.CreationTimestamp}
		if phase == corev1.PodFailed {
			ended.Reason, ended.ExitCode = "Error", 1
		}
		status.State.Terminated = ended
	default:
		started := true
		status.Ready, status.Started = ready, &started
		status.State.Running = &corev1.ContainerStateRunning{StartedAt: pod.CreationTimestamp}
	}
	return status
}

func podCondition(kind corev1.PodConditionType, is bool, now time.Time) corev1.PodCondition {
	condition := corev1.PodCondition{Type: kind, Status: corev1.ConditionFalse, LastTransitionTime: metav1.NewTime(now)}
	if is {
		condition.Status = corev1.ConditionTrue
	}
	return condition
}

// sameStatus says whether nothing is new but the time.
func sameStatus(old, next corev1.PodStatus) bool {
	return old.Phase == next.Phase &&
		equality.Semantic.DeepEqual(old.ContainerStatuses, next.ContainerStatuses)
}

// podAddress is made from the UID: two Pods may share one, and nothing listens there.
func podAddress(uid types.UID) string {
	hash := fnv.New32a()
	_, _ = hash.Write([]byte(uid))
	sum := hash.Sum32()
	return fmt.Sprintf("10.244.%d.%d", sum>>8&0xff, sum&0xff)
}
