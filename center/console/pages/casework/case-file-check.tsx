import type { CaseFileCheck } from "@yuejian/contracts/api";
import { Button, Select } from "antd";
import { useState } from "react";
import { useCheckCaseFile, useTakeCaseFile } from "../../api/casework.ts";
import { Section } from "../../kit/layout.tsx";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { RefusedRows } from "./refused-rows.tsx";

export function isCaseFileCheck(value: unknown): value is CaseFileCheck {
  return typeof value === "object" && value !== null && "refusals" in value && "ignoredHeadings" in value && "columns" in value;
}

interface CheckProperties {
  readonly check: CaseFileCheck;
  readonly upload: string;
  readonly sheet: string | undefined;
  readonly onCheck: (job: string) => void;
  readonly onTake: (job: string) => void;
  readonly onDrop: () => void;
}

/** What taking the file in would do, then the step itself. */
export function CaseFileCheckView({ check, upload, sheet, onCheck, onTake, onDrop }: CheckProperties) {
  const { t, text } = useLanguage();
  const take = useTakeCaseFile();
  const missing = check.columns.filter(({ isRequired, heading }) => isRequired && heading === null);
  const cases = check.added + check.changed + check.same;
  // What the person said of headings is in the columns by now; the import must read them alike.
  const mapping = Object.fromEntries(check.columns.flatMap(({ name, heading }) => (heading === null ? [] : [[heading, name]])));
  const order = { upload, asOf: check.asOf, ...(sheet === undefined ? {} : { sheet }) };
  return (
    <>
      <Summary check={check} missing={missing.map(({ title }) => text(title))} />
      <Headings key={check.ignoredHeadings.join("\n")} check={check} order={order} mapping={mapping} onCheck={onCheck} />
      {take.error && <ErrorNotice error={take.error} />}
      <div className="bar">
        <Button
          type="primary"
          disabled={missing.length > 0 || cases === 0}
          loading={take.isPending}
          onClick={() => take.mutate({ ...order, mapping }, { onSuccess: ({ id }) => onTake(id) })}
        >
          {t("caseImports.take", { n: cases })}
        </Button>
        <Button onClick={onDrop}>{t("caseImports.drop")}</Button>
        {check.refused > 0 && <span className="muted">{t("caseImports.takeRest")}</span>}
      </div>
      <RefusedRows items={check.refusals} total={check.refused} />
    </>
  );
}

function Summary({ check, missing }: { readonly check: CaseFileCheck; readonly missing: readonly string[] }) {
  const { t, format } = useLanguage();
  if (missing.length > 0)
    return (
      <div className="notice attention" role="alert">
        <div>
          <strong>{t("caseImports.missing", { what: missing.join("、") })}</strong>
          <div className="muted">{t("caseImports.missingWhy")}</div>
        </div>
      </div>
    );
  const { file, asOf, rows, added, changed, same, refused } = check;
  const parts = [
    t("caseImports.rows", { n: rows }),
    t("caseImports.wouldAdd", { n: added }),
    t("caseImports.wouldChange", { n: changed }),
    t("caseImports.same", { n: same }),
    t("caseImports.wouldRefuse", { n: refused }),
  ];
  return (
    <div className={refused > 0 ? "notice attention" : "notice good"} role="status">
      <div>
        <strong>{parts.join(t("lead.listSeparator"))}</strong>
        <div className="muted">
          {file.name} · {format.bytes(file.size)} · {t("caseImports.asOf")} {format.day(asOf)} · {t("caseImports.checkNothing")}
        </div>
      </div>
    </div>
  );
}

interface HeadingsProperties {
  readonly check: CaseFileCheck;
  readonly order: { readonly upload: string; readonly asOf: string; readonly sheet?: string };
  readonly mapping: Readonly<Record<string, string>>;
  readonly onCheck: (job: string) => void;
}

/** Headings that nobody knows, to be told what they mean. */
function Headings({ check, order, mapping, onCheck }: HeadingsProperties) {
  const { t, text } = useLanguage();
  const looking = useCheckCaseFile();
  const [said, setSaid] = useState<Readonly<Record<string, string>>>({});
  const free = check.columns.filter(({ heading }) => heading === null);
  if (check.ignoredHeadings.length === 0 && free.length === 0) return null;
  const taken = new Set(Object.values(said));
  return (
    <Section title={t("caseImports.mapping")} hint={t("caseImports.mappingHint")}>
      <div className="stack">
        {check.ignoredHeadings.map((heading) => (
          <div key={heading} className="bar" style={{ margin: 0 }}>
            <span style={{ minWidth: 160 }}>{heading}</span>
            <Select
              allowClear
              showSearch={{ optionFilterProp: "label" }}
              style={{ width: 240 }}
              aria-label={heading}
              placeholder={t("caseImports.notUsed")}
              value={said[heading] ?? null}
              options={free
                .filter(({ name }) => !taken.has(name) || said[heading] === name)
                .map(({ name, title, isRequired }) => ({ value: name, label: `${text(title)}${isRequired ? " *" : ""}` }))}
              onChange={(column: string | null) =>
                setSaid(({ [heading]: _old, ...rest }) => (column ? { ...rest, [heading]: column } : rest))
              }
            />
          </div>
        ))}
        {Object.keys(said).length > 0 && (
          <div>
            <Button
              loading={looking.isPending}
              onClick={() => looking.mutate({ ...order, mapping: { ...mapping, ...said } }, { onSuccess: ({ id }) => onCheck(id) })}
            >
              {t("caseImports.lookAgain")}
            </Button>
          </div>
        )}
        {looking.error && <ErrorNotice error={looking.error} />}
        {free.length > 0 && (
          <div className="muted">
            {t("caseImports.absent")} {free.map(({ title }) => text(title)).join("、")}
          </div>
        )}
      </div>
    </Section>
  );
}
