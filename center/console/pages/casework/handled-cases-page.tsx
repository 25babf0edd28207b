import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { HANDLED_CASE_KINDS, HANDLED_CASE_STAGES, type HandledCaseKind, type HandledCaseStage } from "@yuejian/contracts";
import type { HandledCaseView } from "@yuejian/contracts/api";
import { Checkbox } from "antd";
import { type HandledCaseFilter, useHandledCases, useStageBoard } from "../../api/casework.ts";
import { FilterBar, FilterSearch } from "../../kit/filter-bar.tsx";
import { PageHeader, Section } from "../../kit/layout.tsx";
import { List } from "../../kit/list.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { useShortOfficeName } from "../../kit/offices.ts";
import { ErrorNotice, Nothing } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { withChange } from "../../kit/with-change.ts";
import { useLanguage } from "../../language/locale.tsx";
import { CasesTabs } from "../cases/cases-tabs.tsx";
import { CaseKindFilter, OfficeFilter } from "./place-filters.tsx";
import "./casework.css";

/** The cases of the business system: a board of stages above, the first due below. */
export function HandledCasesPage() {
  const { t } = useLanguage();
  const navigate = useNavigate({ from: "/cases/handled" });
  const search = useSearch({ from: "/frame/cases/handled" });
  const list = useHandledCases(search);
  usePageTitle(t("casework.title"));
  const isFiltered = Object.keys(search).length > 0;
  const set = (change: Change) =>
    void navigate({
      search: (old) => withChange(old, change),
      replace: true,
    });
  return (
    <>
      <PageHeader title={t("casework.title")} about={t("casework.about")} />
      <CasesTabs />
      <StageBoard filter={search} onStage={(stage) => set({ stage: search.stage === stage ? undefined : stage })} />
      <Filters filter={search} set={set} />
      <List
        list={list}
        label={t("casework.title")}
        title={(n) => t(list.isAtLeast ? "casework.countOver" : "casework.count", { n })}
        columns={useColumns()}
        idOf={(each) => each.id}
        place={`handled ${JSON.stringify(search)}`}
        hasKeys
        onOpen={(each) => void navigate({ to: "/cases/handled/$case", params: { case: each.id } })}
        empty={
          isFiltered ? (
            <Nothing title={t("casework.noneFit")} action={<Link to="/cases/handled">{t("leads.clear")}</Link>} />
          ) : (
            <Nothing title={t("casework.none")}>{t("casework.noneWhy")}</Nothing>
          )
        }
      />
    </>
  );
}

/** Every number opens the cases behind it. */
function StageBoard({ filter, onStage }: { readonly filter: HandledCaseFilter; readonly onStage: (stage: HandledCaseStage) => void }) {
  const { t, text, format } = useLanguage();
  const board = useStageBoard(filter);
  if (board.error) return <ErrorNotice error={board.error} retry={() => void board.refetch()} />;
  const rows = new Map(board.data?.rows.map((row) => [row.key, row]));
  const stages = (Object.keys(HANDLED_CASE_STAGES) as HandledCaseStage[]).filter((stage) => rows.has(stage));
  if (stages.length === 0) return null;
  const { overdue = 0, soon = 0 } = board.data?.total ?? {};
  return (
    <Section title={t("casework.board")} hint={t("casework.boardHint", { overdue, soon })}>
      <div className="stage-board">
        {stages.map((stage) => {
          const row = rows.get(stage);
          return (
            <button key={stage} type="button" aria-pressed={filter.stage === stage} onClick={() => onStage(stage)}>
              {text(HANDLED_CASE_STAGES[stage])}
              <strong className="number">{format.count(row?.open ?? 0)}</strong>
              <span className="muted">{t("casework.boardHint", { overdue: row?.overdue ?? 0, soon: row?.soon ?? 0 })}</span>
            </button>
          );
        })}
      </div>
    </Section>
  );
}

type Change = { readonly [K in keyof HandledCaseFilter]?: HandledCaseFilter[K] | undefined };

function Filters({ filter, set }: { readonly filter: HandledCaseFilter; readonly set: (change: Change) => void }) {
  const { t } = useLanguage();
  const flag = (name: "mine" | "overdue" | "soon" | "closed", label: string) => (
    <Checkbox checked={filter[name] === true} onChange={(event) => set({ [name]: event.target.checked || undefined })}>
      {label}
    </Checkbox>
  );
  return (
    <FilterBar>
      <FilterSearch
        value={filter.number}
        label={t("casework.searchNumber")}
        onSearch={(number) => set({ number: number === "" ? undefined : number })}
      />
      <CaseKindFilter value={filter.kind} onChange={(kind) => set({ kind })} />
      <OfficeFilter value={filter.office} onChange={(office) => set({ office })} />
      {flag("mine", t("cases.mine"))}
      {flag("overdue", t("cases.onlyOverdue"))}
      {flag("soon", t("casework.soon"))}
      {flag("closed", t("casework.closed"))}
    </FilterBar>
  );
}

function useColumns(): readonly ListColumn<HandledCaseView>[] {
  const { t, text, format } = useLanguage();
  const officeName = useShortOfficeName();
  const kindOf = (kind: HandledCaseKind) => text(HANDLED_CASE_KINDS[kind]);
  return [
    {
      key: "number",
      title: t("cases.number"),
      width: 200,
      render: (each) => (
        <Link to="/cases/handled/$case" params={{ case: each.id }}>
          {each.number}
        </Link>
      ),
    },
    { key: "kind", title: t("casework.kind"), width: 120, render: (each) => kindOf(each.kind) },
    { key: "cause", title: t("casework.cause"), render: (each) => <span className="two-lines">{each.cause ?? "—"}</span> },
    { key: "office", title: t("leads.office"), width: 110, render: (each) => officeName(each.office) },
    { key: "department", title: t("casework.department"), width: 110, render: (each) => each.department },
    {
      key: "handler",
      title: t("casework.handler"),
      width: 110,
      render: (each) => <span className="two-lines">{each.handler ?? "—"}</span>,
    },
    {
      key: "stage",
      title: t("casework.stage"),
      width: 130,
      render: (each) => <span className="tag">{text(HANDLED_CASE_STAGES[each.stage])}</span>,
    },
    {
      key: "due",
      title: t("cases.due"),
      width: 180,
      render: (each) =>
        each.due === null ? (
          <span className="missing">—</span>
        ) : (
          <>
            <span className="number">{format.day(each.due)}</span>{" "}
            {each.isOverdue && <span className="tag alarm">! {t("casework.overdue")}</span>}
          </>
        ),
    },
  ];
}
