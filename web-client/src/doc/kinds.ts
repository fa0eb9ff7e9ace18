/** What a kind is for; it decides the icon's colour and nothing else. */
export type Category = "workload" | "network" | "config" | "data" | "security" | "other";

/** A kind that the palette offers. */
export type Kind = {
  readonly kind: string;
  readonly model: string;
  readonly version: string;
  readonly category: Category;
  /** The API group in a word, as people say it. */
  readonly group: string;
  /** Other words by which people look for it. */
  readonly words: string;
  readonly container?: true;
  /** Where the registry's own icon is, to be shown as a picture. */
  readonly icon?: string;
  /** JSON pointer → value, what a new component starts with. */
  readonly config: Readonly<Record<string, Json>>;
};

/** A plain JSON value, the only thing that a configuration holds. */
export type Json = null | boolean | number | string | readonly Json[] | { readonly [key: string]: Json };

/** The API group of a version in a word: "apps/v1" → "apps". */
export function groupOf(version: string): string {
  return version.includes("/") ? (version.split("/")[0]?.split(".")[0] ?? "core") : "core";
}

function kubernetes(
  kind: string,
  version: string,
  category: Category,
  words: string,
  config: Readonly<Record<string, Json>> = {},
): Kind {
  return { kind, model: "kubernetes", version, category, group: groupOf(version), words, config };
}

/** Lists are single values of the document: one field holds the whole list of containers. */
const containers = (image: string): Json => [{ name: "main", image }];
const TEMPLATE = "/spec/template/spec/containers";

/** The short list of the palette, in the order in which it is shown within a category. */
export const KINDS: readonly Kind[] = [
  kubernetes("Deployment", "apps/v1", "workload", "deploy app replicas", {
    "/spec/replicas": 1,
    [TEMPLATE]: containers("nginx:1.29"),
  }),
  kubernetes("StatefulSet", "apps/v1", "workload", "sts database", {
    "/spec/replicas": 1,
    [TEMPLATE]: containers("postgres:18"),
  }),
  kubernetes("DaemonSet", "apps/v1", "workload", "ds agent node", { [TEMPLATE]: containers("fluent/fluent-bit:4.2") }),
  kubernetes("Job", "batch/v1", "workload", "task run", {
    [TEMPLATE]: containers("busybox:1.37"),
    "/spec/backoffLimit": 3,
  }),
  kubernetes("CronJob", "batch/v1", "workload", "schedule cron task", { "/spec/schedule": "0 3 * * *" }),
  kubernetes("Pod", "v1", "workload", "container po", { "/spec/containers": containers("nginx:1.29") }),
  kubernetes("HorizontalPodAutoscaler", "autoscaling/v2", "workload", "hpa scale autoscale", {
    "/spec/minReplicas": 2,
    "/spec/maxReplicas": 10,
  }),
  kubernetes("PodDisruptionBudget", "policy/v1", "workload", "pdb eviction", { "/spec/minAvailable": 1 }),
  kubernetes("Service", "v1", "network", "svc port cluster ip load balancer", {
    "/spec/type": "ClusterIP",
    "/spec/ports": [{ name: "http", port: 80 }],
  }),
  kubernetes("Ingress", "networking.k8s.io/v1", "network", "ing host route", {
    "/spec/rules": [{ host: "example.test" }],
  }),
  kubernetes("Gateway", "gateway.networking.k8s.io/v1", "network", "gw listener", {
    "/spec/gatewayClassName": "istio",
    "/spec/listeners": [{ name: "http", port: 80, protocol: "HTTP" }],
  }),
  kubernetes("HTTPRoute", "gateway.networking.k8s.io/v1", "network", "route path", {
    "/spec/hostnames": ["example.test"],
  }),
  {
    kind: "VirtualService",
    model: "istio-base",
    version: "networking.istio.io/v1",
    category: "network",
    group: "istio",
    words: "vs mesh route istio",
    config: { "/spec/hosts": ["example.test"] },
  },
  kubernetes("NetworkPolicy", "networking.k8s.io/v1", "security", "netpol firewall", {
    "/spec/policyTypes": ["Ingress"],
  }),
  kubernetes("ServiceAccount", "v1", "security", "sa identity"),
  kubernetes("Role", "rbac.authorization.k8s.io/v1", "security", "rbac permission"),
  kubernetes("RoleBinding", "rbac.authorization.k8s.io/v1", "security", "rbac grant"),
  kubernetes("Secret", "v1", "security", "password token key", { "/type": "Opaque" }),
  {
    kind: "Certificate",
    model: "cert-manager",
    version: "cert-manager.io/v1",
    category: "security",
    group: "cert-manager",
    words: "tls https cert",
    config: { "/spec/dnsNames": ["example.test"] },
  },
  kubernetes("ConfigMap", "v1", "config", "cm settings env"),
  { ...kubernetes("Namespace", "v1", "config", "ns group container"), container: true },
  {
    kind: "Application",
    model: "argo-cd",
    version: "argoproj.io/v1alpha1",
    category: "config",
    group: "argo cd",
    words: "argocd gitops app",
    config: { "/spec/source/path": "deploy" },
  },
  kubernetes("PersistentVolumeClaim", "v1", "data", "pvc disk storage volume", {
    "/spec/resources/requests/storage": "10Gi",
  }),
  kubernetes("PersistentVolume", "v1", "data", "pv disk storage", { "/spec/capacity/storage": "10Gi" }),
  kubernetes("StorageClass", "storage.k8s.io/v1", "data", "sc disk class"),
];

