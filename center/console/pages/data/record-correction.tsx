import type { DatasetView, RecordView } from "@yuejian/contracts/api";
import { useState } from "react";
import { useMay } from "../../api/session.ts";
import { Section } from "../../kit/layout.tsx";
import { usePurposeId } from "../../kit/purpose.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { FieldsForm } from "../safeguards/fields-form.tsx";

/** Asks for the correction of one value; another person decides, and whatever relied on the record is told. */
export function RecordCorrection({ record, view }: { readonly record: RecordView; readonly view: DatasetView }) {
  const { t, text } = useLanguage();
  const mayRequest = useMay("correction.request");
  const purpose = usePurposeId();
  const [isAsked, setAsked] = useState(false);
  if (!mayRequest) return null;
  const columns = view.columns.map(({ name, title }) => ({ value: name, label: text(title) }));
  const oldValueOf = (column: string) => {
    const value = record.values[column] ?? null;
    return value === null ? null : String(value);
  };
  return (
    <Section title={t("safeguards.requestCorrection")}>
      {isAsked && <p className="muted">{t("safeguards.asked")}</p>}
      <FieldsForm
        onDone={() => setAsked(true)}
        fields={[
          { name: "column", label: t("safeguards.column"), kind: "choice", options: columns },
          { name: "newValue", label: t("safeguards.newValue"), kind: "text", isOptional: true, hint: t("safeguards.valueHint") },
          { name: "reason", label: t("safeguards.reason"), kind: "area" },
          { name: "evidence", label: t("safeguards.evidence"), kind: "area" },
        ]}
        acts={[
          {
            label: t("safeguards.requestCorrection"),
            path: "/api/corrections",
            purpose,
            bodyOf: ({ column = "", newValue = "", ...words }) => ({
              ref: record.ref,
              column,
              oldValue: oldValueOf(column),
              newValue: newValue === "" ? null : newValue,
              ...words,
            }),
          },
        ]}
      />
    </Section>
  );
}
