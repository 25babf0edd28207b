import { DATA_CLASSES, RETENTION_ACTIONS, RETENTION_UNITS } from "@yuejian/contracts";
import type { RetentionRules } from "@yuejian/contracts/api";
import { Section } from "../../kit/layout.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { type Field, FieldsForm } from "../safeguards/fields-form.tsx";

const CLASS = "class:";
const BATCH = "batch";
const WHOLE = /^\s*[1-9]\d{0,4}\s*$/;

/** Sets a rule up; for a dataset or class that has one, its next version. */
export function RuleForm({ data }: { readonly data: RetentionRules }) {
  const { t, text } = useLanguage();
  const scopes = [
    ...data.datasets.map(({ dataset, title }) => ({ value: dataset, label: `${text(title)}（${dataset}）` })),
    ...Object.entries(DATA_CLASSES).map(([name, title]) => ({
      value: `${CLASS}${name}`,
      label: t("retention.classOf", { name: text(title) }),
    })),
  ];
  // A date column of one dataset; the server refuses one that the dataset does not have.
  const dates = new Map(data.datasets.flatMap(({ dates: own }) => own.map(({ name, title }) => [name, text(title)] as const)));
  const fields: Field[] = [
    { name: "title", label: t("retention.name"), kind: "text" },
    { name: "scope", label: t("retention.scope"), kind: "choice", options: scopes, hint: t("retention.scopeHint") },
    { name: "count", label: t("retention.count"), kind: "text", pattern: WHOLE, patternHint: t("retention.wholeNumber") },
    {
      name: "unit",
      label: t("retention.unit"),
      kind: "choice",
      options: Object.entries(RETENTION_UNITS).map(([value, title]) => ({ value, label: text(title) })),
    },
    {
      name: "from",
      label: t("retention.from"),
      kind: "choice",
      options: [
        { value: BATCH, label: t("retention.fromBatch") },
        ...[...dates].map(([value, title]) => ({ value, label: `${title}（${value}）` })),
      ],
    },
    {
      name: "action",
      label: t("retention.action"),
      kind: "choice",
      options: Object.entries(RETENTION_ACTIONS).map(([value, title]) => ({ value, label: text(title) })),
    },
    { name: "columns", label: t("retention.columns"), kind: "text", isOptional: true, hint: t("retention.columnsHint") },
    {
      name: "fileDays",
      label: t("retention.fileDays"),
      kind: "text",
      isOptional: true,
      hint: t("retention.fileDaysHint"),
      pattern: WHOLE,
      patternHint: t("retention.wholeNumber"),
    },
    { name: "law", label: t("retention.law"), kind: "text" },
    { name: "article", label: t("retention.article"), kind: "text" },
    { name: "text", label: t("retention.words"), kind: "area" },
    {
      name: "how",
      label: t("retention.how"),
      kind: "choice",
      options: [
        { value: "nightly", label: t("retention.automatic") },
        { value: "by-hand", label: t("retention.byHand") },
      ],
    },
  ];
  return (
    <Section title={t("retention.set")}>
      <FieldsForm
        initial={{ unit: "year", from: BATCH, action: "delete", how: "by-hand" }}
        fields={fields}
        acts={[{ label: t("retention.set"), path: "/api/retention/rules", bodyOf: (values) => bodyOf(values, data) }]}
      />
    </Section>
  );
}

function bodyOf(values: Readonly<Record<string, string>>, { rules }: RetentionRules): object {
  const { title, scope = "", count, unit, from, action, columns = "", fileDays = "", law, article, text, how } = values;
  const isClass = scope.startsWith(CLASS);
  const known = rules.find(
    (rule) =>
      rule.endedAt === null && (rule.scope.kind === "class" ? `${CLASS}${rule.scope.dataClass}` === scope : rule.scope.dataset === scope),
  );
  return {
    ...(known === undefined ? {} : { id: known.id }),
    title,
    scope: isClass ? { kind: "class", dataClass: scope.slice(CLASS.length) } : { kind: "dataset", dataset: scope },
    basis: { law, article, text },
    term: { count: Number(count), unit },
    from: from === BATCH ? { kind: "batch" } : { kind: "column", column: from },
    action,
    columns: columns.split(/[\s,，、]+/).filter((name) => name !== ""),
    fileDays: fileDays.trim() === "" ? null : Number(fileDays),
    isAutomatic: how === "nightly",
  };
}
