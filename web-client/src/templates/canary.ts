import { labels, service, space, workload } from "./parts";
import type { Part, Template } from "./template";

const canary = (name: string, at: Part["at"], version: string, image: string): Part =>
  workload("Deployment", name, at, image, 8080, labels("web", { version }));

/** Two versions of one service at once. */
export const CANARY: Template = {
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
