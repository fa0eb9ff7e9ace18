import type { Json } from "../doc/kinds";
import type { Part, Template } from "./template";

const labels = (app: string, more: Readonly<Record<string, string>> = {}): Readonly<Record<string, Json>> => ({
  "/spec/selector/matchLabels": { app, ...more },
  "/spec/template/metadata/labels": { app, ...more },
});

/** A workload of one container that answers on a port, limited and probed. */
function workload(
  kind: string,
  name: string,
  at: Part["at"],
  image: string,
  port: number,
  more: Part["config"] = {},
): Part {
  const probe = { httpGet: { path: "/healthz", port } };
  return {
    name,
    kind,
    version: "apps/v1",
    at,
    in: "space",
    config: {
      "/spec/replicas": 2,
      ...labels(name),
      "/spec/template/spec/containers": [
        {
          name: "main",
          image,
          ports: [{ containerPort: port }],
          resources: { requests: { cpu: "100m", memory: "128Mi" }, limits: { memory: "256Mi" } },
          readinessProbe: probe,
        },
      ],
      ...more,
    },
  };
}

function service(name: string, at: Part["at"], targetPort: number, more: Part["config"] = {}): Part {
  return {
    name,
    kind: "Service",
    version: "v1",
    at,
    in: "space",
    config: {
      "/spec/type": "ClusterIP",
      "/spec/selector": { app: name },
      "/spec/ports": [{ name: "http", port: 80, targetPort }],
      ...more,
    },
  };
}

const space = (name: string, at: Part["at"], size: Part["at"]): Part => ({
  name,
  kind: "Namespace",
  version: "v1",
  at,
  size,
  config: {},
});

const WEB: Template = {
  id: "web",
  title: "Web application",
  words: "An Ingress, a Service and a Deployment that scales by itself, with its settings and secrets.",
  parts: {
    space: space("web", [280, 40], [740, 460]),
    ingress: {
      name: "web",
      kind: "Ingress",
      version: "networking.k8s.io/v1",
      at: [320, 120],
      in: "space",
      config: {
        "/spec/rules": [
          {
            host: "app.example.test",
            http: {
              paths: [{ path: "/", pathType: "Prefix", backend: { service: { name: "web", port: { number: 80 } } } }],
            },
          },
        ],
      },
    },
    service: service("web", [560, 120], 8080),
    app: workload("Deployment", "web", [800, 120], "nginx:1.29", 8080),
    hpa: {
      name: "web",
      kind: "HorizontalPodAutoscaler",
      version: "autoscaling/v2",
      at: [560, 260],
      in: "space",
      config: {
        "/spec/minReplicas": 2,
        "/spec/maxReplicas": 10,
        "/spec/scaleTargetRef": { apiVersion: "apps/v1", kind: "Deployment", name: "web" },
        "/spec/metrics": [
          { type: "Resource", resource: { name: "cpu", target: { type: "Utilization", averageUtilization: 70 } } },
        ],
      },
    },
    settings: {
      name: "web-settings",
      kind: "ConfigMap",
      version: "v1",
      at: [560, 380],
      in: "space",
      config: { "/data/LOG_LEVEL": "info" },
    },
    secret: {
      name: "web-keys",
      kind: "Secret",
      version: "v1",
      at: [800, 380],
      in: "space",
      config: { "/type": "Opaque" },
    },
  },
  lines: [
    ["ingress", "service"],
    ["service", "app"],
    ["hpa", "app"],
    ["app", "settings"],
    ["app", "secret"],
  ],
};

const route = (name: string, at: Part["at"], path: string): Part => ({
  name,
  kind: "HTTPRoute",
  version: "gateway.networking.k8s.io/v1",
  at,
  in: "space",
  config: {
    "/spec/parentRefs": [{ name: "edge" }],
    "/spec/hostnames": ["shop.example.test"],
    "/spec/rules": [{ matches: [{ path: { type: "PathPrefix", value: path } }], backendRefs: [{ name, port: 80 }] }],
  },
});

const SERVICES: Template = {
  id: "services",
  title: "Services behind a gateway",
  words: "One Gateway, three services with a route each, and a NetworkPolicy that lets in the gateway alone.",
  parts: {
    edge: {
      name: "edge",
      kind: "Gateway",
      version: "gateway.networking.k8s.io/v1",
      at: [40, 260],
      config: {
        "/spec/gatewayClassName": "istio",
        "/spec/listeners": [{ name: "http", port: 80, protocol: "HTTP" }],
      },
    },
    space: space("shop", [280, 40], [740, 580]),
    r1: route("catalog", [320, 120], "/catalog"),
    r2: route("orders", [320, 260], "/orders"),
    r3: route("accounts", [320, 400], "/accounts"),
    s1: service("catalog", [560, 120], 8080),
    s2: service("orders", [560, 260], 8080),
    s3: service("accounts", [560, 400], 8080),
    d1: workload("Deployment", "catalog", [800, 120], "shop/catalog:1.0", 8080),
    d2: workload("Deployment", "orders", [800, 260], "shop/orders:1.0", 8080),
    d3: workload("Deployment", "accounts", [800, 400], "shop/accounts:1.0", 8080),
    policy: {
      name: "from-the-gateway",
      kind: "NetworkPolicy",
      version: "networking.k8s.io/v1",
      at: [560, 520],
      in: "space",
      config: {
        "/spec/podSelector": {},
        "/spec/policyTypes": ["Ingress"],
        "/spec/ingress": [
          { from: [{ namespaceSelector: { matchLabels: { "kubernetes.io/metadata.name": "edge" } } }] },
        ],
      },
    },
  },
  lines: [
    ["edge", "r1"],
    ["edge", "r2"],
    ["edge", "r3"],
    ["r1", "s1"],
    ["r2", "s2"],
    ["r3", "s3"],
    ["s1", "d1"],
    ["s2", "d2"],
    ["s3", "d3"],
    ["d2", "s1"],
    ["d2", "s3"],
  ],
};

