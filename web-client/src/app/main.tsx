import "@xyflow/react/dist/base.css";
import "../ui/tokens.css";
import "../ui/base.css";
import "../ui/dialog.css";
import "./designs.css";
import "./design.css";
import "./schema-form.css";
import "../canvas/canvas.css";
import "../palette/palette.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { BrowserRouter } from "react-router";
import { Pages } from "./routes";

const root = document.getElementById("root");
if (root !== null) {
  createRoot(root).render(
    <StrictMode>
      <BrowserRouter>
        <Pages />
      </BrowserRouter>
    </StrictMode>,
  );
}
