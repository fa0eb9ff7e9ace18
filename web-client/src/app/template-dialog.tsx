import { useState } from "react";
import { useNavigate } from "react-router";
import { previewOf } from "../doc/preview";
import { importDesign } from "../rest/designs";
import { wordsFor } from "../rest/problem";
import { contentOf, fileOf, type Template } from "../templates/template";
import { TEMPLATES } from "../templates/templates";
import { Dialog } from "../ui/dialog";
import { toast } from "../ui/toasts";
import { PreviewDrawing } from "./preview-image";
import "./templates.css";

/** Designs to start from; a press makes a new one of it and opens it. */
export function TemplateDialog({ onClose }: { onClose: () => void }) {
  const navigate = useNavigate();
  const [making, setMaking] = useState<string>();
  const make = async (template: Template) => {
    setMaking(template.id);
    try {
      const file = new Blob([fileOf(template)], { type: "application/json" });
      const { design } = await importDesign(template.title, file);
      await navigate(`/designs/${design.id}`);
    } catch (error) {
      setMaking(undefined);
      toast(wordsFor(error), { tone: "error" });
    }
  };
  return (
    <Dialog title="New design from a template" className="template-dialog" onClose={onClose}>
      <ul className="templates">
        {TEMPLATES.map((template, index) => (
          <li key={template.id}>
            <button
              type="button"
              className="template"
              data-autofocus={index === 0 ? "" : undefined}
              disabled={making !== undefined}
              aria-busy={making === template.id}
              onClick={() => void make(template)}
            >
              <Picture template={template} />
              <span className="template-title">{template.title}</span>
              <span className="muted">{template.words}</span>
            </button>
          </li>
        ))}
      </ul>
    </Dialog>
  );
}

function Picture({ template }: { template: Template }) {
  const preview = previewOf(contentOf(template));
  return (
    <span className="preview" aria-hidden="true">
      {preview !== undefined && <PreviewDrawing preview={preview} />}
    </span>
  );
}
