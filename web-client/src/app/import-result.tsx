import { CheckCircle2, X } from "lucide-react";
import { Link } from "react-router";
import type { DesignInfo, ImportReport } from "../rest/designs";

const WARNINGS_SHOWN = 8;

function counted(count: number, one: string): string {
  return `${count} ${one}${count === 1 ? "" : "s"}`;
}

/** What an import brought, and what it could not. */
export function ImportResult(props: { design: DesignInfo; report: ImportReport; onClose: () => void }) {
  const { design, report } = props;
  const more = report.warnings.length - WARNINGS_SHOWN;
  return (
    <section className="import-result" aria-label="Import report">
      <CheckCircle2 className="import-mark" size={18} strokeWidth={1.7} aria-hidden="true" />
      <div>
        <h2>“{design.name}” is imported</h2>
        <p className="muted">
          {counted(report.components, "component")} and {counted(report.relationships, "relationship")}
          {report.format === "" ? "" : `, read as ${report.format}`}
          {report.warnings.length === 0 ? "." : `; ${counted(report.warnings.length, "thing")} to look at:`}
        </p>
        {report.warnings.length > 0 && (
          <ul className="import-warnings">
            {report.warnings.slice(0, WARNINGS_SHOWN).map(({ path, message }) => (
              <li key={`${path} ${message}`}>
                {path !== "" && <code>{path}</code>} {message}
              </li>
            ))}
            {more > 0 && <li className="muted">and {more} more</li>}
          </ul>
        )}
      </div>
      <Link className="button primary" to={`/designs/${design.id}`}>
        Open
      </Link>
      <button type="button" className="button quiet icon" aria-label="Close the report" onClick={props.onClose}>
        <X size={16} aria-hidden="true" />
      </button>
    </section>
  );
}
