import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { CASE_STAGES } from "@yuejian/contracts";
import type { CaseView } from "@yuejian/contracts/api";
import { Checkbox, Select } from "antd";
import { useCases } from "../../api/cases.ts";
import { useModels } from "../../api/models.ts";
import { PageHeader } from "../../kit/layout.tsx";
import { List } from "../../kit/list.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { useShortOfficeName } from "../../kit/offices.ts";
import { Nothing } from "../../kit/page-state.tsx";
import { CaseStageTag } from "../../kit/tags.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { useNextText } from "./case-page.tsx";
import { CasesTabs } from "./cases-tabs.tsx";

const REACHED = { served: "governance.servedCases", replied: "governance.repliedCases", rectified: "governance.rectifiedCases" } as const;

export function CasesPage() {
  const { t, text } = useLanguage();
  const navigate = useNavigate();
  const search = useSearch({ from: "/frame/cases" });
  const columns = useColumns();
  const isFiltered = Object.keys(search).length > 0;
  const officeName = useShortOfficeName();
  // By which the figures of the wall open.
  const figure = [
    ...(search.office === undefined ? [] : [officeName(search.office)]),
    ...(search.open === true ? [t("governance.mapOpenCases")] : []),
    ...(search.reached === undefined ? [] : [t(REACHED[search.reached])]),
    ...(search.dueFrom === undefined && search.dueTo === undefined ? [] : [`${search.dueFrom ?? ""} – ${search.dueTo ?? ""}`]),
    ...(search.openedIn === undefined ? [] : [`${t("governance.filedCases")} ${search.openedIn}`]),
    ...(search.closedIn === undefined ? [] : [`${t("governance.rectifiedCases")} ${search.closedIn}`]),
  ];
  const narrow = (changes: { readonly stage?: keyof typeof CASE_STAGES | null; readonly mine?: boolean; readonly overdue?: boolean }) => {
    const { stage, mine, overdue, sort, ...rest } = { ...search, ...changes };
    const kept = {
      ...rest,
      ...(stage ? { stage } : {}),
      ...(mine === true ? { mine } : {}),
      ...(overdue === true ? { overdue } : {}),
      ...(sort ? { sort } : {}),
    };
    void navigate({ to: "/cases", search: kept, replace: true });
  };
  return (
    <>
      <PageHeader title={t("nav.cases")} about={t("cases.about")} />
      <CasesTabs />
      <div className="bar" role="search">
        <Select
          allowClear
          value={search.stage ?? null}
          placeholder={t("cases.anyStage")}
          aria-label={t("cases.stage")}
          options={Object.entries(CASE_STAGES).map(([value, title]) => ({ value: value as keyof typeof CASE_STAGES, label: text(title) }))}
          onChange={(stage: keyof typeof CASE_STAGES | null) => narrow({ stage })}
          style={{ width: 180 }}
        />
        <Checkbox checked={search.mine === true} onChange={(event) => narrow({ mine: event.target.checked })}>
          {t("cases.mine")}
        </Checkbox>
        <Checkbox checked={search.overdue === true} onChange={(event) => narrow({ overdue: event.target.checked })}>
          {t("cases.onlyOverdue")}
        </Checkbox>
        {figure.length > 0 && (
          <Link to="/cases" className="tag accent">
            {t("cases.ofFigure", { what: figure.join(" · ") })}
          </Link>
        )}
      </div>
      <List
        list={useCases(search)}
        label={t("nav.cases")}
        title={(n) => t("cases.count", { n })}
        columns={columns}
        idOf={(each) => each.id}
        place="cases"
        hasKeys
        onOpen={(each) => void navigate({ to: "/cases/$case", params: { case: each.id } })}
        empty={
          <Nothing
            title={t(isFiltered ? "cases.noneFit" : "cases.none")}
            action={
              <Link to="/leads" search={{ status: "verified" }}>
                {t("cases.toVerified")}
              </Link>
            }
          >
            {t("cases.noneWhy")}
          </Nothing>
        }
      />
    </>
  );
}

function useColumns(): readonly ListColumn<CaseView>[] {
  const { t, text, format } = useLanguage();
  const officeName = useShortOfficeName();
  const nextText = useNextText();
  const models = useModels();
  const modelTitle = (id: string) => {
    const model = models.data?.items.find((each) => each.id === id);
    return model ? text(model.title) : id;
  };
  return [
    {
      key: "number",
      title: t("cases.number"),
      width: 190,
      render: (each) => (
        <Link to="/cases/$case" params={{ case: each.id }}>
          {each.number}
        </Link>
      ),
    },
    { key: "subject", title: t("leads.subject"), width: 190, render: (each) => <span className="two-lines">{each.subjectName}</span> },
    { key: "model", title: t("leads.model"), render: (each) => <span className="two-lines">{modelTitle(each.model)}</span> },
    { key: "office", title: t("leads.office"), width: 110, render: (each) => officeName(each.office) },
    { key: "owner", title: t("cases.owner"), width: 130, render: (each) => each.ownerName ?? t("cases.noOwner") },
    { key: "stage", title: t("cases.stage"), width: 110, render: (each) => <CaseStageTag stage={each.stage} /> },
    { key: "next", title: t("cases.next"), width: 170, render: (each) => <span className="two-lines">{nextText(each)}</span> },
    {
      key: "due",
      title: t("cases.due"),
      width: 150,
      render: (each) =>
        each.due === null ? (
          <span className="missing">—</span>
        ) : (
          <>
            <span className="number">{format.day(each.due)}</span>{" "}
            {each.isOverdue && <span className="tag alarm">! {t("cases.overdue")}</span>}
          </>
        ),
    },
  ];
}
