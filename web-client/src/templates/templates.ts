import { CANARY } from "./canary";
import { DATABASE } from "./database";
import { SERVICES } from "./services";
import type { Template } from "./template";
import { WEB } from "./web";

/** Ours, in the order in which they are shown. */
export const TEMPLATES: readonly Template[] = [WEB, SERVICES, DATABASE, CANARY];
