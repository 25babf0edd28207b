import type { PortalView } from "@yuejian/contracts/api";
import { Button } from "antd";
import { useRef, useState } from "react";
import { usePortalFile } from "../../api/portal.ts";
import { isCancelled } from "../../api/upload.ts";
import { FileDrop } from "../../kit/file-drop.tsx";
import { Section } from "../../kit/layout.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { PortalProblem } from "./portal-problem.tsx";

/** What was sent through the link, and a place for more. What cannot be taken is said before it is sent. */
export function PortalFiles({ token, view }: { readonly token: string; readonly view: PortalView }) {
  const { t, format } = useLanguage();
  const { files, limits, mayUpload } = view;
  const send = usePortalFile(token);
  const abort = useRef<AbortController | null>(null);
  const [sent, setSent] = useState({ name: "", done: 0, total: 0 });
  const [tooLarge, setTooLarge] = useState<File | null>(null);
  const take = (file: File) => {
    setTooLarge(null);
    if (file.size > limits.fileBytes) {
      setTooLarge(file);
      return;
    }
    abort.current = new AbortController();
    setSent({ name: file.name, done: 0, total: file.size });
    send.mutate({ file, signal: abort.current.signal, onSent: (done, total) => setSent({ name: file.name, done, total }) });
  };
  if (files.length === 0 && !mayUpload) return null;
  return (
    <Section title={t("portal.files")}>
      <div className="stack">
        {files.length > 0 && (
          <ul className="portal-files">
            {files.map(({ id, name, size, sha256 }) => (
              <li key={id}>
                <strong>{name}</strong> <span className="muted number">{format.bytes(size)}</span>
                <div className="muted portal-digest">SHA-256 {sha256}</div>
              </li>
            ))}
          </ul>
        )}
        {tooLarge && (
          <div className="notice attention" role="alert">
            {t("portal.tooLarge", { name: tooLarge.name, size: format.bytes(tooLarge.size), limit: format.bytes(limits.fileBytes) })}
          </div>
        )}
        {send.error && !isCancelled(send.error) && <PortalProblem error={send.error} />}
        {send.isPending && (
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
        {mayUpload && !send.isPending && (
          <FileDrop accept="" label={t("portal.addFile")} onFile={take}>
            {t("portal.drop", {
              size: format.bytes(limits.fileBytes),
              n: limits.files - files.length,
              total: format.bytes(limits.totalBytes),
            })}
          </FileDrop>
        )}
      </div>
    </Section>
  );
}
