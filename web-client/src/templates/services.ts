import { service, space, workload } from "./parts";
import type { Part, Template } from "./template";

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

/** Several services behind one gateway. */
export const SERVICES: Template = {
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
