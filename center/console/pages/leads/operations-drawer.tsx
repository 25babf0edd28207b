import { Link } from "@tanstack/react-router";
import type { Operation } from "@yuejian/contracts/api";
import { Button, Drawer } from "antd";
import { canUndo, useOperations } from "../../api/triage.ts";
import { ErrorNotice, Nothing, PageLoading } from "../../kit/page-state.tsx";
import { Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { OutcomeGroups } from "./outcome-groups.tsx";
import { DID, doneBy, useUndoOperation } from "./undo.tsx";

/** What the person did to many leads lately, with the way back where there is one. */
export function OperationsDrawer({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { t } = useLanguage();
  return (
    <Drawer open={open} onClose={onClose} title={t("bulk.recent")} size={460} destroyOnHidden>
      <Operations />
    </Drawer>
  );
}

function Operations() {
  const { t } = useLanguage();
  const { items, error, refetch, hasMore, loadMore, isLoadingMore } = useOperations(true);
  if (error) return <ErrorNotice error={error} retry={() => void refetch()} />;
  if (!items) return <PageLoading rows={5} />;
  if (items.length === 0) return <Nothing title={t("bulk.noRecent")}>{t("bulk.noRecentWhy")}</Nothing>;
  return (
    <>
      <ol className="operations">
        {items.map((operation) => (
          <OperationItem key={operation.id} operation={operation} />
        ))}
      </ol>
      {hasMore && (
        <Button onClick={loadMore} loading={isLoadingMore}>
          {t("list.more")}
        </Button>
      )}
    </>
  );
}

function OperationItem({ operation }: { readonly operation: Operation }) {
  const { t, format } = useLanguage();
  const undo = useUndoOperation();
  return (
    <li>
      <div className="bar" style={{ margin: 0 }}>
        <strong>{t(DID[operation.command], { n: doneBy(operation) })}</strong>
        {canUndo(operation) && (
          <Button size="small" className="push" onClick={() => undo(operation.id)}>
            {t("bulk.undo")}
          </Button>
        )}
      </div>
      <div className="muted" style={{ fontSize: 13 }}>
        <Time at={operation.at} />
        {operation.undoneBy && <> · {t("bulk.isUndone")}</>}
        {canUndo(operation) && operation.undoUntil && <> · {t("bulk.undoUntil", { at: format.time(operation.undoUntil) })}</>}
        {operation.status === "running" && operation.job && (
          <>
            {" "}
            ·{" "}
            <Link to="/jobs/$job" params={{ job: operation.job }}>
              {t("bulk.running")}
            </Link>
          </>
        )}
      </div>
      {operation.groups.some((each) => each.outcome !== "done") && (
        <details>
          <summary>{t("bulk.left", { n: operation.leads - doneBy(operation) })}</summary>
          <OutcomeGroups groups={operation.groups.filter((each) => each.outcome !== "done")} />
        </details>
      )}
    </li>
  );
}
