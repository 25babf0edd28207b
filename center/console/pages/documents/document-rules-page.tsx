import { useNavigate, useSearch } from "@tanstack/react-router";
import type { DocumentRulesView } from "@yuejian/contracts/api";
import { Button, InputNumber, Select } from "antd";
import { useState } from "react";
import { useDocumentRules, useSetDocumentRule, useSetKeepDays } from "../../api/documents.ts";
import { useMay, useSession } from "../../api/session.ts";
import { CitedText } from "../../kit/cited-text.tsx";
import { FilterBar } from "../../kit/filter-bar.tsx";
import { PageHeader, Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { useIsNarrow } from "../../kit/media.ts";
import { useOfficeName } from "../../kit/offices.ts";
import { ErrorNotice, PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { ReasonDialog } from "../../kit/reason-dialog.tsx";
import { useLanguage } from "../../language/locale.tsx";
import type { MessageKey } from "../../messages/index.ts";
import { DocumentKeys } from "./document-keys.tsx";
import { DocumentsTabs } from "./documents-tabs.tsx";
import "./documents.css";

type Rule = DocumentRulesView["rules"][number];
type Step = "turnOn" | "turnOff" | "inherit" | "unmute";

interface Asked {
  readonly rule: Rule;
  readonly step: Step;
}

const STEP_WORDS = {
  turnOn: "documentRules.turnOn",
  turnOff: "documentRules.turnOff",
  inherit: "documentRules.inherit",
  unmute: "documentRules.unmute",
} as const satisfies Record<Step, MessageKey>;
const WORDS = { turnOn: { isOn: true }, turnOff: { isOn: false }, inherit: { isOn: null }, unmute: { unmute: true } } as const;

/** Rules as they stand in an office: what each does, on or off, muted, how much of it people accept. */
export function DocumentRulesPage() {
  const { t, text, format } = useLanguage();
  const navigate = useNavigate({ from: "/documents/rules" });
  const { office } = useSearch({ from: "/frame/documents/rules" });
  const { offices } = useSession();
  const officeName = useOfficeName();
  const found = useDocumentRules(office);
  const setting = useSetDocumentRule();
  const mayConfigure = useMay("document.configure");
  const [asked, setAsked] = useState<Asked | null>(null);
  const columns = useColumns(found.data, (rule, step) => setAsked({ rule, step }));
  usePageTitle(t("documentRules.title"));
  return (
    <>
      <PageHeader title={t("documentRules.title")} about={t("documentRules.about")} actions={<DocumentsTabs />} />
      <PageState query={found}>
        {({ office: shown, rules, bar, spelling, keepDays, mayKeep }) => (
          <>
            <FilterBar>
              {offices.length > 1 && (
                <Select
                  style={{ width: 240 }}
                  aria-label={t("documentRules.office")}
                  value={shown}
                  options={offices.map(({ id }) => ({ value: id, label: officeName(id) }))}
                  onChange={(value: string) => void navigate({ search: { office: value } })}
                />
              )}
              <span className="muted">
                {t("documentRules.barWhy", { n: bar.leastDecisions, bar: format.percent(bar.precision, 1) })}{" "}
                {spelling.leastProbability === null
                  ? t("documentRules.spellingHouse", { n: spelling.decisions, least: spelling.leastDecisions })
                  : t("documentRules.spellingOwn", { bar: format.percent(spelling.leastProbability, 1), n: spelling.decisions })}
              </span>
            </FilterBar>
            <Section flush title={t("documents.rulesTitle")} hint={officeName(shown)}>
              <ListTable label={t("documents.rulesTitle")} columns={columns} items={rules} idOf={({ rule }) => rule} />
            </Section>
            <KeepDays days={keepDays} mayKeep={mayKeep} />
            {mayConfigure && <DocumentKeys office={shown} />}
            {asked && (
              <ReasonDialog
                title={t("documentRules.step", { step: t(STEP_WORDS[asked.step]), rule: text(asked.rule.title) })}
                step={setting}
                orderOf={(reason) => ({ rule: asked.rule.rule, office: shown, reason, version: asked.rule.version, ...WORDS[asked.step] })}
                onEnd={() => setAsked(null)}
              />
            )}
          </>
        )}
      </PageState>
    </>
  );
}

function KeepDays({ days, mayKeep }: { readonly days: number; readonly mayKeep: boolean }) {
  const { t } = useLanguage();
  const setting = useSetKeepDays();
  const [wanted, setWanted] = useState<number | null>(days);
  return (
    <Section title={t("documentRules.keep")}>
      <p>{t("documentRules.keepDays", { n: days })}</p>
      {mayKeep && (
        <FilterBar>
          <InputNumber aria-label={t("documentRules.days")} min={1} max={365} value={wanted} onChange={setWanted} />
          <Button
            disabled={wanted === null || wanted === days}
            loading={setting.isPending}
            onClick={() => wanted !== null && setting.mutate(wanted)}
          >
            {t("documentRules.set")}
          </Button>
        </FilterBar>
      )}
      {setting.error && <ErrorNotice error={setting.error} />}
    </Section>
  );
}

function useColumns(view: DocumentRulesView | undefined, onAsk: (rule: Rule, step: Step) => void): readonly ListColumn<Rule>[] {
  const { t, text, format } = useLanguage();
  const isNarrow = useIsNarrow();
  const precisionOf = ({ precision, accepted, rejected }: Rule) =>
    precision === null ? (
      <span className="muted">{t("documentRules.undecided")}</span>
    ) : (
      <span className="number">
        {t("documentRules.interval", {
          accepted,
          all: accepted + rejected,
          low: format.percent(precision.low, 1),
          high: format.percent(precision.high, 1),
        })}
      </span>
    );
  const steps = ({ own, isActive, muted }: Rule): Step[] => {
    if (muted !== null) return ["unmute"];
    return [isActive ? "turnOff" : "turnOn", ...(own === null ? [] : (["inherit"] as const))];
  };
  const columns: ListColumn<Rule>[] = [
    {
      key: "rule",
      title: t("documents.rule"),
      render: (rule) => (
        <>
          {text(rule.title)} <code className="muted">{rule.rule}</code>
          {rule.reason !== "" && (
            <div className="muted">
              {rule.reason} · {rule.changedBy}
            </div>
          )}
          {isNarrow && <div>{precisionOf(rule)}</div>}
        </>
      ),
    },
    {
      key: "state",
      title: t("documentRules.state"),
      width: isNarrow ? 110 : 190,
      render: ({ isActive, muted, own }) => (
        <>
          <span className={muted ? "tag attention" : isActive ? "tag good" : "tag quiet"}>
            {t(muted ? "documentRules.muted" : isActive ? "documentRules.on" : "documentRules.off")}
          </span>{" "}
          <span className="muted">{t(own === null ? "documentRules.inherited" : "documentRules.own")}</span>
          {muted && (
            <div className="muted">
              {t("documentRules.mutedWhy", {
                accepted: muted.accepted,
                all: muted.accepted + muted.rejected,
                high: format.percent(muted.high, 1),
              })}
            </div>
          )}
        </>
      ),
    },
  ];
  if (!isNarrow)
    columns.push(
      { key: "precision", title: t("documentRules.precision"), width: 190, render: precisionOf },
      {
        key: "source",
        title: t("documentRules.source"),
        width: 220,
        render: ({ source }) => (source === null ? <span className="muted">—</span> : <CitedText text={source} />),
      },
    );
  if (view?.mayConfigure === true)
    columns.push({
      key: "steps",
      title: "",
      width: isNarrow ? 90 : 170,
      render: (rule) =>
        steps(rule).map((step) => (
          <Button
            key={step}
            size="small"
            type="link"
            onClick={() => onAsk(rule, step)}
            aria-label={`${t(STEP_WORDS[step])} ${text(rule.title)}`}
          >
            {t(STEP_WORDS[step])}
          </Button>
        )),
    });
  return columns;
}
