import type { DOCUMENT_BATCH_STATES, DocumentBatchOrder } from "@yuejian/contracts/api";
import { Button } from "antd";
import { useRef, useState } from "react";
import { useSendDocuments } from "../../api/document-batches.ts";
import type { PlacedFile } from "../../kit/files-drop.tsx";
import { usePurpose, usePurposeId } from "../../kit/purpose.tsx";
import { useLanguage } from "../../language/locale.tsx";

export const BATCH_TONES = {
  collecting: "quiet",
  running: "attention",
  stopped: "attention",
  done: "good",
  erased: "quiet",
} as const satisfies Record<keyof typeof DOCUMENT_BATCH_STATES, string>;

interface Order {
  readonly batch: string | null;
  readonly order: DocumentBatchOrder;
  readonly documents: readonly PlacedFile[];
  /** The case that the batch is of. */
  readonly of: string | null;
  readonly onDone: (batch: string) => void;
}

/** Sends the files of a batch; `bar` shows how many have gone, and stops. What was sent stays, and the batch goes on from there. */
export function useSendingDocuments() {
  const { t, format } = useLanguage();
  const sending = useSendDocuments();
  const { askAfter } = usePurpose();
  const purpose = usePurposeId();
  const abort = useRef<AbortController | null>(null);
  const begun = useRef<string | null>(null);
  const [standing, setStanding] = useState({ sent: 0, all: 0, path: "" });
  const send = ({ batch, order, documents, of, onDone }: Order) => {
    abort.current = new AbortController();
    // A batch that was begun and broke off takes the rest.
    const known = batch ?? begun.current;
    setStanding({ sent: 0, all: documents.length, path: "" });
    sending.mutate(
      {
        batch: known,
        order,
        documents,
        purpose,
        signal: abort.current.signal,
        onBegun: (id) => {
          begun.current = id;
        },
        onSent: (sent, path) => setStanding({ sent, all: documents.length, path }),
      },
      {
        onSuccess: ({ id }) => {
          begun.current = null;
          onDone(id);
        },
        onError: (failure) => askAfter(failure, of),
      },
    );
  };
  const bar = sending.isPending ? (
    <div className="bar" style={{ margin: 0 }}>
      <progress max={standing.all || 1} value={standing.sent} aria-label={t("documentBatches.sendingLabel")} />
      <span className="number one-line">
        {t("documentBatches.sending", { n: format.count(standing.sent), all: format.count(standing.all), path: standing.path })}
      </span>
      <Button size="small" onClick={() => abort.current?.abort()}>
        {t("attachments.cancel")}
      </Button>
    </div>
  ) : null;
  return { send, bar, error: sending.error?.name === "AbortError" ? null : sending.error };
}
