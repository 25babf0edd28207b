import LockOutlined from "@ant-design/icons/LockOutlined";
import { type ColumnSchema, YUEYANG_OFFICES } from "@yuejian/contracts";
import { DICTIONARY } from "@yuejian/contracts/dictionary";
import { Tooltip } from "antd";
import { useLanguage } from "../language/locale.tsx";

export type Cell = string | number | boolean | null;

/** What the kit needs to know of a column to show its values. */
export interface ShownColumn {
  readonly name: string;
  readonly title: { readonly zh: string; readonly en: string };
  readonly type: string;
  readonly semantic: string;
}

/** A value that the policy hides: it looks hidden, and says how it is opened. */
export function Masked({ value, onOpen }: { readonly value: Cell; readonly onOpen?: (() => void) | undefined }) {
  const { t } = useLanguage();
  const inside = (
    <>
      <LockOutlined aria-hidden />
      {value === null ? "•••" : String(value).replaceAll(/•{5,}/g, "••••")}
    </>
  );
  return (
    <Tooltip title={onOpen ? t("purpose.maskedOpen") : t("purpose.masked")}>
      {onOpen ? (
        <button type="button" className="masked" onClick={onOpen}>
          {inside}
        </button>
      ) : (
        <span className="masked">{inside}</span>
      )}
    </Tooltip>
  );
}

/** Standardised codes are stored in English; a dataset of the dictionary says how its source spells them. */
function codeText(dataset: string, column: string, value: string, locale: "zh" | "en"): string {
  const office = column === "office" ? YUEYANG_OFFICES.find((each) => each.id === value) : undefined;
  if (office) return office.name[locale].replace(/人民检察院$| Procuratorate$/, "");
  if (locale === "en") return value.replaceAll("_", " ");
  const schema = DICTIONARY.find((each) => each.id === dataset)?.columns.find((each: ColumnSchema) => each.name === column);
  const spelling = Object.entries(schema?.spellings ?? {}).find(([source, stored]) => stored === value && /\p{Script=Han}/u.test(source));
  return spelling?.[0] ?? value;
}

/** Text of a standardised value in the reader's language: amounts from fen, days, codes, yes and no. */
export function useCellText(): (value: Cell, column?: ShownColumn, dataset?: string) => string {
  const { t, format, locale } = useLanguage();
  return (value, column, dataset = "") => {
    if (value === null) return "";
    if (typeof value === "boolean") return value ? t("cell.yes") : t("cell.no");
    if (column?.type === "amount") return format.money(Number(value));
    if (column?.semantic === "month") return String(value).slice(0, 7);
    if (column?.type === "date") return format.day(String(value));
    if (column?.type === "integer") return format.count(Number(value));
    if (column?.semantic === "code") return codeText(dataset, column.name, String(value), locale);
    return String(value);
  };
}

interface CellProperties {
  readonly value: Cell;
  readonly column?: ShownColumn | undefined;
  readonly dataset?: string;
  readonly isMasked?: boolean;
  readonly onOpen?: () => void;
}

export function CellValue({ value, column, dataset = "", isMasked = false, onOpen }: CellProperties) {
  const { t } = useLanguage();
  const cellText = useCellText();
  if (isMasked) return <Masked value={value} onOpen={onOpen} />;
  if (value === null || value === "")
    return (
      <span className="missing" title={t("cell.missing")}>
        —
      </span>
    );
  return <span className={isNumeric(column) ? "number" : undefined}>{cellText(value, column, dataset)}</span>;
}

export const isNumeric = (column: ShownColumn | undefined) =>
  column?.type === "amount" || column?.type === "integer" || column?.type === "decimal";
