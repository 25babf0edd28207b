import type { CaseDetail, CaseFileView } from "@yuejian/contracts/api";
import { useKeepCaseFile } from "../../api/cases.ts";
import { isCancelled } from "../../api/upload.ts";
import { FileDrop } from "../../kit/file-drop.tsx";
import { Section } from "../../kit/layout.tsx";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { useSending } from "../../kit/sending.tsx";
import { Digest, Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { CheckButton } from "../documents/check-button.tsx";
import { CaseDownload } from "./case-download.tsx";

/** Files that may be documents. */
const CHECKED = /\.(?:docx|docm|doc|pdf|txt|md|png|jpe?g)$/i;

/** Evidence kept with the case, each with its digest. */
export function CaseFiles({ detail }: { readonly detail: CaseDetail }) {
  const { t } = useLanguage();
  const { id } = detail.case;
  const keep = useKeepCaseFile(id);
  const { send, bar } = useSending(keep);
  const mayKeep = detail.may.includes("task-add") || detail.may.includes("task-report");
  if (detail.files.length === 0 && !mayKeep) return null;
  return (
    <Section title={t("cases.files")}>
      <div className="stack">
        {detail.files.map((file) => (
          <Kept key={file.id} file={file} caseId={id} />
        ))}
        {keep.error && !isCancelled(keep.error) && <ErrorNotice error={keep.error} />}
        {bar}
        {mayKeep && !bar && (
          <FileDrop accept="" label={t("cases.keepFile")} onFile={send}>
            {t("attachments.drop")}
          </FileDrop>
        )}
      </div>
    </Section>
  );
}

function Kept({ file, caseId }: { readonly file: CaseFileView; readonly caseId: string }) {
  const { t, format } = useLanguage();
  return (
    <div>
      <strong className="file-name">{file.name}</strong> <span className="muted number">{format.bytes(file.size)}</span>
      <div className="muted" style={{ fontSize: 12 }}>
        {file.actorName} · <Time at={file.at} /> · SHA-256 <Digest value={file.sha256} />
      </div>
      <CaseDownload
        caseId={caseId}
        path={`/api/cases/${caseId}/files/${file.id}/content`}
        name={file.name}
        label={t("attachments.download", { name: file.name })}
      >
        {t("attachments.download", { name: "" }).trim()}
      </CaseDownload>
      {CHECKED.test(file.name) && (
        <CheckButton subject={caseId} path={`/api/cases/${caseId}/document-checks`} body={{ file: file.id }} name={file.name} />
      )}
    </div>
  );
}
