import type { Json } from "./kinds";
import type { Component } from "./model";

/** Where a Kubernetes object says in which namespace it lives. */
export const NAMESPACE_FIELD = "/metadata/namespace";

/** Kinds that live outside every namespace; those that begin with "Cluster" do too. */
const CLUSTER_WIDE = new Set([
  "APIService",
  "CSIDriver",
  "CSINode",
  "CertificateSigningRequest",
  "CustomResourceDefinition",
  "DeviceClass",
  "FlowSchema",
  "GatewayClass",
  "IngressClass",
  "MutatingAdmissionPolicy",
  "MutatingAdmissionPolicyBinding",
  "MutatingWebhookConfiguration",
  "Namespace",
  "Node",
  "PersistentVolume",
  "PriorityClass",
  "PriorityLevelConfiguration",
  "RuntimeClass",
  "StorageClass",
  "ValidatingAdmissionPolicy",
  "ValidatingAdmissionPolicyBinding",
  "ValidatingWebhookConfiguration",
  "VolumeAttachment",
]);

/** Whether a component can be in a namespace at all. */
export function namespaced({ kind, version }: Pick<Component, "kind" | "version">): boolean {
  return version !== "" && !kind.startsWith("Cluster") && !CLUSTER_WIDE.has(kind);
}

type Entry = readonly [string, Json | undefined];

/**
 * What a component's configuration has to say once this container holds it. Out of a namespace the field goes only when it
 * named that one: what a person wrote by hand stays.
 */
export function namespaceEntries(
  component: Component,
  before: Component | undefined,
  after: Component | undefined,
): readonly Entry[] {
  const current = component.config.get(NAMESPACE_FIELD);
  if (after?.kind === "Namespace") {
    return namespaced(component) && current !== after.name ? [[NAMESPACE_FIELD, after.name]] : [];
  }
  return before?.kind === "Namespace" && current === before.name ? [[NAMESPACE_FIELD, undefined]] : [];
}
