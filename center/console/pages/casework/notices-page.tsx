import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { CASE_NOTICE_SETS, CASE_NOTICE_VERDICTS } from "@yuejian/contracts";
import type { CaseNoticeView } from "@yuejian/contracts/api";
import { Checkbox, Select } from "antd";
import { type NoticeFilter, useCaseNotices } from "../../api/casework.ts";
import { FilterBar } from "../../kit/filter-bar.tsx";
import { PageHeader } from "../../kit/layout.tsx";
import { List } from "../../kit/list.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { useShortOfficeName } from "../../kit/offices.ts";
import { Nothing } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { withChange } from "../../kit/with-change.ts";
import { useLanguage } from "../../language/locale.tsx";
import { CasesTabs } from "../cases/cases-tabs.tsx";
import { SeverityTag } from "./case-notice.tsx";

export function CaseNoticesPage() {
  const { t, text } = useLanguage();
  const navigate = useNavigate({ from: "/cases/notices" });
  const search = useSearch({ from: "/frame/cases/notices" });
  usePageTitle(t("casework.notices"));
  const set = (change: NoticeFilter) =>
    void navigate({
      search: (old) => withChange(old, change),
      replace: true,
    });
  return (
    <>
      <PageHeader title={t("casework.notices")} about={t("casework.noticesAbout")} />
      <CasesTabs />
      <FilterBar>
        <Select
          allowClear
          style={{ width: 160 }}
          placeholder={t("casework.anySet")}
          aria-label={t("casework.anySet")}
          value={search.set ?? null}
          options={Object.entries(CASE_NOTICE_SETS).map(([value, title]) => ({ value, label: text(title) }))}
          onChange={(chosen: string | null) => set({ set: chosen ?? undefined } as NoticeFilter)}
        />
        <Checkbox checked={search.mine === true} onChange={(event) => set({ mine: event.target.checked || undefined } as NoticeFilter)}>
          {t("cases.mine")}
        </Checkbox>
        <Checkbox
          checked={search.unanswered === true}
          onChange={(event) => set({ unanswered: event.target.checked || undefined } as NoticeFilter)}
        >
          {t("casework.unanswered")}
        </Checkbox>
      </FilterBar>
      <List
        list={useCaseNotices(search)}
        label={t("casework.notices")}
        title={(n) => t("casework.noticeCount", { n })}
        columns={useColumns()}
        idOf={(each) => each.id}
        place={`notices ${JSON.stringify(search)}`}
        hasKeys
        onOpen={(each) => void navigate({ to: "/cases/handled/$case", params: { case: each.case.id } })}
        empty={<Nothing title={t("casework.noNotices")}>{t("casework.noNoticesWhy")}</Nothing>}
      />
    </>
  );
}

function useColumns(): readonly ListColumn<CaseNoticeView>[] {
  const { t, text, format } = useLanguage();
  const officeName = useShortOfficeName();
  return [
    {
      key: "opened",
      title: t("casework.openedOn"),
      width: 120,
      render: (each) => <span className="number">{format.day(each.openedOn)}</span>,
    },
    { key: "severity", title: t("casework.severity"), width: 100, render: (each) => <SeverityTag severity={each.severity} /> },
    {
      key: "number",
      title: t("cases.number"),
      width: 210,
      render: (each) => (
        <Link to="/cases/handled/$case" params={{ case: each.case.id }}>
          {each.case.number}
        </Link>
      ),
    },
    {
      key: "what",
      title: t("casework.what"),
      render: (each) => (
        <span className="two-lines">
          {text(each.sentence)} {each.source === null ? t("casework.house") : text(each.source)}
        </span>
      ),
    },
    { key: "office", title: t("leads.office"), width: 110, render: (each) => officeName(each.office) },
    { key: "handler", title: t("casework.handler"), width: 150, render: (each) => each.case.handler ?? "—" },
    {
      key: "answer",
      title: t("casework.answer"),
      width: 130,
      render: (each) => (each.answer === null ? <span className="missing">—</span> : text(CASE_NOTICE_VERDICTS[each.answer.verdict])),
    },
  ];
}
