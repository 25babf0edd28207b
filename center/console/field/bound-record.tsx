import type { FieldRecord, Text } from "@yuejian/contracts";
import { saveFile } from "../kit/save-file.ts";
import { useLanguage } from "../language/locale.tsx";
import type { Bound, Draft } from "./device-store.ts";

interface Properties {
  readonly draft: Draft;
  readonly bound: Bound;
  readonly problem: Text | null;
  readonly isSent: boolean;
  readonly sending: { readonly done: number; readonly total: number } | null;
  readonly onSend: () => Promise<void>;
  readonly onUnbind: () => void;
}

/** The record as it was bound, how far it has come, and ways to keep it elsewhere. */
export function BoundRecord({ draft, bound, problem, isSent, sending, onSend, onUnbind }: Properties) {
  const { t, text, format } = useLanguage();
  const { recordedAt } = JSON.parse(bound.record) as FieldRecord;
  const save = () => {
    for (const { blob, name } of [...draft.photos, ...draft.signatures]) saveFile(blob, name);
    saveFile(new Blob([bound.record], { type: "application/json" }), "field-check.json");
    saveFile(new Blob([bound.capture], { type: "application/json" }), `${draft.check}.capture.json`);
  };
  return (
    <section className="field-card" data-bound={isSent ? "received" : problem ? "problem" : "waiting"}>
      <strong>{t("field.bound")}</strong>
      <span className="muted">{t("field.deviceTime", { at: format.time(recordedAt) })}</span>
      <span>
        {t("field.digest")}
        <code className="field-digest" data-record>
          {bound.sha256}
        </code>
      </span>
      {problem && (
        <p className="field-notice" role="alert">
          {text(problem)}
        </p>
      )}
      {sending && <p role="status">{t("field.sending", sending)}</p>}
      {isSent ? (
        <p role="status">{t("field.received", { n: 1 })}</p>
      ) : (
        <div className="field-bar">
          <button type="button" className="primary" disabled={sending !== null} onClick={() => void onSend()}>
            {t("field.synchronise", { n: 1 })}
          </button>
          <button type="button" onClick={onUnbind}>
            {t("field.unbind")}
          </button>
          <button type="button" onClick={save}>
            {t("field.save")}
          </button>
        </div>
      )}
    </section>
  );
}