const BY_NAME = new Map(KINDS.map((kind) => [kind.kind.toLowerCase(), kind]));

const CATEGORY_HINTS: readonly (readonly [RegExp, Category])[] = [
  [/account|role|policy|secret|cert|auth|security|issuer/i, "security"],
  [/service|gateway|route|ingress|network|endpoint|lb|loadbalancer|vpc|subnet|dns/i, "network"],
  [/volume|storage|database|bucket|snapshot|db|sql|redis|queue|topic/i, "data"],
  [/deploy|set|job|pod|container|function|node|cluster|instance|autoscal/i, "workload"],
  [/config|namespace|application|quota|limit|definition/i, "config"],
];

/** The category of any kind: known ones by the list, others by what their name says. */
export function categoryOf(kind: string): Category {
  const known = BY_NAME.get(kind.toLowerCase());
  if (known !== undefined) return known.category;
  return CATEGORY_HINTS.find(([pattern]) => pattern.test(kind))?.[1] ?? "other";
}

/** Whether components of this kind hold others. */
export function isContainer(kind: string): boolean {
  return BY_NAME.get(kind.toLowerCase())?.container === true || /^(vpc|subnet)$/i.test(kind);
}

/** A palette entry by its exact name. */
export function kindNamed(name: string): Kind | undefined {
  return BY_NAME.get(name.toLowerCase());
}

/** What tells two palette entries apart. */
export function keyOf({ model, version, kind }: Pick<Kind, "model" | "version" | "kind">): string {
  return `${model} ${version} ${kind}`;
}

const words = (value: unknown): value is string => typeof value === "string" && value.length <= 300;

/** A palette entry from what a drag carries: another page may have started it. What a kind starts with is ours to say. */
export function readKind(text: string): Kind | undefined {
  try {
    const { kind, model, version } = JSON.parse(text) as Record<string, unknown>;
    return words(kind) && kind !== "" && words(model) && words(version) ? kindOf(kind, model, version) : undefined;
  } catch {
    return undefined;
  }
}

/** A palette entry for any kind: of the short list, or with nothing configured. */
export function kindOf(kind: string, model: string, version: string): Kind {
  const known = BY_NAME.get(kind.toLowerCase());
  if (known !== undefined && (known.version === version || version === "")) return known;
  const container = isContainer(kind);
  return {
    kind,
    model,
    version,
    category: categoryOf(kind),
    group: model === "" || model === "kubernetes" ? groupOf(version) : model,
    words: "",
    config: {},
    ...(container ? { container } : {}),
  };
}
