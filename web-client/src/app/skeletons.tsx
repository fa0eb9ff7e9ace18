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
    <div className="workbench" role="group" aria-busy="true" aria-label="Opening the design">
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

/** The list of designs while it loads. */
export function CardSkeletons() {
  return (
    <ul className="cards" aria-busy="true" aria-label="Loading designs">
      {[1, 2, 3, 4, 5, 6].map((number) => (
        <li key={number} className="card">
          <div className="preview">
            <div className="skeleton fill" />
          </div>
          <div className="card-foot">
            <div className="skeleton line" />
            <div className="skeleton line short" />
          </div>
        </li>
      ))}
    </ul>
  );
}
