import { labels, service, space } from "./parts";
import type { Template } from "./template";

/** A database with its storage and backups. */
export const DATABASE: Template = {
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
