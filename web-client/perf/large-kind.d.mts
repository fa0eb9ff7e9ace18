/** As many properties as Kubernetes' Deployment has. */
export const PROPERTIES: number;
/** A manifest of the large kind. */
export const LARGE_THING: string;
/** Copies the registry of the browser tests and adds the large kind; answers the new directory. */
export function withLargeKind(): Promise<string>;
