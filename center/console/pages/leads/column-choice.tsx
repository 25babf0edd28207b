import { Button, Checkbox, Popover } from "antd";
import { useLanguage } from "../../language/locale.tsx";
import { ALL_COLUMNS, COLUMN_TITLES, type LeadColumn } from "./lead-columns.tsx";

interface ColumnChoiceProperties {
  readonly columns: readonly LeadColumn[];
  readonly onChange: (columns: readonly LeadColumn[]) => void;
}

export function ColumnChoice({ columns, onChange }: ColumnChoiceProperties) {
  const { t } = useLanguage();
  const toggle = (name: LeadColumn) =>
    onChange(
      columns.includes(name)
        ? columns.filter((each) => each !== name)
        : ALL_COLUMNS.filter((each) => each === name || columns.includes(each)),
    );
  const choices = (
    <fieldset className="choices">
      <legend className="visually-hidden">{t("inbox.columns")}</legend>
      {ALL_COLUMNS.map((name) => (
        <Checkbox key={name} checked={columns.includes(name)} disabled={name === "subjectName"} onChange={() => toggle(name)}>
          {t(COLUMN_TITLES[name])}
        </Checkbox>
      ))}
    </fieldset>
  );
  return (
    <Popover trigger="click" placement="bottomRight" content={choices}>
      <Button>{t("inbox.columns")}</Button>
    </Popover>
  );
}
