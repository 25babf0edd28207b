import type { UseMutationResult } from "@tanstack/react-query";
import { Button } from "antd";
import { useRef, useState } from "react";
import type { OnSent } from "../api/send-form.ts";
import { useLanguage } from "../language/locale.tsx";

interface SentFile {
  readonly file: File;
  readonly signal: AbortSignal;
  readonly onSent: OnSent;
}

/** Sends one file with a mutation; `bar` shows how much has gone, and cancels. Null while nothing is on its way. */
export function useSending({ mutate, isPending }: Pick<UseMutationResult<unknown, Error, SentFile>, "mutate" | "isPending">) {
  const { t, format } = useLanguage();
  const abort = useRef<AbortController | null>(null);
  const [sent, setSent] = useState({ name: "", done: 0, total: 0 });
  const send = (file: File) => {
    abort.current = new AbortController();
    setSent({ name: file.name, done: 0, total: file.size });
    mutate({ file, signal: abort.current.signal, onSent: (done, total) => setSent({ name: file.name, done, total }) });
  };
  const bar = isPending ? (
    <div className="bar" style={{ margin: 0 }}>
      <progress max={sent.total || 1} value={sent.done} aria-label={sent.name} />
      <span className="number">
        {t("attachments.sending", { name: sent.name, sent: format.bytes(sent.done), total: format.bytes(sent.total) })}
      </span>
      <Button size="small" onClick={() => abort.current?.abort()}>
        {t("attachments.cancel")}
      </Button>
    </div>
  ) : null;
  return { send, bar };
}
