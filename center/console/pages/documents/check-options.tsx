import { Checkbox, Input } from "antd";
import type { DocumentFields } from "../../api/documents.ts";
import { useLanguage } from "../../language/locale.tsx";

interface CheckOptionsProperties {
  readonly fields: DocumentFields;
  readonly onChange: (fields: DocumentFields) => void;
}

/** How documents are to be checked: their day, the day of the law, whether they are to be published or have left the house. */
export function CheckOptions({ fields, onChange }: CheckOptionsProperties) {
  const { t } = useLanguage();
  const set = (change: DocumentFields) =>
    onChange(Object.fromEntries(Object.entries({ ...fields, ...change }).filter(([, value]) => value !== "" && value !== false)));
  return (
    <>
      <label className="muted" htmlFor="written-on">
        {t("documents.writtenOn")}
      </label>
      <Input
        id="written-on"
        type="date"
        style={{ width: 150 }}
        value={fields.writtenOn ?? ""}
        onChange={(event) => set({ writtenOn: event.target.value })}
      />
      <label className="muted" htmlFor="law-day">
        {t("documents.on")}
      </label>
      <Input
        id="law-day"
        type="date"
        style={{ width: 150 }}
        value={fields.on ?? ""}
        onChange={(event) => set({ on: event.target.value })}
      />
      <Checkbox checked={fields.isForPublication === true} onChange={(event) => set({ isForPublication: event.target.checked })}>
        {t("documents.isForPublication")}
      </Checkbox>
      <Checkbox checked={fields.stage === "final"} onChange={(event) => set({ stage: event.target.checked ? "final" : "draft" })}>
        {t("documents.isFinal")}
      </Checkbox>
    </>
  );
}
