import type { Json } from "../doc/kinds";
import type { Part } from "./template";

/** A workload's selector and the labels of its pods, which must agree. */
export const labels = (app: string, more: Readonly<Record<string, string>> = {}): Readonly<Record<string, Json>> => ({
  "/spec/selector/matchLabels": { app, ...more },
  "/spec/template/metadata/labels": { app, ...more },
});

/** A workload of one container that answers on a port, limited and probed. */
export function workload(
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

/** A Service in front of the workload of its own name. */
export function service(name: string, at: Part["at"], targetPort: number, more: Part["config"] = {}): Part {
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

/** The Namespace around a template. */
export const space = (name: string, at: Part["at"], size: Part["at"]): Part => ({
  name,
  kind: "Namespace",
  version: "v1",
  at,
  size,
  config: {},
});
