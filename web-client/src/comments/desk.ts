import type { Session } from "../sync/session";
import type { Person } from "../sync/person";
import { mentioned, peopleOf } from "./mentions";
import { ReadMarks } from "./read-marks";
import { type Anchor, type Author, Comments, type Message, type Thread } from "./threads";

/** What of the comments is on the screen: nothing, the choice of a place, the first words of a thread, or a thread. */
export type View =
  | { readonly kind: "none" }
  | { readonly kind: "placing" }
  | { readonly kind: "writing"; readonly anchor: Anchor }
  | { readonly kind: "open"; readonly thread: string };

/** Everything that the comments of one open design need: the threads, what was read, and what is on the screen. */
export class CommentDesk {
  readonly comments: Comments;
  readonly marks: ReadMarks;
  private view: View = { kind: "none" };
  private readonly listeners = new Set<() => void>();
  private readonly met = new Map<string, Author>();
  private person: Person;
  private readonly stop: readonly (() => void)[];

  constructor(
    session: Session,
    designId: string,
    person: Person,
    onMention: (thread: Thread, message: Message) => void,
  ) {
    this.person = person;
    this.comments = new Comments(session.design.doc, () => ({ id: this.person.id, name: this.person.name }));
    this.marks = new ReadMarks(designId, person.id, storage());
    const meet = () => {
      for (const { person: one } of session.presence.others) this.met.set(one.id, { id: one.id, name: one.name });
    };
    meet();
    let known = messageIds(this.comments);
    const look = () => {
      const before = known;
      known = messageIds(this.comments);
      // What was written before this page opened is no news.
      if (!session.loaded) return;
      for (const thread of this.comments.current().values()) {
        for (const message of thread.messages) {
          const mine = message.author.id === this.person.id;
          if (!before.has(message.id) && !mine && message.mentions.includes(this.person.id)) onMention(thread, message);
        }
      }
    };
    window.addEventListener("storage", this.marks.reload);
    this.stop = [
      session.presence.subscribe("people", meet),
      this.comments.subscribe(look),
      () => window.removeEventListener("storage", this.marks.reload),
    ];
  }

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  };

  /** A stable value until it changes, for useSyncExternalStore. */
  readonly current = (): View => this.view;

  get me(): Person {
    return this.person;
  }

  setPerson(person: Person): void {
    this.person = person;
  }

  show(view: View): void {
    this.view = view;
    for (const listener of this.listeners) listener();
  }

  /** Whoever may be mentioned: people who are or were here since the page opened, and everybody who wrote. */
  people(): readonly Author[] {
    return peopleOf([...this.met.values()], this.comments.current().values());
  }

  /** Says the first or the next words at what is open. */
  say(text: string): void {
    const mentions = mentioned(text, this.people());
    if (this.view.kind === "open") this.comments.reply(this.view.thread, text, mentions);
    if (this.view.kind !== "writing") return;
    const thread = this.comments.start(this.view.anchor, text, mentions);
    this.show(thread === undefined ? { kind: "none" } : { kind: "open", thread });
  }

  edit(thread: string, message: string, text: string): void {
    this.comments.edit(thread, message, text, mentioned(text, this.people()));
  }

  destroy(): void {
    for (const stop of this.stop) stop();
    this.comments.destroy();
  }
}

function messageIds(comments: Comments): ReadonlySet<string> {
  return new Set([...comments.current().values()].flatMap(({ messages }) => messages.map(({ id }) => id)));
}

function storage(): Storage | undefined {
  try {
    return window.localStorage;
  } catch {
    return undefined;
  }
}
