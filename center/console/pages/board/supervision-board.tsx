import { Link } from "@tanstack/react-router";
import { CASE_DEEDS, CASE_STAGES, type CaseAction } from "@yuejian/contracts";
import type { CaseView, SupervisionBoard } from "@yuejian/contracts/api";
import { App, Button } from "antd";
import { type DragEvent, useState } from "react";
import { type BoardFilter, useCaseMoves, useSupervisionBoard } from "../../api/cases.ts";
import { Nothing, PageState } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { useNextText } from "../cases/case-page.tsx";
import { type Move, MoveDialog } from "./move-dialog.tsx";

type Column = SupervisionBoard["columns"][number];

interface Moving {
  readonly shown: CaseView;
  readonly action: CaseAction | null;
}

/** Supervision cases by stage. A move is a step of the case: its form opens, and the card goes over once it was taken. */
export function SupervisionKanban({ filter }: { readonly filter: BoardFilter }) {
  const { t } = useLanguage();
  const board = useSupervisionBoard(filter);
  const [dragged, setDragged] = useState<CaseView | null>(null);
  const [moving, setMoving] = useState<Moving | null>(null);
  const moves = useCaseMoves(dragged?.id ?? null);
  const moveTo = (column: Column): Move | undefined => moves.data?.moves.find(({ stage }) => stage === column.stage);
  return (
    <>
      <PageState query={board}>
        {({ columns }) => {
          const shown = columns.filter(({ isOpen, total }) => isOpen || total > 0 || dragged !== null);
          if (columns.every(({ total }) => total === 0))
            return (
              <Nothing title={t("board.none")} action={<Link to="/leads">{t("work.toLeads")}</Link>}>
                {t("board.noneWhy")}
              </Nothing>
            );
          return (
            <div className="kanban" role="region" aria-label={t("board.title")} tabIndex={0}>
              {shown.map((column) => (
                <KanbanColumn
                  key={column.stage}
                  column={column}
                  dragged={dragged}
                  move={moveTo(column)}
                  filter={filter}
                  onDrag={setDragged}
                  onMove={setMoving}
                />
              ))}
            </div>
          );
        }}
      </PageState>
      {moving && <MoveDialog key={moving.shown.id} {...moving} onClose={() => setMoving(null)} />}
    </>
  );
}

interface ColumnProperties {
  readonly column: Column;
  readonly dragged: CaseView | null;
  readonly move: Move | undefined;
  readonly filter: BoardFilter;
  readonly onDrag: (shown: CaseView | null) => void;
  readonly onMove: (moving: Moving) => void;
}

function KanbanColumn({ column, dragged, move, filter, onDrag, onMove }: ColumnProperties) {
  const { t, text, format } = useLanguage();
  const { message } = App.useApp();
  const [isOver, setOver] = useState(false);
  const { stage, total, overdue, items } = column;
  const isTarget = dragged !== null && dragged.stage !== stage;
  const action = (move?.action ?? null) as CaseAction | null;
  const look = !isTarget || !move ? "" : action === null ? "cannot" : isOver ? "can over" : "can";
  const over = (event: DragEvent) => {
    if (!isTarget) return;
    event.preventDefault();
    event.dataTransfer.dropEffect = action === null ? "none" : "move";
    setOver(true);
  };
  const drop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    if (dragged === null) return;
    if (action !== null) onMove({ shown: dragged, action });
    else if (move?.reason) void message.warning(t("board.dropNot", { reason: text(move.reason) }));
    onDrag(null);
  };
  return (
    <section
      className={`kanban-column ${look}`}
      aria-label={text(CASE_STAGES[stage])}
      data-stage={stage}
      onDragOver={over}
      onDragLeave={() => setOver(false)}
      onDrop={drop}
    >
      <header>
        <h2>{text(CASE_STAGES[stage])}</h2>
        {total > 0 ? (
          <Link className="count-link" to="/cases" search={{ stage, ...(filter.mine === true ? { mine: true } : {}) }}>
            {format.count(total)}
          </Link>
        ) : (
          <span className="muted">{t("board.empty")}</span>
        )}
        {overdue > 0 && <span className="tag alarm">! {t("board.overdue", { n: overdue })}</span>}
      </header>
      {isTarget && (
        <div className="kanban-why" role="status">
          {move === undefined
            ? t("board.looking")
            : action === null
              ? t("board.dropNot", { reason: move.reason ? text(move.reason) : "" })
              : t("board.dropHere", { action: text(CASE_DEEDS[action]) })}
        </div>
      )}
      {items.map((shown) => (
        <Card key={shown.id} shown={shown} onDrag={onDrag} onMove={() => onMove({ shown, action: null })} isOpen={column.isOpen} />
      ))}
      {total > items.length && <span className="muted">{t("board.more", { n: total - items.length })}</span>}
    </section>
  );
}

interface CardProperties {
  readonly shown: CaseView;
  readonly isOpen: boolean;
  readonly onDrag: (shown: CaseView | null) => void;
  readonly onMove: () => void;
}

function Card({ shown, isOpen, onDrag, onMove }: CardProperties) {
  const { t, format } = useLanguage();
  const nextText = useNextText();
  const begin = (event: DragEvent) => {
    event.dataTransfer.effectAllowed = "move";
    event.dataTransfer.setData("text/plain", shown.number);
    onDrag(shown);
  };
  return (
    <article className="kanban-card" data-case={shown.id} draggable={isOpen} onDragStart={begin} onDragEnd={() => onDrag(null)}>
      <Link to="/cases/$case" params={{ case: shown.id }} draggable={false}>
        {shown.number}
      </Link>
      <span className="two-lines">{shown.subjectName}</span>
      <span className="muted two-lines">{shown.next ? nextText(shown) : (shown.ownerName ?? "")}</span>
      <div className="bar">
        <span>
          {shown.due !== null && <span className="number">{format.day(shown.due)}</span>}{" "}
          {shown.isOverdue && <span className="tag alarm">! {t("cases.overdue")}</span>}
        </span>
        {isOpen && (
          <Button size="small" aria-label={t("board.moveTitle", { number: shown.number })} onClick={onMove}>
            {t("board.move")}
          </Button>
        )}
      </div>
    </article>
  );
}
