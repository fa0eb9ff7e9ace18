import "@xyflow/react/dist/base.css";
import "../ui/tokens.css";
import "../ui/base.css";
import "../ui/dialog.css";
import "./designs.css";
import "./design.css";
import "../canvas/canvas.css";
import "../comments/comments.css";
import "../configure/configure.css";
import "../configure/panel.css";
import "../palette/palette.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { BrowserRouter } from "react-router";
import { startAppWorker } from "../offline/app-worker";
import { toast } from "../ui/toasts";
import { Pages } from "./routes";

if (import.meta.env.PROD) {
  startAppWorker(() => {
    const action = { label: "Reload", run: () => location.reload() };
    toast("There is a new version of Meshplay. Your edits are kept.", { action, stays: true });
  });
}

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
