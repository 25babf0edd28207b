import type { CaseDetail, CaseFileView } from "@yuejian/contracts/api";
import { Button } from "antd";
import { useRef, useState } from "react";
import { useKeepCaseFile } from "../../api/cases.ts";
import { isCancelled } from "../../api/upload.ts";
import { FileDrop } from "../../kit/file-drop.tsx";
import { Section } from "../../kit/layout.tsx";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { Digest, Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { CaseDownload } from "./case-download.tsx";

/** Evidence kept with the case, each with its digest. */
export function CaseFiles({ detail }: { readonly detail: CaseDetail }) {
  const { t, format } = useLanguage();
  const { id } = detail.case;
  const keep = useKeepCaseFile(id);
  const abort = useRef<AbortController | null>(null);
  const [sent, setSent] = useState({ name: "", done: 0, total: 0 });
  const mayKeep = detail.may.includes("task-add") || detail.may.includes("task-report");
  const send = (file: File) => {
    abort.current = new AbortController();
    setSent({ name: file.name, done: 0, total: file.size });
    keep.mutate({ file, signal: abort.current.signal, onSent: (done, total) => setSent({ name: file.name, done, total }) });
  };
  if (detail.files.length === 0 && !mayKeep) return null;
  return (
    <Section title={t("cases.files")}>
      <div className="stack">
        {detail.files.map((file) => (
          <Kept key={file.id} file={file} caseId={id} />
        ))}
        {keep.error && !isCancelled(keep.error) && <ErrorNotice error={keep.error} />}
        {keep.isPending && (
          <div className="bar" style={{ margin: 0 }}>
            <progress max={sent.total || 1} value={sent.done} aria-label={sent.name} />
            <span className="number">
              {t("attachments.sending", { name: sent.name, sent: format.bytes(sent.done), total: format.bytes(sent.total) })}
            </span>
            <Button size="small" onClick={() => abort.current?.abort()}>
              {t("attachments.cancel")}
            </Button>
          </div>
        )}
        {mayKeep && !keep.isPending && (
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
    </div>
  );
}
