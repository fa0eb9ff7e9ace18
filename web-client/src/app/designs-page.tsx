import { FileUp, LayoutTemplate, Plus, Search, ServerCrash } from "lucide-react";
import { type DragEvent, lazy, Suspense, useRef, useState } from "react";
import { useNavigate } from "react-router";
import {
  createDesign,
  deleteDesign,
  type DesignInfo,
  type DesignPeople,
  type ImportReport,
  importDesign,
  restoreDesign,
} from "../rest/designs";
import { wordsFor } from "../rest/problem";
import { useCommands } from "../ui/commands";
import { toast } from "../ui/toasts";
import { CommandButton } from "./command-centre";
import { DesignCard } from "./design-card";
import { ImportResult } from "./import-result";
import { NoDesigns } from "./no-designs";
import { Notice } from "./notice";
import { PageBar } from "./page-bar";
import { leaveFor } from "./use-arrival";
import { CardSkeletons } from "./skeletons";
import { useDesignNews } from "./use-design-news";
import { type ListState, useDesigns, useListQuery } from "./use-designs";
import { usePerson } from "./use-person";

const TemplateDialog = lazy(async () => ({ default: (await import("./template-dialog")).TemplateDialog }));

const SORTS = [
  ["-updatedAt", "Last edited"],
  ["-createdAt", "Newest"],
  ["name", "Name"],
] as const;

type Imported = { readonly design: DesignInfo; readonly report: ImportReport };

