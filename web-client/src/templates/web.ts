import { service, space, workload } from "./parts";
import type { Template } from "./template";

/** A web application with the usual things around it. */
export const WEB: Template = {
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
