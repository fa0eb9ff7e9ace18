import "@xyflow/react/dist/base.css";
import "../ui/tokens.css";
import "../ui/base.css";
import "./designs.css";
import "./design.css";
import "../canvas/canvas.css";
import "../comments/comments.css";
import "../configure/configure.css";
import "../configure/panel.css";
import "../palette/palette.css";
import { lazy, StrictMode, Suspense } from "react";
import { createRoot } from "react-dom/client";
import { BrowserRouter, Link, Navigate, Route, Routes } from "react-router";
import { startAppWorker } from "../offline/app-worker";
import { Toasts, toast } from "../ui/toasts";
import { DesignsPage } from "./designs-page";
import { Notice } from "./notice";

const DesignPage = lazy(async () => ({ default: (await import("./design-page")).DesignPage }));

function NotFound() {
  return (
    <main className="page-center">
      <title>Not found · Meshplay</title>
      <Notice title="There is no such page" words="The address may be mistyped, or the page was moved.">
        <Link className="button primary" to="/designs">
          Open designs
        </Link>
      </Notice>
    </main>
  );
}

function App() {
  return (
    <BrowserRouter>
      <Suspense fallback={<div className="page-center" aria-busy="true" />}>
        <Routes>
          <Route path="/" element={<Navigate to="/designs" replace />} />
          <Route path="/designs" element={<DesignsPage />} />
          <Route path="/designs/:id" element={<DesignPage />} />
          <Route path="*" element={<NotFound />} />
        </Routes>
      </Suspense>
      <Toasts />
    </BrowserRouter>
  );
}

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
      <App />
    </StrictMode>,
  );
}
