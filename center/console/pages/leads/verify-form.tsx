import type { ModelView } from "@yuejian/contracts/api";
import { Button, Checkbox, Input } from "antd";
import { useState } from "react";
import { useDraft } from "../../kit/draft.ts";
import { useLanguage } from "../../language/locale.tsx";
import type { ActionForm } from "./action-form.ts";

type Explanation = ModelView["lawfulExplanations"][number];

/** Innocent explanations and how each is checked; read-only. */
export function Explanations({ explanations }: { readonly explanations: readonly Explanation[] }) {
  const { t, text } = useLanguage();
  if (explanations.length === 0) return <p className="muted">{t("lead.noExplanations")}</p>;
  return (
    <ul className="stack">
      {explanations.map((each) => (
        <li key={each.id}>
          {text(each.title)}
          <div className="muted">{text(each.howToCheck)}</div>
        </li>
      ))}
    </ul>
  );
}

interface VerifyProperties extends ActionForm {
  readonly explanations: readonly Explanation[];
}

/** The person ticks each innocent explanation that was checked and does not hold, and writes what was found. */
export function VerifyForm({ lead, explanations, send, isSending, isBlocked }: VerifyProperties) {
  const { t, text } = useLanguage();
  const [note, setNote, clear] = useDraft(`${lead}.verify`);
  const [ruledOut, setRuledOut] = useState<readonly string[]>([]);
  const open = explanations.length - ruledOut.length;
  const toggle = (id: string) => setRuledOut(ruledOut.includes(id) ? ruledOut.filter((each) => each !== id) : [...ruledOut, id]);
  return (
    <>
      <div className="field">
        <span className="label">{t("lead.ruleOutHint")}</span>
        {explanations.map((each) => (
          <div key={each.id}>
            <Checkbox checked={ruledOut.includes(each.id)} onChange={() => toggle(each.id)}>
              {text(each.title)}
            </Checkbox>
            <div className="muted" style={{ paddingLeft: 24, fontSize: 13 }}>
              {text(each.howToCheck)}
            </div>
          </div>
        ))}
      </div>
      <div className="field">
        <label htmlFor="lead-note">{t("lead.verifyNote")}</label>
        <Input.TextArea id="lead-note" rows={4} maxLength={4000} value={note} onChange={(event) => setNote(event.target.value)} />
      </div>
      <div className="bar" style={{ margin: 0 }}>
        <Button
          type="primary"
          disabled={isBlocked || open > 0 || !note.trim()}
          loading={isSending}
          onClick={() => send({ action: "verify", note: note.trim(), ruledOut: [...ruledOut] }, clear)}
        >
          {t("lead.verifySubmit")}
        </Button>
        {open > 0 && <span className="muted">{t("lead.stillOpen", { n: open })}</span>}
      </div>
    </>
  );
}
