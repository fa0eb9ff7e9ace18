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

const clusterWide = (kind: string): boolean => kind.startsWith("Cluster") || CLUSTER_WIDE.has(kind);

/** Whether this container may hold such a component: a Namespace holds nothing that lives outside every namespace. */
export function holds(container: Component, { kind }: Pick<Component, "kind">): boolean {
  return container.container && !(container.kind === "Namespace" && clusterWide(kind));
}

/** Whether a component says in its configuration which namespace it is in; a remark on the canvas does not. */
function namespaced({ kind, version }: Pick<Component, "kind" | "version">): boolean {
  return version !== "" && !clusterWide(kind);
}

type Entry = readonly [string, Json | undefined];

/**
 * What a component's configuration has to say once this container holds it. Out of a namespace the field goes only when it
 * named that one: what a person wrote by hand stays.
 */
export function namespaceEntries(
  component: Pick<Component, "kind" | "version" | "config">,
  before: Component | undefined,
  after: Component | undefined,
): readonly Entry[] {
  const current = component.config.get(NAMESPACE_FIELD);
  if (after?.kind === "Namespace") {
    return namespaced(component) && current !== after.name ? [[NAMESPACE_FIELD, after.name]] : [];
  }
  return before?.kind === "Namespace" && current === before.name ? [[NAMESPACE_FIELD, undefined]] : [];
}

/** The configuration that a new component gets from the container that it is put into. */
export function namespaceConfig(
  { kind, version }: Pick<Component, "kind" | "version">,
  container: Component | undefined,
): Readonly<Record<string, Json>> {
  const entries = namespaceEntries({ kind, version, config: new Map() }, undefined, container);
  return Object.fromEntries(entries.filter((entry): entry is readonly [string, Json] => entry[1] !== undefined));
}
