import type { Json } from "./kinds";
import type { Component } from "./model";

type Config = ReadonlyMap<string, Json>;

function ending(config: Config, suffix: string): Json | undefined {
  for (const [pointer, value] of config) if (pointer.endsWith(suffix)) return value;
  return undefined;
}

/** A key of the first object in a list: the image of the first container. */
function inList(config: Config, list: string, key: string): Json | undefined {
  const items = ending(config, `/${list}`);
  const first = Array.isArray(items) ? (items as readonly Json[])[0] : undefined;
  if (typeof first !== "object" || first === null || Array.isArray(first)) return undefined;
  return (first as Readonly<Record<string, Json>>)[key];
}

function words(value: Json | undefined): string {
  if (value === undefined || value === null) return "";
  if (Array.isArray(value)) return value.map((item: Json) => words(item)).join(", ");
  return typeof value === "object" ? "" : String(value);
}

function plural(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? "" : "s"}`;
}

function joined(...parts: string[]): string {
  return parts.filter((part) => part !== "").join(" · ");
}

/** A container image without its registry path: "shop/api:1.2" → "api:1.2". */
function image(config: Config): string {
  const full = words(ending(config, "/image") ?? inList(config, "containers", "image"));
  return full.slice(full.lastIndexOf("/") + 1);
}

function replicas(config: Config): string {
  const count = config.get("/spec/replicas");
  return typeof count === "number" ? plural(count, "replica") : "";
}

function keys(config: Config): string {
  const count = [...config.keys()].filter((pointer) => /^\/(data|stringData)\//.test(pointer)).length;
  return count === 0 ? "" : plural(count, "key");
}

const HOSTS = ["/host", "/hosts", "/hostnames", "/dnsNames"];

function special(component: Component): string {
  const { config } = component;
  switch (component.kind) {
    case "Deployment":
    case "StatefulSet":
      return joined(replicas(config), image(config));
    case "CronJob":
      return joined(words(config.get("/spec/schedule")), image(config));
    case "Service":
      return joined(words(config.get("/spec/type")), words(ending(config, "/port") ?? inList(config, "ports", "port")));
    case "Gateway":
      return joined(
        words(config.get("/spec/gatewayClassName")),
        words(ending(config, "/port") ?? inList(config, "listeners", "port")),
      );
    case "Ingress":
    case "HTTPRoute":
    case "VirtualService":
    case "Certificate":
      return words(
        HOSTS.map((suffix) => ending(config, suffix)).find((value) => value !== undefined) ??
          inList(config, "rules", "host"),
      );
    case "ConfigMap":
    case "Secret":
      return keys(config) || words(config.get("/type"));
    case "PersistentVolumeClaim":
    case "PersistentVolume":
      return joined(words(ending(config, "/storage")), words(config.get("/spec/storageClassName")));
    case "HorizontalPodAutoscaler": {
      const least = words(config.get("/spec/minReplicas"));
      const most = words(config.get("/spec/maxReplicas"));
      return least === "" && most === "" ? "" : `${least || "1"} to ${most || "?"} replicas`;
    }
    case "PodDisruptionBudget": {
      const least = words(config.get("/spec/minAvailable"));
      return least === "" ? "" : `At least ${least} available`;
    }
    case "NetworkPolicy":
      return words(config.get("/spec/policyTypes"));
    default:
      return image(config);
  }
}

/** The one line under a node's hairline: the fact that matters most for its kind. */
export function factOf(component: Component): string {
  const fact = special(component);
  if (fact !== "") return fact;
  const count = component.config.size;
  return count === 0 ? "Not configured yet" : plural(count, "field");
}
