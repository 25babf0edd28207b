import { useNavigate, useSearch } from "@tanstack/react-router";
import { CAUSES, type Cause, PATTERN_STATUSES, type PatternStatus } from "@yuejian/contracts";
import type { PatternView, RuleCauseView } from "@yuejian/contracts/api";
import { Button, Checkbox, Input, Select } from "antd";
import { useState } from "react";
import { type PatternFilter, usePatterns, useRuleCauses, useSearchPatterns, useSetCause } from "../../api/governance.ts";
import { useMay } from "../../api/session.ts";
import { FilterBar } from "../../kit/filter-bar.tsx";
import { JobProgress } from "../../kit/job-progress.tsx";
import { PageHeader, Section } from "../../kit/layout.tsx";
import { List } from "../../kit/list.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { ErrorNotice, Nothing, PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { withChange } from "../../kit/with-change.ts";
import { useLanguage } from "../../language/locale.tsx";
import { GovernanceTabs } from "./governance-tabs.tsx";
import "./governance.css";

export function PatternsPage() {
  const { t, text, format } = useLanguage();
  const navigate = useNavigate({ from: "/governance" });
  const filter = useSearch({ from: "/frame/governance" });
  const mayDecide = useMay("pattern.decide");
  usePageTitle(t("governance.patterns"));
  const { search, ...list } = usePatterns(filter);
  const set = (change: PatternFilter) => void navigate({ search: (old) => withChange(old, change), replace: true });
  return (
    <>
      <PageHeader
        title={t("governance.patterns")}
        about={t("governance.about")}
        actions={
          <>
            <GovernanceTabs />
            <SearchButton refetch={list.refetch} />
          </>
        }
      />
      {search && (
        <p className="muted">
          {t("governance.searched", {
            at: format.time(search.at),
            from: search.from,
            to: search.to,
            tests: format.count(search.tests),
            found: search.found,
          })}
          {search.leftOut.length > 0 && (
            <> {t("governance.leftOut", { rules: [...new Set(search.leftOut.map(({ rule }) => rule))].join(", ") })}</>
          )}
        </p>
      )}
      <FilterBar>
        <Select
          allowClear
          style={{ width: 160 }}
          placeholder={t("governance.anyStatus")}
          aria-label={t("governance.status")}
          value={filter.status ?? null}
          options={Object.entries(PATTERN_STATUSES).map(([value, title]) => ({ value: value as PatternStatus, label: text(title) }))}
          onChange={(status: PatternStatus | null) => set({ status: status ?? undefined } as PatternFilter)}
        />
        <Checkbox checked={filter.past === true} onChange={(event) => set({ past: event.target.checked || undefined } as PatternFilter)}>
          {t("governance.past")}
        </Checkbox>
      </FilterBar>
      <List
        list={list}
        label={t("governance.patterns")}
        title={(n) => t("governance.count", { n })}
        columns={useColumns()}
        idOf={(each) => each.id}
        place={`patterns ${JSON.stringify(filter)}`}
        hasKeys
        onOpen={(each) => void navigate({ to: "/governance/patterns/$pattern", params: { pattern: each.id } })}
        empty={<Nothing title={t("governance.none")}>{t("governance.noneWhy")}</Nothing>}
      />
      {mayDecide && <Causes />}
    </>
  );
}

function SearchButton({ refetch }: { readonly refetch: () => unknown }) {
  const { t } = useLanguage();
  const may = useMay("pattern.search");
  const search = useSearchPatterns();
  const [job, setJob] = useState<string | null>(null);
  if (!may) return null;
  return (
    <>
      <Button loading={search.isPending} onClick={() => search.mutate(undefined, { onSuccess: ({ id }) => setJob(id) })}>
        {t("governance.searchNow")}
      </Button>
      {search.error && <ErrorNotice error={search.error} />}
      {job !== null && (
        <JobProgress id={job}>
          {() => (
            <Button type="link" onClick={() => void refetch()}>
              {t("governance.patterns")}
            </Button>
          )}
        </JobProgress>
      )}
    </>
  );
}

function useColumns(): readonly ListColumn<PatternView>[] {
  const { t, text } = useLanguage();
  return [
    { key: "status", title: t("governance.status"), width: 120, render: (each) => text(PATTERN_STATUSES[each.status]) },
    { key: "what", title: t("governance.what"), render: (each) => <span className="two-lines">{text(each.sentence)}</span> },
    {
      key: "months",
      title: t("governance.months"),
      width: 150,
      render: (each) => (
        <span className="number">
          {each.from} – {each.to}
        </span>
      ),
    },
    { key: "observed", title: t("governance.observed"), width: 80, align: "right", render: (each) => each.observed },
    { key: "expected", title: t("governance.expected"), width: 80, align: "right", render: (each) => each.expected.toFixed(1) },
    { key: "ratio", title: t("governance.ratio"), width: 80, align: "right", render: (each) => `${each.ratio.toFixed(1)}×` },
    {
      key: "chance",
      title: t("governance.chance"),
      width: 110,
      align: "right",
      render: (each) => `${(100 * each.adjusted).toPrecision(2)} %`,
    },
  ];
}

function Causes() {
  const { t } = useLanguage();
  const causes = useRuleCauses();
  return (
    <Section flush title={t("governance.ruleCauses")} hint={t("governance.causesHint")}>
      <PageState query={causes}>{({ items }) => <CauseTable items={items} />}</PageState>
    </Section>
  );
}

function CauseTable({ items }: { readonly items: readonly RuleCauseView[] }) {
  const { t, text } = useLanguage();
  const set = useSetCause();
  const [reason, setReason] = useState("");
  return (
    <>
      <Input
        size="small"
        style={{ margin: 10, width: 320 }}
        maxLength={2000}
        aria-label={t("governance.reason")}
        placeholder={t("governance.causeReason")}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      {set.error && <ErrorNotice error={set.error} />}
      <ListTable
        label={t("governance.ruleCauses")}
        items={items}
        idOf={({ rule }) => rule}
        columns={[
          { key: "rule", title: t("governance.group"), render: ({ title }) => text(title) },
          {
            key: "cause",
            title: t("governance.ruleCauses"),
            width: 300,
            render: ({ rule, title, version, cause }) => (
              <Select
                allowClear
                size="small"
                style={{ width: 280 }}
                aria-label={`${t("governance.ruleCauses")}: ${text(title)}`}
                placeholder={t("governance.noCause")}
                value={cause}
                disabled={set.isPending || reason.trim() === ""}
                options={Object.entries(CAUSES).map(([value, words]) => ({ value: value as Cause, label: text(words) }))}
                onChange={(chosen: Cause | undefined) => set.mutate({ rule, version, cause: chosen ?? null, reason })}
              />
            ),
          },
        ]}
      />
    </>
  );
}