/** The list of designs. */
export function DesignsPage() {
  const { person, rename } = usePerson();
  const { query, change } = useListQuery();
  const { state, reload } = useDesigns(query);
  const people = useDesignNews(state, reload);
  const { busy, imported, setImported, create, read } = useNewDesigns(reload);
  const [over, setOver] = useState(false);
  const [templates, setTemplates] = useState(false);
  const picker = useRef<HTMLInputElement>(null);

  useCommands([
    { id: "newDesign", title: "New design", group: "Designs page", words: "create empty", run: () => void create() },
    { id: "template", title: "New design from a template", group: "Designs page", run: () => setTemplates(true) },
    { id: "import", title: "Import a design file", group: "Designs page", run: () => picker.current?.click() },
    {
      id: "search",
      title: "Search designs",
      group: "Designs page",
      keys: ["/"],
      run: () => document.querySelector<HTMLElement>(".designs-filter input")?.focus(),
    },
  ]);
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    const [file] = event.dataTransfer.files;
    if (file !== undefined) void read(file);
  };
  return (
    <div
      className={over ? "page dropping" : "page"}
      onDragOver={(event) => {
        if (!event.dataTransfer.types.includes("Files")) return;
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={(event) => event.currentTarget === event.target && setOver(false)}
      onDrop={drop}
    >
      <title>Designs · Meshplay</title>
      <PageBar person={person} onRename={rename}>
        <CommandButton />
      </PageBar>
      <main id="main" className="designs" tabIndex={-1}>
        <div className="designs-head">
          <h1>Designs</h1>
          <span className="spring" />
          <button
            type="button"
            className="button"
            disabled={busy}
            aria-label="Import file"
            onClick={() => picker.current?.click()}
          >
            <FileUp size={16} strokeWidth={1.7} aria-hidden="true" /> <span className="wide">Import file</span>
          </button>
          <button
            type="button"
            className="button"
            disabled={busy}
            aria-label="From template"
            onClick={() => setTemplates(true)}
          >
            <LayoutTemplate size={16} strokeWidth={1.7} aria-hidden="true" />{" "}
            <span className="wide">From template</span>
          </button>
          <button type="button" className="button primary" disabled={busy} onClick={() => void create()}>
            <Plus size={16} strokeWidth={2} aria-hidden="true" /> New design
          </button>
          <input
            ref={picker}
            type="file"
            className="sr-only"
            accept=".yaml,.yml,.json,.svg"
            aria-label="Design file to import"
            tabIndex={-1}
            onChange={(event) => {
              const [file] = event.currentTarget.files ?? [];
              event.currentTarget.value = "";
              if (file !== undefined) void read(file);
            }}
          />
        </div>
        {imported !== undefined && <ImportResult {...imported} onClose={() => setImported(undefined)} />}
        <div className="designs-filter">
          <label className="search">
            <Search size={15} strokeWidth={1.7} aria-hidden="true" />
            <input
              className="field"
              type="search"
              placeholder="Search designs"
              aria-label="Search designs"
              value={query.search}
              onChange={(event) => change({ search: event.currentTarget.value })}
            />
          </label>
          <select
            className="field sort"
            aria-label="Sort designs"
            value={query.sort}
            onChange={(event) => change({ sort: event.currentTarget.value })}
          >
            {SORTS.map(([value, label]) => (
              <option key={value} value={value}>
                {label}
              </option>
            ))}
          </select>
        </div>
        <DesignList
          state={state}
          people={people}
          search={query.search}
          reload={() => reload()}
          onCreate={() => void create()}
          onTemplate={() => setTemplates(true)}
          onPage={(page) => change({ page })}
          onClear={() => change({ search: "" })}
        />
      </main>
      <Suspense fallback={null}>{templates && <TemplateDialog onClose={() => setTemplates(false)} />}</Suspense>
      {over && <div className="drop-sheet">Drop a design file to import it</div>}
    </div>
  );
}

function useNewDesigns(reload: () => void) {
  const navigate = useNavigate();
  const [busy, setBusy] = useState(false);
  const [imported, setImported] = useState<Imported>();
  const guarded = async (action: () => Promise<void>) => {
    setBusy(true);
    try {
      await action();
    } catch (error) {
      toast(wordsFor(error), { tone: "error" });
    } finally {
      setBusy(false);
    }
  };
  const create = () =>
    guarded(async () => {
      const design = await createDesign("Untitled design");
      await navigate(`/designs/${design.id}`);
    });
  const read = (file: File) =>
    guarded(async () => {
      if (/\.svg$/i.test(file.name)) {
        await openPicture(file, navigate);
        return;
      }
      setImported(await importDesign(file.name.replace(/\.(ya?ml|json)$/i, ""), file));
      reload();
    });
  return { busy, imported, setImported, create, read };
}

/** Makes a design of an exported picture: its page takes the components in, as a paste. */
async function openPicture(file: File, navigate: ReturnType<typeof useNavigate>): Promise<void> {
  const [text, { partsFromSvg }] = await Promise.all([file.text(), import("../canvas/svg-import")]);
  const parts = partsFromSvg(text) ?? { problem: "This file is no SVG picture." };
  if ("problem" in parts) {
    toast(parts.problem, { tone: "error" });
    return;
  }
  const design = await createDesign(file.name.replace(/\.svg$/i, ""));
  leaveFor(design.id, text);
  await navigate(`/designs/${design.id}`);
}

function DesignList(props: {
  state: ListState;
  people: ReadonlyMap<string, DesignPeople>;
  search: string;
  reload: () => void;
  onCreate: () => void;
  onTemplate: () => void;
  onClear: () => void;
  onPage: (page: number) => void;
}) {
  const { state, reload } = props;
  if (state.kind === "loading") return <CardSkeletons />;
  if (state.kind === "failed") {
    return (
      <Notice
        icon={<ServerCrash size={24} />}
        title="The designs could not be loaded"
        words={`${state.words} Nothing is lost.`}
      >
        <button type="button" className="button primary" onClick={reload}>
          Try again
        </button>
      </Notice>
    );
  }
  const { items, page, pageSize, total } = state.page;
  if (items.length === 0) return <NoDesigns {...props} />;
  const pages = Math.max(1, Math.ceil(total / Math.max(1, pageSize)));
  return (
    <>
      <ul className="cards" aria-busy={state.stale}>
        {items.map((design) => (
          <li key={design.id}>
            <DesignCard
              design={design}
              people={props.people.get(design.id)}
              onChanged={reload}
              onDelete={() => void remove(design, reload)}
            />
          </li>
        ))}
      </ul>
      {pages > 1 && (
        <nav className="pager" aria-label="Pages">
          <button type="button" className="button" disabled={page <= 1} onClick={() => props.onPage(page - 1)}>
            Previous
          </button>
          <span className="muted">
            Page {page} of {pages}
          </span>
          <button type="button" className="button" disabled={page >= pages} onClick={() => props.onPage(page + 1)}>
            Next
          </button>
        </nav>
      )}
    </>
  );
}

async function remove(design: DesignInfo, reload: () => void): Promise<void> {
  const restore = async () => {
    try {
      await restoreDesign(design.id);
      reload();
    } catch (error) {
      toast(wordsFor(error), { tone: "error" });
    }
  };
  try {
    await deleteDesign(design.id);
    reload();
    toast(`“${design.name}” was deleted.`, { action: { label: "Undo", run: () => void restore() } });
  } catch (error) {
    toast(wordsFor(error), { tone: "error" });
  }
}
