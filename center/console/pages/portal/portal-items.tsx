import { RECTIFICATION_KINDS, RECTIFICATION_STATUSES } from "@yuejian/contracts";
import type { PortalView } from "@yuejian/contracts/api";
import { Button, Input } from "antd";
import { useId, useState } from "react";
import { usePortalReport } from "../../api/portal.ts";
import { Section } from "../../kit/layout.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { PortalFileChoice } from "./portal-file-choice.tsx";
import { PortalProblem } from "./portal-problem.tsx";

type Item = PortalView["items"][number];

/** What is to be put right, and a form for each that is open. */
export function PortalItems({ token, view }: { readonly token: string; readonly view: PortalView }) {
  const { t, text, format } = useLanguage();
  return (
    <Section title={t("portal.items")}>
      <ul className="portal-files">
        {view.items.map((item) => (
          <li key={item.id} data-portal-item={item.status}>
            <strong>{item.title}</strong> <span className="tag">{text(RECTIFICATION_STATUSES[item.status])}</span>
            <div className="muted">
              {text(RECTIFICATION_KINDS[item.kind])} · {t("cases.dueOn", { day: format.day(item.due) })}
            </div>
            {item.note && <div>{item.note}</div>}
            {item.status === "open" && view.mayUpload && <ItemReport token={token} view={view} item={item} />}
          </li>
        ))}
      </ul>
    </Section>
  );
}

function ItemReport({ token, view, item }: { readonly token: string; readonly view: PortalView; readonly item: Item }) {
  const { t } = useLanguage();
  const id = useId();
  const report = usePortalReport(token);
  const [note, setNote] = useState("");
  const [files, setFiles] = useState<readonly string[]>([]);
  return (
    <form
      className="stack"
      onSubmit={(event) => {
        event.preventDefault();
        report.mutate({ item: item.id, note, files });
      }}
    >
      <div className="field">
        <label htmlFor={id}>{t("portal.reportWords")}</label>
        <Input.TextArea id={id} rows={3} maxLength={4000} value={note} onChange={(event) => setNote(event.target.value)} />
      </div>
      <PortalFileChoice files={view.files} chosen={files} onChange={setFiles} />
      {report.error && <PortalProblem error={report.error} />}
      <div>
        <Button htmlType="submit" disabled={note.trim() === ""} loading={report.isPending}>
          {t("portal.report")}
        </Button>
      </div>
    </form>
  );
}
