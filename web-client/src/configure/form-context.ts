import { createContext, useContext, useSyncExternalStore } from "react";
import type { Json } from "../doc/kinds";
import type { ConfigProblem } from "../rest/registry";
import type { Peer } from "../sync/presence";
import type { Session } from "../sync/session";
import type { Filter } from "./find";
import type { FormSchema } from "./schema";
import { countAt, entriesFor, valueAt } from "./values";

const EMPTY: ReadonlyMap<string, Json> = new Map();

/** One component's configuration as its fields read it: each hears of its own value only. */
export class Values {
  readonly subscribe: (listener: () => void) => () => void;
  private readonly session: Session;
  private readonly id: string;
  private config = EMPTY;
  private fresh = new Map<string, Json | undefined>();
  private readonly last = new Map<string, Json | undefined>();

  constructor(session: Session, id: string) {
    this.session = session;
    this.id = id;
    this.subscribe = session.design.store.subscribe;
  }

  get all(): ReadonlyMap<string, Json> {
    return this.session.design.snapshot.components.get(this.id)?.config ?? EMPTY;
  }

  /** The same value until it changes. */
  get(pointer: string): Json | undefined {
    const config = this.all;
    if (config !== this.config) {
      this.config = config;
      this.fresh = new Map();
    }
    if (this.fresh.has(pointer)) return this.fresh.get(pointer);
    const [before, now] = [this.last.get(pointer), valueAt(config, pointer)];
    const value = JSON.stringify(before) === JSON.stringify(now) ? before : now;
    this.fresh.set(pointer, value);
    this.last.set(pointer, value);
    return value;
  }

  count(pointer: string): number {
    return countAt(this.all, pointer);
  }

  write(pointer: string, value: Json | undefined): void {
    this.session.design.configureAll(this.id, entriesFor(this.all, pointer, value));
  }
}

/** What is wrong with a configuration; each field hears of its own problem only. */
export class Problems {
  private list: readonly ConfigProblem[] = [];
  private readonly listeners = new Set<() => void>();

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  set(list: readonly ConfigProblem[]): void {
    this.list = list;
    for (const listener of this.listeners) listener();
  }

  at(pointer: string): string | undefined {
    return this.list.find((problem) => problem.pointer === pointer)?.message;
  }

  within(pointer: string): boolean {
    return this.list.some((problem) => problem.pointer === pointer || problem.pointer.startsWith(`${pointer}/`));
  }
}

/** What all fields of a form share; the object stays the same while somebody types in a field. */
export type FormContextValue = {
  readonly session: Session;
  readonly id: string;
  readonly schema: FormSchema;
  readonly values: Values;
  readonly problems: Problems;
  readonly readOnly: boolean;
  readonly filter: Filter | undefined;
};

export const FormContext = createContext<FormContextValue | undefined>(undefined);

export function useForm(): FormContextValue {
  const form = useContext(FormContext);
  if (form === undefined) throw new Error("used outside a form");
  return form;
}

export function useValue(pointer: string): Json | undefined {
  const { values } = useForm();
  return useSyncExternalStore(values.subscribe, () => values.get(pointer));
}

export function useCount(pointer: string): number {
  const { values } = useForm();
  return useSyncExternalStore(values.subscribe, () => values.count(pointer));
}

export function useProblem(pointer: string): string | undefined {
  const { problems } = useForm();
  return useSyncExternalStore(problems.subscribe, () => problems.at(pointer));
}

export function useWrong(pointer: string): boolean {
  const { problems } = useForm();
  return useSyncExternalStore(problems.subscribe, () => problems.within(pointer));
}

/** Somebody else who edits a part of the form, or a field inside it. */
export function usePeerWithin(pointer: string): Peer | undefined {
  const { session, id } = useForm();
  const { presence } = session;
  return useSyncExternalStore(
    (listener) => presence.subscribe("selections", listener),
    () => presence.editedBy(id + pointer) ?? presence.editedWithin(`${id}${pointer}/`),
  );
}
