import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { getFile } from "../api/client.ts";
import { ErrorNotice } from "./page-state.tsx";
import { usePurpose, usePurposeId } from "./purpose.tsx";
import { saveFile } from "./save-file.ts";

interface Properties {
  /** The lead or case that a purpose would be for; null: none is needed. */
  readonly subject: string | null;
  readonly path: string;
  readonly name: string;
  readonly label?: string;
  readonly children: ReactNode;
}

/** Hands over a file of the house; where that needs a purpose, it is asked for. */
export function DownloadButton({ subject, path, name, label, children }: Properties) {
  const purpose = usePurposeId();
  const { askAfter } = usePurpose();
  const [error, setError] = useState<Error | null>(null);
  const load = async () => {
    setError(null);
    try {
      saveFile(await getFile(path, { purpose }), name);
    } catch (failure) {
      askAfter(failure, subject);
      setError(failure instanceof Error ? failure : new Error(String(failure)));
    }
  };
  return (
    <>
      <Button size="small" onClick={() => void load()} {...(label === undefined ? {} : { "aria-label": label })}>
        {children}
      </Button>
      {error && <ErrorNotice error={error} />}
    </>
  );
}
