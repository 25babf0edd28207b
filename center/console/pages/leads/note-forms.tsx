import type { ModelView } from "@yuejian/contracts/api";
import { Button, Input, Select } from "antd";
import { useState } from "react";
import { useDraft } from "../../kit/draft.ts";
import { useLanguage } from "../../language/locale.tsx";
import type { MessageKey } from "../../messages/index.ts";
import type { ActionForm } from "./action-form.ts";

const LABELS = {
  file: "lead.fileNote",
  reopen: "lead.reopenReason",
} as const satisfies Record<string, MessageKey>;
const BUTTONS = {
  file: "lead.fileSubmit",
  reopen: "lead.reopen",
} as const satisfies Record<string, MessageKey>;

interface NoteProperties extends ActionForm {
  readonly action: "file" | "reopen";
}

export function NoteForm({ action, lead, send, isSending, isBlocked }: NoteProperties) {
  const { t } = useLanguage();
  const [note, setNote, clear] = useDraft(`${lead}.${action}`);
  const text = note.trim();
  const submit = () => {
    if (action === "reopen") send({ action, reason: text }, clear);
    else send({ action, note: text }, clear);
  };
  return (
    <>
      <div className="field">
        <label htmlFor="lead-note">{t(LABELS[action])}</label>
        <Input.TextArea id="lead-note" rows={4} maxLength={4000} value={note} onChange={(event) => setNote(event.target.value)} />
      </div>
      <div>
        <Button type="primary" disabled={isBlocked || !text} loading={isSending} onClick={submit}>
          {t(BUTTONS[action])}
        </Button>
      </div>
    </>
  );
}

interface DismissProperties extends ActionForm {
  readonly explanations: ModelView["lawfulExplanations"];
}

export function DismissForm({ lead, explanations, send, isSending, isBlocked }: DismissProperties) {
  const { t, text } = useLanguage();
  const [reason, setReason, clear] = useDraft(`${lead}.dismiss`);
  const [explanation, setExplanation] = useState<string | null>(null);
  const options = explanations.map((each) => ({ value: each.id, label: text(each.title) }));
  return (
    <>
      <div className="field">
        <span className="label">{t("lead.dismissExplanation")}</span>
        <Select
          allowClear
          options={options}
          value={explanation}
          onChange={(next: string | undefined) => setExplanation(next ?? null)}
          placeholder={t("lead.dismissOther")}
          aria-label={t("lead.dismissExplanation")}
        />
      </div>
      <div className="field">
        <label htmlFor="lead-note">{t("lead.dismissReason")}</label>
        <Input.TextArea id="lead-note" rows={4} maxLength={4000} value={reason} onChange={(event) => setReason(event.target.value)} />
      </div>
      <div className="bar" style={{ margin: 0 }}>
        <Button
          type="primary"
          disabled={isBlocked || !reason.trim()}
          loading={isSending}
          onClick={() => send({ action: "dismiss", reason: reason.trim(), explanation }, clear)}
        >
          {t("lead.dismissSubmit")}
        </Button>
        <span className="muted">{t("lead.dismissUndo")}</span>
      </div>
    </>
  );
}
