import { Unplug } from "lucide-react";
import { Component, type ReactNode } from "react";
import { Notice } from "./notice";

type State = { readonly error: unknown; readonly at: string };

/** Whether a part of the page could not be loaded, which a newer server or no network explains. */
export function isLoadFailure(error: unknown): boolean {
  return (
    error instanceof Error &&
    /dynamically imported|loading (css )?chunk|preload|importing a module/i.test(error.message)
  );
}

/** Catches what breaks below it and says so instead of a white page; another address tries again. */
export class ErrorBoundary extends Component<{ place: string; children: ReactNode }, State> {
  override state: State = { error: undefined, at: this.props.place };

  static getDerivedStateFromError(error: unknown): Partial<State> {
    return { error: error ?? new Error("unknown") };
  }

  static getDerivedStateFromProps(props: { place: string }, state: State): Partial<State> | null {
    return props.place === state.at ? null : { error: undefined, at: props.place };
  }

  override render(): ReactNode {
    const { error } = this.state;
    if (error === undefined) return this.props.children;
    const loading = isLoadFailure(error);
    return (
      <main id="main" className="page-center" tabIndex={-1}>
        <title>Something broke · Meshplay</title>
        <Notice
          page
          icon={<Unplug size={24} />}
          title={loading ? "A part of this page could not be loaded" : "This page broke"}
          words={
            loading
              ? "The server was updated, or cannot be reached. What was saved is safe; reload to go on."
              : "This is a fault of Meshplay, not of yours. What was saved is safe; reload to go on."
          }
        >
          <button type="button" className="button primary" onClick={() => location.reload()}>
            Reload
          </button>
          <a className="button" href="/designs">
            All designs
          </a>
        </Notice>
        {!loading && error instanceof Error && <p className="muted ended-detail">What happened: {error.message}</p>}
      </main>
    );
  }
}
