import type { ReactNode } from "react";
import { useLanguage } from "../../language/locale.tsx";

const TASK = { open: "cases.taskOpen", done: "cases.taskDone", cancelled: "cases.taskCancelled" } as const;
const LOOK = { open: "accent", done: "good", cancelled: "quiet" } as const;

interface Properties {
  readonly task: {
    readonly title: string;
    readonly status: keyof typeof TASK;
    readonly assigneeName: string;
    readonly due: string;
    readonly result: string | null;
  };
  /** Names of its files. */
  readonly files: readonly string[];
  readonly isOverdue?: boolean;
  /** Who gave it, where that is told. */
  readonly by?: string;
  /** What can be done with it. */
  readonly children?: ReactNode;
}

/** A verification task of a lead or a case in a list of them. */
export function TaskEntry({ task, files, isOverdue = false, by, children }: Properties) {
  const { t, format } = useLanguage();
  const { title, status, assigneeName, due, result } = task;
  return (
    <li data-task={status}>
      <div>
        <strong>{title}</strong> <span className={`tag ${LOOK[status]}`}>{t(TASK[status])}</span>
        {isOverdue && (
          <>
            {" "}
            <span className="tag alarm">{t("leadTasks.overdue")}</span>
          </>
        )}
      </div>
      <div className="muted">
        {assigneeName} · {t("cases.dueOn", { day: format.day(due) })}
        {by !== undefined && ` · ${t("leadTasks.by", { who: by })}`}
      </div>
      {result && <div>{result}</div>}
      <FileNames names={files} />
      {children}
    </li>
  );
}

export function FileNames({ names }: { readonly names: readonly string[] }) {
  return names.length === 0 ? null : <div className="muted">📎 {names.join(" · ")}</div>;
}
