import { MapPinOff } from "lucide-react";
import { lazy, Suspense, useEffect, useRef } from "react";
import { Link, Navigate, Route, Routes, useLocation } from "react-router";
import { focusWhenThere } from "../ui/focus";
import { Toasts } from "../ui/toasts";
import { CommandCentre } from "./command-centre";
import { DesignsPage } from "./designs-page";
import { ErrorBoundary } from "./error-boundary";
import { Notice } from "./notice";
import { PageSkeleton, WorkbenchSkeleton } from "./skeletons";

const DesignPage = lazy(async () => ({ default: (await import("./design-page")).DesignPage }));
const SettingsPage = lazy(async () => ({ default: (await import("./settings-page")).SettingsPage }));

function NotFound() {
  return (
    <main id="main" className="page-center" tabIndex={-1}>
      <title>Not found · Meshplay</title>
      <Notice
        page
        icon={<MapPinOff size={24} />}
        title="There is no such page"
        words="The address may be mistyped, or the page was moved."
      >
        <Link className="button primary" to="/designs">
          Open designs
        </Link>
      </Notice>
    </main>
  );
}

const nobodyFocused = () => document.activeElement === null || document.activeElement === document.body;

/** After a link inside the application the focus goes to the new page, as it does when a browser loads one. */
function useFocusOnPage(pathname: string): void {
  const before = useRef(pathname);
  useEffect(() => {
    if (before.current === pathname) return undefined;
    before.current = pathname;
    return focusWhenThere("#main", nobodyFocused);
  }, [pathname]);
}

/** Every page there is. A page of sign-in and one of workspaces have their place beside the others. */
export function Pages() {
  const { pathname } = useLocation();
  useFocusOnPage(pathname);
  return (
    <>
      <a className="skip" href="#main">
        Skip to content
      </a>
      {/* Before the pages: their commands come later and so go first where two have one key. */}
      <CommandCentre />
      <ErrorBoundary place={pathname}>
        <Routes>
          <Route path="/" element={<Navigate to="/designs" replace />} />
          <Route path="/designs" element={<DesignsPage />} />
          <Route
            path="/designs/:id"
            element={
              <Suspense fallback={<WorkbenchSkeleton />}>
                <DesignPage />
              </Suspense>
            }
          />
          <Route
            path="/settings"
            element={
              <Suspense fallback={<PageSkeleton />}>
                <SettingsPage />
              </Suspense>
            }
          />
          <Route path="*" element={<NotFound />} />
        </Routes>
      </ErrorBoundary>
      <Toasts />
    </>
  );
}
