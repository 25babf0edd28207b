import { QUARANTINE_CODES } from "@yuejian/contracts";
import type { PreviewView } from "@yuejian/contracts/api";
import { Button, Checkbox, Input } from "antd";
import { useState } from "react";
import { useLoad, usePreview } from "../../api/mapping.ts";
import { useMay } from "../../api/session.ts";
import { Section } from "../../kit/layout.tsx";
import { ListTable } from "../../kit/list-table.tsx";
import { ErrorNotice, PageLoading } from "../../kit/page-state.tsx";
import { Share } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import type { ImportDraft } from "./import-draft.ts";
import { PreviewRows } from "./preview-rows.tsx";
import { isQuarantineCode } from "./quarantine-words.ts";

interface ImportPreviewProperties {
  readonly upload: string;
  readonly draft: ImportDraft & { readonly dataset: string };
  readonly onChange: (change: ImportDraft) => void;
  readonly onBack: () => void;
  readonly onJob: (job: string) => void;
}

/** The third step: what loading would do, then the load. */
export function ImportPreview({ upload, draft, onChange, onBack, onJob }: ImportPreviewProperties) {
  const { t, format } = useLanguage();
  const { dataset, sheet, member, mapping } = draft;
  const seen = usePreview(upload, { dataset, sheet, member, mapping });
  const load = useLoad(upload);
  const maySave = useMay("mapping.manage");
  if (seen.error) {
    return (
      <>
        <ErrorNotice error={seen.error} />
        <Button onClick={onBack}>{t("import.back")}</Button>
      </>
    );
  }
  if (seen.data === undefined) return <PageLoading />;
  const view = seen.data;
  const send = () => {
    const part = view.parts.length > 1 ? { sheet: view.part.sheet ?? undefined, member: view.part.member ?? undefined } : { sheet, member };
    const saveAs = draft.saveAs?.trim() ? { name: draft.saveAs.trim(), headings: view.headings } : undefined;
    load.mutate({ dataset, ...part, mapping, saveAs }, { onSuccess: ({ id }) => onJob(id) });
  };
  return (
    <>
      <Summary view={view} />
      <PreviewRows view={view} />
      <Fill view={view} />
      {maySave && (
        <div className="bar">
          <Checkbox
            checked={draft.saveAs !== undefined}
            onChange={({ target }) => onChange({ saveAs: target.checked ? view.file.name.replace(/\.[^.]+$/, "") : undefined })}
          >
            {t("preview.save")}
          </Checkbox>
          {draft.saveAs !== undefined && (
            <Input
              aria-label={t("preview.saveName")}
              value={draft.saveAs}
              maxLength={100}
              style={{ width: 280 }}
              onChange={({ target }) => onChange({ saveAs: target.value })}
            />
          )}
        </div>
      )}
      {load.error && <ErrorNotice error={load.error} />}
      <div className="bar">
        <Button type="primary" loading={load.isPending} disabled={view.missing.length > 0} onClick={send}>
          {view.isWhole ? t("preview.load", { n: view.judged - view.quarantined }) : t("preview.loadFile")}
        </Button>
        <Button onClick={onBack}>{t("import.back")}</Button>
        <span className="muted">{format.bytes(view.file.size)}</span>
      </div>
    </>
  );
}

/** How much was looked at, and what would become of it. */
function Summary({ view }: { readonly view: PreviewView }) {
  const { t, text } = useLanguage();
  const form = [view.file.name, view.file.format, view.file.encoding, view.file.sheet].filter(Boolean).join(" · ");
  const titleOf = (name: string | null) => {
    const column = view.columns.find((each) => each.name === name);
    return column ? text(column.title) : name;
  };
  return (
    <div className={view.quarantined > 0 ? "notice attention" : "notice good"} role="status">
      <div>
        <strong>
          {view.isWhole ? t("preview.all", { n: view.judged }) : t("preview.some", { n: view.judged })}
          {t("lead.listSeparator")}
          {t("preview.would", { n: view.judged - view.quarantined })}
          {t("lead.listSeparator")}
          {view.quarantined > 0 ? t("preview.wouldNot", { n: view.quarantined }) : t("preview.none")}
        </strong>
        <div className="muted">
          {form} · {t("preview.nothingYet")}
        </div>
        {view.savedMapping && (
          <div className="muted">{t("mapping.saved", { name: view.savedMapping.name, version: view.savedMapping.version })}</div>
        )}
        {view.quarantine.length > 0 && (
          <ul className="bullets">
            {view.quarantine.slice(0, 8).map(({ code, column, rows }) => (
              <li key={`${code} ${column}`}>
                {titleOf(column)} {isQuarantineCode(code) ? text(QUARANTINE_CODES[code]) : code}: <span className="number">{rows}</span>
              </li>
            ))}
          </ul>
        )}
        {view.notes.map((note) => (
          <div key={note.en} className="muted">
            {text(note)}
          </div>
        ))}
      </div>
    </div>
  );
}

function Fill({ view }: { readonly view: PreviewView }) {
  const { t, text } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  return (
    <details open={isOpen} onToggle={({ currentTarget }) => setOpen(currentTarget.open)} style={{ marginBottom: 12 }}>
      <summary>{t("preview.columns")}</summary>
      {isOpen && (
        <Section flush title={t("preview.columns")}>
          <ListTable
            label={t("preview.columns")}
            items={view.columns}
            idOf={({ name }) => name}
            columns={[
              { key: "column", title: t("preview.column"), render: ({ title }) => text(title) },
              { key: "heading", title: t("mapping.heading"), render: ({ heading }) => heading ?? <span className="missing">—</span> },
              {
                key: "filled",
                title: t("preview.filled"),
                width: 200,
                render: ({ filled }) => <Share part={filled} whole={view.judged} />,
              },
              {
                key: "empty",
                title: t("preview.empty"),
                width: 100,
                align: "right",
                render: ({ empty }) => <span className="number">{empty}</span>,
              },
              {
                key: "rejected",
                title: t("preview.rejected"),
                width: 100,
                align: "right",
                render: ({ rejected }) => <span className={rejected > 0 ? "tag attention number" : "number"}>{rejected}</span>,
              },
            ]}
          />
        </Section>
      )}
    </details>
  );
}
