import { Mark } from "./brand";

/** A page's frame while the page itself loads, so that nothing moves when it comes. */
export function PageSkeleton() {
  return (
    <div className="page" aria-busy="true">
      <header className="bar">
        <span className="brand">
          <Mark /> Meshplay
        </span>
      </header>
    </div>
  );
}

/** The frame of a design page while the page or the design loads. */
export function WorkbenchSkeleton() {
  return (
    <div className="workbench" aria-busy="true" aria-label="Opening the design">
      <header className="bar design-bar">
        <span className="brand">
          <Mark />
        </span>
        <span className="crumb muted">Designs</span>
      </header>
      <div className="side-left" />
      <div className="middle canvas-blank" />
      <div className="side-right" />
    </div>
  );
}
