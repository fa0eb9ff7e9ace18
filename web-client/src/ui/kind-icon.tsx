import {
  AppWindow,
  Box,
  Boxes,
  Braces,
  CalendarClock,
  Component,
  Container,
  Cpu,
  Database,
  DoorOpen,
  FileText,
  Gauge,
  Globe,
  HardDrive,
  KeyRound,
  Layers,
  type LucideIcon,
  Network,
  Play,
  Route,
  Scaling,
  ScrollText,
  Shield,
  ShieldCheck,
  UserRound,
  UsersRound,
  Waypoints,
} from "lucide-react";
import { useState } from "react";
import { type Category, categoryOf } from "../doc/kinds";

const ICONS: Readonly<Record<string, LucideIcon>> = {
  Deployment: Box,
  StatefulSet: Layers,
  DaemonSet: Cpu,
  Job: Play,
  CronJob: CalendarClock,
  Pod: Container,
  HorizontalPodAutoscaler: Scaling,
  PodDisruptionBudget: Gauge,
  Service: Network,
  Ingress: Globe,
  Gateway: DoorOpen,
  HTTPRoute: Route,
  VirtualService: Waypoints,
  NetworkPolicy: Shield,
  ServiceAccount: UserRound,
  Role: ScrollText,
  RoleBinding: UsersRound,
  Secret: KeyRound,
  Certificate: ShieldCheck,
  ConfigMap: FileText,
  Namespace: Boxes,
  Application: AppWindow,
  PersistentVolumeClaim: Database,
  PersistentVolume: HardDrive,
  StorageClass: HardDrive,
};

const BY_CATEGORY: Readonly<Record<Category, LucideIcon>> = {
  workload: Box,
  network: Network,
  config: Braces,
  data: Database,
  security: Shield,
  other: Component,
};

/** A kind's icon in its tinted square, the colour says the category; or the registry's, as a picture and never as markup. */
export function KindIcon({ kind, src }: { kind: string; src?: string | undefined }) {
  const [broken, setBroken] = useState<string>();
  const category = categoryOf(kind);
  const Icon = ICONS[kind] ?? BY_CATEGORY[category];
  return (
    <span className={`kind-icon tone-${category}`} aria-hidden="true">
      {src === undefined || src === broken ? (
        <Icon size={16} strokeWidth={1.7} />
      ) : (
        <img src={src} alt="" width={18} height={18} loading="lazy" onError={() => setBroken(src)} />
      )}
    </span>
  );
}
