import { Input, InputNumber, Select } from "antd";
import type { QueryValues } from "../../api/queries.ts";
import { useLanguage } from "../../language/locale.tsx";

type Value = QueryValues[string];
type Kind = "text" | "number" | "yes" | "none";

interface ParametersProperties {
  readonly names: readonly string[];
  /** Those that are not among them were not given yet. */
  readonly values: QueryValues;
  readonly onChange: (values: QueryValues) => void;
}

/** Asks for the values of a query's parameters. */
export function QueryParameters({ names, values, onChange }: ParametersProperties) {
  const { t } = useLanguage();
  if (names.length === 0) return null;
  return (
    <fieldset className="query-parameters">
      <legend className="muted">{t("queries.parameters")}</legend>
      {names.map((name) => (
        <Parameter key={name} name={name} value={values[name]} onChange={(value) => onChange({ ...values, [name]: value })} />
      ))}
    </fieldset>
  );
}

interface ParameterProperties {
  readonly name: string;
  readonly value: Value | undefined;
  readonly onChange: (value: Value) => void;
}

const KINDS = { text: "queries.asText", number: "queries.asNumber", yes: "queries.asYes", none: "queries.asNone" } as const;

/** What each kind begins with. */
const FIRST: Readonly<Record<Kind, Value>> = { text: "", number: 0, yes: true, none: null };

function Parameter({ name, value, onChange }: ParameterProperties) {
  const { t } = useLanguage();
  const kind = kindOf(value);
  return (
    <div className="query-parameter">
      <code>${name}</code>
      <Select
        size="small"
        value={kind}
        aria-label={t("queries.kindOf", { name })}
        options={(Object.keys(KINDS) as Kind[]).map((each) => ({ value: each, label: t(KINDS[each]) }))}
        onChange={(next: Kind) => onChange(FIRST[next])}
      />
      {kind === "text" && (
        <Input
          size="small"
          status={value === undefined ? "warning" : ""}
          value={typeof value === "string" ? value : ""}
          aria-label={t("queries.valueOf", { name })}
          onChange={(event) => onChange(event.target.value)}
        />
      )}
      {kind === "number" && (
        <InputNumber
          size="small"
          value={typeof value === "number" ? value : 0}
          aria-label={t("queries.valueOf", { name })}
          onChange={(next) => onChange(next ?? 0)}
        />
      )}
      {kind === "yes" && (
        <Select
          size="small"
          value={value === true}
          aria-label={t("queries.valueOf", { name })}
          options={[true, false].map((each) => ({ value: each, label: t(each ? "queries.yes" : "queries.no") }))}
          onChange={onChange}
        />
      )}
    </div>
  );
}

function kindOf(value: Value | undefined): Kind {
  if (value === null) return "none";
  return typeof value === "number" ? "number" : typeof value === "boolean" ? "yes" : "text";
}
