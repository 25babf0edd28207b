import { mayBeReconsidered } from "@yuejian/contracts";
import type { CaseDetail } from "@yuejian/contracts/api";
import { Button, Checkbox, Input, Select } from "antd";
import { useId } from "react";
import { useHandlers } from "../../api/cases.ts";
import { useSession } from "../../api/session.ts";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { PersonChoice } from "../leads/assign-form.tsx";
import type { CaseField, Values } from "./case-forms.ts";

interface Properties {
  readonly field: CaseField;
  readonly detail: CaseDetail;
  readonly value: Values[string] | undefined;
  readonly onChange: (value: string | boolean | readonly string[] | null) => void;
}

/** One member of a command, by its kind. */
export function CaseFieldInput(properties: Properties) {
  const { t } = useLanguage();
  const id = useId();
  const { field, value, onChange } = properties;
  if (field.kind === "flag")
    return (
      <Checkbox checked={value === true} onChange={(event) => onChange(event.target.checked)}>
        {t(field.label)}
      </Checkbox>
    );
  return (
    <div className="field">
      <label htmlFor={id}>{t(field.label)}</label>
      <Control {...properties} id={id} />
    </div>
  );
}

function Control({ field, detail, value, onChange, id }: Properties & { readonly id: string }) {
  const { t, text } = useLanguage();
  const { offices } = useSession();
  const words = typeof value === "string" ? value : "";
  const label = t(field.label);
  const select = (options: { value: string; label: string }[]) => (
    <Select
      id={id}
      value={words === "" ? null : words}
      onChange={onChange}
      options={options}
      aria-label={label}
      placeholder={label}
      style={{ width: "100%" }}
    />
  );
  switch (field.kind) {
    case "words":
      return (
        <Input.TextArea
          id={id}
          rows={field.name === "body" ? 8 : 3}
          maxLength={field.name === "body" ? 40_000 : 4000}
          value={words}
          onChange={(event) => onChange(event.target.value)}
        />
      );
    case "day":
      return <Input id={id} type="date" value={words} onChange={(event) => onChange(event.target.value)} />;
    case "choice":
      return select(Object.entries(field.options ?? {}).map(([key, title]) => ({ value: key, label: text(title) })));
    case "task":
      return select(detail.tasks.filter(({ status }) => status === "open").map((each) => ({ value: each.id, label: each.title })));
    case "recusal":
      return select(detail.recusals.filter(({ mayDecide }) => mayDecide).map((each) => ({ value: each.id, label: each.personName })));
    case "refused":
      return select(detail.recusals.filter(mayBeReconsidered).map((each) => ({ value: each.id, label: each.personName })));
    case "item":
      return select(
        detail.items
          .filter(({ status }) => status === "open" || status === "reported")
          .map((each) => ({ value: each.id, label: each.title })),
      );
    case "office":
      return select(offices.filter((each) => each.id !== detail.case.office).map((each) => ({ value: each.id, label: text(each.name) })));
    case "person":
      return <PersonChoice office={detail.case.office} value={words === "" ? null : words} onChange={onChange} />;
    case "handler":
      return <HandlerChoice detail={detail} value={words} onChange={onChange} />;
    case "files":
      return (
        <Select
          id={id}
          mode="multiple"
          value={Array.isArray(value) ? [...value] : []}
          onChange={(chosen: string[]) => onChange(chosen)}
          options={detail.files.map((each) => ({ value: each.id, label: each.name }))}
          aria-label={label}
          placeholder={detail.files.length === 0 ? t("cases.noFiles") : label}
          style={{ width: "100%" }}
        />
      );
    case "flag":
    case "line":
      return <Input id={id} maxLength={300} value={words} onChange={(event) => onChange(event.target.value)} />;
  }
}

/** Who could handle it, in the order proposed and each with the reason; anybody suitable may be chosen. */
function HandlerChoice({
  detail,
  value,
  onChange,
}: {
  readonly detail: CaseDetail;
  readonly value: string;
  readonly onChange: (value: string) => void;
}) {
  const { t, text } = useLanguage();
  const handlers = useHandlers(detail.case.id, true);
  return (
    <>
      {handlers.error && <ErrorNotice error={handlers.error} />}
      <span className="muted">{t("cases.proposals")}</span>
      <ol className="stack" style={{ gap: 4, margin: 0, paddingLeft: 0, listStyle: "none" }}>
        {(handlers.data?.items ?? []).map((each) => (
          <li key={each.id} className="bar" style={{ margin: 0, flexWrap: "nowrap" }}>
            <span className="number">{each.place ?? "–"}</span>
            <span>
              {each.name} <span className="muted">{text(each.reason)}</span>
            </span>
            {each.place !== null && (
              <Button size="small" className="push" type={value === each.id ? "primary" : "default"} onClick={() => onChange(each.id)}>
                {t(value === each.id ? "cases.chosen" : "cases.choose")}
              </Button>
            )}
          </li>
        ))}
      </ol>
    </>
  );
}