const DATABASE: Template = {
  id: "database",
  title: "Database with backups",
  words: "A StatefulSet with a volume of its own, a budget for disruptions, and a backup every night.",
  parts: {
    space: space("data", [280, 40], [740, 460]),
    service: service("database", [320, 120], 5432, {
      "/spec/clusterIP": "None",
      "/spec/ports": [{ name: "postgres", port: 5432 }],
    }),
    database: {
      name: "database",
      kind: "StatefulSet",
      version: "apps/v1",
      at: [560, 120],
      in: "space",
      config: {
        "/spec/replicas": 1,
        "/spec/serviceName": "database",
        ...labels("database"),
        "/spec/template/spec/containers": [
          {
            name: "main",
            image: "postgres:18",
            ports: [{ containerPort: 5432 }],
            envFrom: [{ secretRef: { name: "database-admin" } }],
            volumeMounts: [{ name: "data", mountPath: "/var/lib/postgresql" }],
          },
        ],
        "/spec/volumeClaimTemplates": [
          {
            metadata: { name: "data" },
            spec: { accessModes: ["ReadWriteOnce"], resources: { requests: { storage: "20Gi" } } },
          },
        ],
      },
    },
    secret: {
      name: "database-admin",
      kind: "Secret",
      version: "v1",
      at: [800, 120],
      in: "space",
      config: { "/type": "Opaque" },
    },
    budget: {
      name: "database",
      kind: "PodDisruptionBudget",
      version: "policy/v1",
      at: [320, 260],
      in: "space",
      config: { "/spec/minAvailable": 1, "/spec/selector/matchLabels": { app: "database" } },
    },
    backup: {
      name: "database-backup",
      kind: "CronJob",
      version: "batch/v1",
      at: [560, 380],
      in: "space",
      config: {
        "/spec/schedule": "0 3 * * *",
        "/spec/concurrencyPolicy": "Forbid",
        "/spec/jobTemplate/spec/template/spec/restartPolicy": "OnFailure",
        "/spec/jobTemplate/spec/template/spec/containers": [
          {
            name: "dump",
            image: "postgres:18",
            command: ["sh", "-c", "pg_dumpall -h database > /backup/$(date +%u).sql"],
            envFrom: [{ secretRef: { name: "database-admin" } }],
            volumeMounts: [{ name: "backup", mountPath: "/backup" }],
          },
        ],
        "/spec/jobTemplate/spec/template/spec/volumes": [
          { name: "backup", persistentVolumeClaim: { claimName: "database-backup" } },
        ],
      },
    },
    claim: {
      name: "database-backup",
      kind: "PersistentVolumeClaim",
      version: "v1",
      at: [800, 380],
      in: "space",
      config: { "/spec/accessModes": ["ReadWriteOnce"], "/spec/resources/requests/storage": "50Gi" },
    },
  },
  lines: [
    ["service", "database"],
    ["database", "secret"],
    ["budget", "database"],
    ["backup", "service"],
    ["backup", "claim"],
  ],
};

const canary = (name: string, at: Part["at"], version: string, image: string): Part =>
  workload("Deployment", name, at, image, 8080, labels("web", { version }));

const CANARY: Template = {
  id: "canary",
  title: "Canary release",
  words: "Two versions of one service; an Istio VirtualService sends a tenth of the requests to the next one.",
  parts: {
    space: space("web", [280, 40], [740, 340]),
    route: {
      name: "web",
      kind: "VirtualService",
      version: "networking.istio.io/v1",
      model: "istio-base",
      at: [320, 190],
      in: "space",
      config: {
        "/spec/hosts": ["web"],
        "/spec/http": [
          {
            route: [
              { destination: { host: "web", subset: "stable" }, weight: 90 },
              { destination: { host: "web", subset: "next" }, weight: 10 },
            ],
          },
        ],
      },
    },
    subsets: {
      name: "web",
      kind: "DestinationRule",
      version: "networking.istio.io/v1",
      model: "istio-base",
      at: [560, 120],
      in: "space",
      config: {
        "/spec/host": "web",
        "/spec/subsets": [
          { name: "stable", labels: { version: "stable" } },
          { name: "next", labels: { version: "next" } },
        ],
      },
    },
    service: service("web", [560, 260], 8080),
    stable: canary("web-stable", [800, 120], "stable", "shop/web:1.4"),
    next: canary("web-next", [800, 260], "next", "shop/web:1.5"),
  },
  lines: [
    ["route", "subsets"],
    ["route", "service"],
    ["service", "stable"],
    ["service", "next"],
  ],
};

/** Ours, in the order in which they are shown. */
export const TEMPLATES: readonly Template[] = [WEB, SERVICES, DATABASE, CANARY];
