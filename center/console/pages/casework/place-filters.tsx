import { HANDLED_CASE_KINDS, type HandledCaseKind } from "@yuejian/contracts";
import { Select } from "antd";
import { useDepartments } from "../../api/casework.ts";
import { useSession } from "../../api/session.ts";
import { useOfficeName } from "../../kit/offices.ts";
import { useLanguage } from "../../language/locale.tsx";

interface Filter<Value extends string> {
  readonly value: string | undefined;
  readonly onChange: (value: Value | undefined) => void;
}

/** One of the offices that the person may see, or all. */
export function OfficeFilter({ value, onChange }: Filter<string>) {
  const { t } = useLanguage();
  const { offices } = useSession();
  const officeName = useOfficeName();
  return (
    <Select
      allowClear
      style={{ width: 180 }}
      placeholder={t("casework.anyOffice")}
      aria-label={t("leads.office")}
      value={value ?? null}
      options={offices.map(({ id }) => ({ value: id, label: officeName(id) }))}
      onChange={(office: string | null) => onChange(office ?? undefined)}
    />
  );
}

/** A department as the business system names it, of the office if one was chosen. */
export function DepartmentFilter({ office, value, onChange }: Filter<string> & { readonly office: string | undefined }) {
  const { t } = useLanguage();
  const departments = useDepartments(office);
  return (
    <Select
      allowClear
      style={{ width: 180 }}
      placeholder={t("calendar.anyDepartment")}
      aria-label={t("casework.department")}
      value={value ?? null}
      options={departments.map((name) => ({ value: name, label: name }))}
      onChange={(department: string | null) => onChange(department ?? undefined)}
    />
  );
}

export function CaseKindFilter({ value, onChange }: Filter<HandledCaseKind>) {
  const { t, text } = useLanguage();
  return (
    <Select
      allowClear
      style={{ width: 180 }}
      placeholder={t("casework.anyKind")}
      aria-label={t("casework.kind")}
      value={(value ?? null) as HandledCaseKind | null}
      options={Object.entries(HANDLED_CASE_KINDS).map(([kind, title]) => ({ value: kind as HandledCaseKind, label: text(title) }))}
      onChange={(kind: HandledCaseKind | null) => onChange(kind ?? undefined)}
    />
  );
}
