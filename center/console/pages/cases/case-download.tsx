import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { ApiError, getFile } from "../../api/client.ts";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { usePurpose, usePurposeId } from "../../kit/purpose.tsx";
import { saveFile } from "../../kit/save-file.ts";

interface Properties {
  readonly caseId: string;
  readonly path: string;
  readonly name: string;
  readonly label?: string;
  readonly children: ReactNode;
}

/** Hands over what the case keeps or writes; where that needs a purpose, it is asked for. */
export function CaseDownload({ caseId, path, name, label, children }: Properties) {
  const purpose = usePurposeId();
  const { ask } = usePurpose();
  const [error, setError] = useState<Error | null>(null);
  const load = async () => {
    setError(null);
    try {
      saveFile(await getFile(path, { purpose }), name);
    } catch (failure) {
      if (failure instanceof ApiError && failure.code.startsWith("PURPOSE")) ask(caseId);
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
