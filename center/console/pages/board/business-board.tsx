import { Link } from "@tanstack/react-router";
import {
  BUSINESS_LINES,
  type BusinessLine,
  HANDLED_CASE_KINDS,
  HANDLED_CASE_STAGES,
  type HandledCaseKind,
  type HandledCaseStage,
} from "@yuejian/contracts";
import type { BoardBy, CaseBoard } from "@yuejian/contracts/api";
import { Segmented } from "antd";
import { type HandledCaseFilter, useCaseBoard, useHandledCases } from "../../api/casework.ts";
import { Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { useShortOfficeName } from "../../kit/offices.ts";
import { Nothing, PageState } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";

type Row = CaseBoard["rows"][number];
type Places = Pick<HandledCaseFilter, "office" | "line" | "mine">;
export type WorkloadBy = Extract<BoardBy, "office" | "department" | "line" | "kind">;

/** Cards of a column. */
const SHOWN = 20;

/** Handled cases by stage, the first due on top. Nothing is dragged: their stage is what the business system told. */
export function BusinessKanban({ places }: { readonly places: Places }) {
  const { t, text, format } = useLanguage();
  const board = useCaseBoard("stage", places);
  return (
    <PageState query={board}>
      {({ rows }) => {
        const byStage = new Map(rows.map((row) => [row.key, row]));
        const stages = (Object.keys(HANDLED_CASE_STAGES) as HandledCaseStage[]).filter((stage) => byStage.has(stage));
        if (stages.length === 0) return <Nothing title={t("casework.none")}>{t("casework.noneWhy")}</Nothing>;
        return (
          <div className="kanban" role="region" aria-label={t("board.business")} tabIndex={0}>
            {stages.map((stage) => {
              const { open = 0, overdue = 0 } = byStage.get(stage) ?? {};
              return (
                <section key={stage} className="kanban-column" aria-label={text(HANDLED_CASE_STAGES[stage])}>
                  <header>
                    <h2>{text(HANDLED_CASE_STAGES[stage])}</h2>
                    <Link className="count-link" to="/cases/handled" search={{ ...placeSearch(places), stage }}>
                      {format.count(open)}
                    </Link>
                    {overdue > 0 && <span className="tag alarm">! {t("board.overdue", { n: overdue })}</span>}
                  </header>
                  <StageCards places={places} stage={stage} />
                </section>
              );
            })}
          </div>
        );
      }}
    </PageState>
  );
}

function placeSearch({ office, line, mine }: Places) {
  return {
    ...(office === undefined ? {} : { office }),
    ...(line === undefined ? {} : { line: line as BusinessLine }),
    ...(mine === true ? { mine: true } : {}),
  };
}

function StageCards({ places, stage }: { readonly places: Places; readonly stage: HandledCaseStage }) {
  const { t, text, format } = useLanguage();
  const { items = [], total } = useHandledCases({ ...places, stage });
  return (
    <>
      {items.slice(0, SHOWN).map((shown) => (
        <article key={shown.id} className="kanban-card">
          <Link to="/cases/handled/$case" params={{ case: shown.id }}>
            {shown.number}
          </Link>
          <span>
            {text(HANDLED_CASE_KINDS[shown.kind])} · {shown.cause ?? "—"}
          </span>
          <span className="muted">{shown.handler ?? "—"}</span>
          <span>
            {shown.due !== null && <span className="number">{format.day(shown.due)}</span>}{" "}
            {shown.isOverdue && <span className="tag alarm">! {t("casework.overdue")}</span>}
          </span>
        </article>
      ))}
      {total > SHOWN && <span className="muted">{t("board.more", { n: total - SHOWN })}</span>}
    </>
  );
}

interface WorkloadProperties {
  readonly places: Places;
  readonly by: WorkloadBy;
  readonly onBy: (by: WorkloadBy) => void;
}

/** Open cases by office, department, line or kind, in the order of their names: this is no ranking. */
export function Workload({ places, by, onBy }: WorkloadProperties) {
  const { t, text, format } = useLanguage();
  const officeName = useShortOfficeName();
  const board = useCaseBoard(by, places);
  const nameOf = ({ key, office }: Row) => {
    if (by === "office") return officeName(key);
    if (by === "line") return text(BUSINESS_LINES[key as BusinessLine]);
    if (by === "kind") return text(HANDLED_CASE_KINDS[key as HandledCaseKind]);
    return office === null ? key : `${officeName(office)} ${key}`;
  };
  const searchOf = ({ key, office }: Row) => {
    const kept = placeSearch(places);
    if (by === "office") return { ...kept, office: key };
    if (by === "line") return { ...kept, line: key as BusinessLine };
    if (by === "kind") return { ...kept, kind: key as HandledCaseKind };
    return { ...kept, department: key, ...(office === null ? {} : { office }) };
  };
  const count = (key: "open" | "overdue" | "soon", title: string): ListColumn<Row> => ({
    key,
    title,
    width: 96,
    align: "right",
    render: (row) =>
      row[key] === 0 ? (
        <span className="number">0</span>
      ) : (
        <Link className="count-link" to="/cases/handled" search={{ ...searchOf(row), ...(key === "open" ? {} : { [key]: true }) }}>
          {format.count(row[key])}
        </Link>
      ),
  });
  const columns: readonly ListColumn<Row>[] = [
    { key: "name", title: t(TITLES[by]), width: 260, render: nameOf },
    count("open", t("board.open")),
    count("overdue", t("board.late")),
    count("soon", t("board.soon")),
    {
      key: "without",
      title: t("board.withoutDue"),
      width: 96,
      align: "right",
      render: ({ withoutDue }) => <span className="number">{format.count(withoutDue)}</span>,
    },
  ];
  return (
    <Section
      flush
      title={t("board.workload")}
      hint={t("board.workloadHint")}
      actions={
        <Segmented
          size="small"
          aria-label={t("board.by")}
          value={by}
          options={(Object.keys(TITLES) as WorkloadBy[]).map((value) => ({ value, label: t(TITLES[value]) }))}
          onChange={onBy}
        />
      }
    >
      <PageState query={board}>
        {({ rows }) => (
          <ListTable
            label={t("board.workload")}
            columns={columns}
            items={rows.toSorted((one, other) => nameOf(one).localeCompare(nameOf(other)))}
            idOf={({ key, office }) => `${office} ${key}`}
          />
        )}
      </PageState>
    </Section>
  );
}

const TITLES = { office: "board.byOffice", department: "board.byDepartment", line: "board.byLine", kind: "board.byKind" } as const;
