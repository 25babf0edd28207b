import type { PortalView } from "@yuejian/contracts/api";
import { useState } from "react";
import { usePortalFile } from "../../api/portal.ts";
import { isCancelled } from "../../api/upload.ts";
import { FileDrop } from "../../kit/file-drop.tsx";
import { Section } from "../../kit/layout.tsx";
import { useSending } from "../../kit/sending.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { PortalProblem } from "./portal-problem.tsx";

/** What was sent through the link, and a place for more. What cannot be taken is said before it is sent. */
export function PortalFiles({ token, view }: { readonly token: string; readonly view: PortalView }) {
  const { t, format } = useLanguage();
  const { files, limits, mayUpload } = view;
  const sending = usePortalFile(token);
  const { send, bar } = useSending(sending);
  const [tooLarge, setTooLarge] = useState<File | null>(null);
  const take = (file: File) => {
    setTooLarge(null);
    if (file.size > limits.fileBytes) setTooLarge(file);
    else send(file);
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
        {sending.error && !isCancelled(sending.error) && <PortalProblem error={sending.error} />}
        {bar}
        {mayUpload && !bar && (
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
