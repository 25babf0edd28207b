import { Link, useParams } from "@tanstack/react-router";
import { PATTERN_FAMILIES, PATTERN_KINDS, PATTERN_STATUSES } from "@yuejian/contracts";
import type { PatternDetail } from "@yuejian/contracts/api";
import { Button, Input } from "antd";
import { useState } from "react";
import { useJudgePattern, usePattern } from "../../api/governance.ts";
import { EntryLink } from "../../kit/entry-link.tsx";
import { Bullets, Facts, PageHeader, Reason, Section } from "../../kit/layout.tsx";
import { ListTable } from "../../kit/list-table.tsx";
import { useShortOfficeName } from "../../kit/offices.ts";
import { ErrorNotice, Nothing, PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { Time } from "../../kit/small.tsx";
import { CaseStageTag, LeadStatusTag } from "../../kit/tags.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { lastDay, MonthBars } from "./month-bars.tsx";
import { PlaceMap } from "./place-map.tsx";
import { ProposeForm } from "./propose-form.tsx";

const JUDGEMENTS = { dismiss: "governance.dismiss", reopen: "governance.reopen", propose: "governance.propose" } as const;

export function PatternPage() {
  const { pattern } = useParams({ from: "/frame/governance/patterns/$pattern" });
  return <PageState query={usePattern(pattern)}>{(detail) => <Pattern key={detail.pattern.version} detail={detail} />}</PageState>;
}

function Pattern({ detail }: { readonly detail: PatternDetail }) {
  const { t, text } = useLanguage();
  const { pattern, toRuleOut, alsoAs, may } = detail;
  const title = `${text(pattern.group.title)} · ${text(pattern.unitName)}`;
  usePageTitle(title);
  return (
    <>
      <PageHeader
        title={title}
        about={
          <>
            {text(PATTERN_STATUSES[pattern.status])}
            {!pattern.isCurrent && <> · {t("governance.notCurrent")}</>}
          </>
        }
      />
      <Reason>{text(pattern.sentence)}</Reason>
      <Section title={t("governance.course")} hint={t("governance.courseHint")}>
        <MonthBars pattern={pattern} course={detail.course} />
      </Section>
      {pattern.family !== "cases-by-authority" && (
        <Section title={t("governance.where")} hint={t("governance.whereHint")}>
          <PlaceMap
            office={pattern.unit}
            count={t("governance.againstExpected", { n: pattern.observed, expected: pattern.expected.toFixed(1) })}
          />
        </Section>
      )}
      <Section title={t("governance.toRuleOut")}>
        <Bullets items={toRuleOut.map((each) => text(each))} />
        {alsoAs.length > 0 && <p className="muted">{t("governance.alsoAs", { names: alsoAs.map((each) => text(each)).join("、") })}</p>}
      </Section>
      <Section title={t("governance.what")}>
        <Facts
          items={[
            [t("governance.kind"), text(PATTERN_KINDS[pattern.kind])],
            [t("governance.basis"), text(PATTERN_FAMILIES[pattern.family])],
            [t("governance.group"), pattern.rules.map((rule) => text(rule.title)).join("、")],
            [t("governance.observed"), pattern.observed],
            [t("governance.expected"), pattern.expected.toFixed(2)],
            [t("governance.chance"), `${(100 * pattern.adjusted).toPrecision(2)} %`],
            [
              t("statement.patternsSearched"),
              <>
                <Time at={pattern.search.at} /> <EntryLink index={pattern.search.ledgerIndex} />
              </>,
            ],
          ]}
        />
      </Section>
      <Rows detail={detail} />
      {may.includes("propose") && <ProposeForm detail={detail} />}
      <Judgements detail={detail} />
    </>
  );
}

function Rows({ detail: { pattern, leads, cases } }: { readonly detail: PatternDetail }) {
  const { t, text } = useLanguage();
  const officeName = useShortOfficeName();
  const titleOf = (model: string) => {
    const rule = pattern.rules.find(({ id }) => id === model);
    return rule ? text(rule.title) : model;
  };
  return (
    <>
      <Section
        flush
        title={t("governance.leads", { n: leads.total })}
        hint={t("governance.leadsNow")}
        actions={
          pattern.family === "leads-by-place" && (
            <Link
              to="/leads"
              search={{
                model: pattern.rules.map(({ id }) => id).join(","),
                office: pattern.unit,
                createdFrom: `${pattern.from}-01`,
                createdTo: lastDay(pattern.to),
              }}
            >
              {t("governance.inInbox")}
            </Link>
          )
        }
      >
        {leads.items.length === 0 ? (
          <Nothing title={t("governance.noRows")} />
        ) : (
          <ListTable
            label={t("nav.leads")}
            items={leads.items}
            idOf={({ id }) => id}
            columns={[
              { key: "status", title: t("governance.status"), width: 120, render: ({ status }) => <LeadStatusTag status={status} /> },
              {
                key: "lead",
                title: t("governance.group"),
                render: ({ id, model }) => (
                  <Link to="/leads/$lead" params={{ lead: id }}>
                    {titleOf(model)}
                  </Link>
                ),
              },
              { key: "office", title: t("leads.office"), width: 120, render: ({ office }) => officeName(office) },
              { key: "at", title: t("casework.openedOn"), width: 160, render: ({ createdAt }) => <Time at={createdAt} /> },
            ]}
          />
        )}
      </Section>
      <Section flush title={t("governance.cases", { n: cases.total })}>
        {cases.items.length === 0 ? (
          <Nothing title={t("governance.noRows")} />
        ) : (
          <ListTable
            label={t("nav.cases")}
            items={cases.items}
            idOf={({ id }) => id}
            columns={[
              { key: "stage", title: t("cases.stage"), width: 120, render: ({ stage }) => <CaseStageTag stage={stage} /> },
              {
                key: "number",
                title: t("cases.number"),
                width: 220,
                render: ({ id, number }) => (
                  <Link to="/cases/$case" params={{ case: id }}>
                    {number}
                  </Link>
                ),
              },
              { key: "rule", title: t("governance.group"), render: ({ model }) => titleOf(model) },
              { key: "receiver", title: t("governance.receiver"), width: 200, render: ({ receiver }) => receiver ?? "—" },
            ]}
          />
        )}
      </Section>
    </>
  );
}

function Judgements({ detail: { pattern, decisions, may } }: { readonly detail: PatternDetail }) {
  const { t } = useLanguage();
  const judge = useJudgePattern(pattern.id);
  const [reason, setReason] = useState("");
  const actions = (["dismiss", "reopen"] as const).filter((action) => may.includes(action));
  return (
    <Section title={t("governance.decisions")}>
      {decisions.length === 0 && <p className="muted">{t("governance.noDecisions")}</p>}
      <ul className="bullets">
        {decisions.map((each) => (
          <li key={each.at}>
            <Time at={each.at} /> {each.actorName} · {t(JUDGEMENTS[each.action])} · {each.reason} ({each.observed} /{" "}
            {each.expected.toFixed(1)}) <EntryLink index={each.ledgerIndex} />
          </li>
        ))}
      </ul>
      {actions.length > 0 && (
        <div className="stack">
          <Input.TextArea
            rows={2}
            maxLength={2000}
            aria-label={t("governance.reason")}
            placeholder={t("governance.reason")}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
          {judge.error && <ErrorNotice error={judge.error} />}
          <div>
            {actions.map((action) => (
              <Button
                key={action}
                disabled={reason.trim() === ""}
                loading={judge.isPending}
                title={reason.trim() === "" ? t("governance.reasonNeeded") : ""}
                onClick={() => judge.mutate({ action, version: pattern.version, reason })}
              >
                {t(JUDGEMENTS[action])}
              </Button>
            ))}
          </div>
        </div>
      )}
    </Section>
  );
}
