import { Input, Select } from "antd";
import { useSession } from "../../api/session.ts";
import { useOfficeName } from "../../kit/offices.ts";
import { useLanguage } from "../../language/locale.tsx";

interface Filter {
  readonly office?: string | undefined;
  /** Months, YYYY-MM. */
  readonly from?: string | undefined;
  readonly to?: string | undefined;
}

interface FiguresFilterProperties {
  readonly search: Filter;
  /** What is answered where the person names no months. */
  readonly answered: Pick<Filter, "from" | "to"> | undefined;
  readonly onChange: (change: Filter) => void;
}

/** Of which office, and from which month to which, figures are. */
export function FiguresFilter({ search, answered, onChange }: FiguresFilterProperties) {
  const { t } = useLanguage();
  const { offices } = useSession();
  const officeName = useOfficeName();
  return (
    <>
      {offices.length > 1 && (
        <Select
          allowClear
          style={{ width: 260 }}
          aria-label={t("documentFigures.office")}
          placeholder={t("documentFigures.allOffices")}
          value={search.office ?? null}
          options={offices.map(({ id }) => ({ value: id, label: officeName(id) }))}
          onChange={(office: string | null) => onChange({ office: office ?? undefined })}
        />
      )}
      {(["from", "to"] as const).map((end) => (
        <span key={end}>
          <label className="muted" htmlFor={`month-${end}`}>
            {t(end === "from" ? "documentFigures.from" : "documentFigures.to")}
          </label>{" "}
          <Input
            id={`month-${end}`}
            type="month"
            style={{ width: 160 }}
            value={search[end] ?? answered?.[end] ?? ""}
            onChange={(event) => onChange({ [end]: event.target.value || undefined })}
          />
        </span>
      ))}
    </>
  );
}
