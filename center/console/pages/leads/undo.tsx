import type { Operation } from "@yuejian/contracts/api";
import { App, Button } from "antd";
import { ApiError } from "../../api/client.ts";
import { canUndo, newestUndoable, useUndo } from "../../api/triage.ts";
import { useLanguage } from "../../language/locale.tsx";
import type { MessageKey } from "../../messages/index.ts";

export const DID = {
  assign: "bulk.assigned",
  dismiss: "bulk.dismissed",
  comment: "bulk.commented",
  undo: "bulk.undone",
} as const satisfies Record<Operation["command"], MessageKey>;

/** How many leads an operation changed. */
export const doneBy = ({ groups }: Operation) =>
  groups.filter((each) => each.outcome === "done").reduce((sum, { count }) => sum + count, 0);

/** Tells what an operation did, with the way back. */
export function useOperationToast(): (operation: Operation) => void {
  const { t } = useLanguage();
  const { notification } = App.useApp();
  const undo = useUndoOperation();
  return (operation) => {
    const done = doneBy(operation);
    const left = operation.leads - done;
    notification.open({
      key: operation.id,
      title: t(DID[operation.command], { n: done }),
      description: left > 0 ? t("bulk.left", { n: left }) : undefined,
      placement: "bottomRight",
      duration: 12,
      actions: canUndo(operation) ? (
        <Button
          type="primary"
          size="small"
          onClick={() => {
            notification.destroy(operation.id);
            undo(operation.id);
          }}
        >
          {t("bulk.undo")}
        </Button>
      ) : undefined,
    });
  };
}

/** Takes an operation back and tells what came of it. */
export function useUndoOperation(): (operation: string) => void {
  const { t, text } = useLanguage();
  const { notification } = App.useApp();
  const undo = useUndo();
  return (operation) =>
    undo.mutate(operation, {
      onSuccess: (taken) => {
        const done = doneBy(taken);
        notification.open({
          title: t("bulk.undone", { n: done }),
          description: taken.leads > done ? t("bulk.notUndone", { n: taken.leads - done }) : undefined,
          placement: "bottomRight",
        });
      },
      onError: (error) =>
        notification.warning({
          title: t("bulk.undoFailed"),
          description: error instanceof ApiError ? text(error.text) : error.message,
          placement: "bottomRight",
        }),
    });
}

/** u: takes back the newest operation that can be. */
export function useUndoNewest(): () => boolean {
  const { t } = useLanguage();
  const { message } = App.useApp();
  const undo = useUndoOperation();
  return () => {
    void newestUndoable()
      .then((operation) => (operation ? undo(operation.id) : void message.info(t("bulk.nothingToUndo"))))
      .catch(() => {});
    return true;
  };
}
