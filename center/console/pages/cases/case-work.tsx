import { RECTIFICATION_KINDS, RECTIFICATION_STATUSES } from "@yuejian/contracts";
import type { CaseDetail } from "@yuejian/contracts/api";
import { Section } from "../../kit/layout.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { FileNames, TaskEntry } from "./task-entry.tsx";

const LOOK = { open: "accent", reported: "", accepted: "good", cancelled: "quiet" } as const;

export function CaseTasks({ detail }: { readonly detail: CaseDetail }) {
  const { t } = useLanguage();
  if (detail.tasks.length === 0) return null;
  return (
    <Section title={t("cases.tasks")}>
      <ul className="stack" style={{ listStyle: "none", margin: 0, padding: 0 }}>
        {detail.tasks.map((task) => (
          <TaskEntry key={task.id} task={task} files={namesOf(task.files, detail)} />
        ))}
      </ul>
    </Section>
  );
}

export function CaseItems({ detail }: { readonly detail: CaseDetail }) {
  const { t, text, format } = useLanguage();
  if (detail.items.length === 0) return null;
  return (
    <Section title={t("cases.items")}>
      <ul className="stack" style={{ listStyle: "none", margin: 0, padding: 0 }}>
        {detail.items.map(({ id, kind, title, due, status, note, files }) => (
          <li key={id} data-item={status}>
            <div>
              <strong>{title}</strong> <span className={`tag ${LOOK[status]}`}>{text(RECTIFICATION_STATUSES[status])}</span>
            </div>
            <div className="muted">
              {text(RECTIFICATION_KINDS[kind])} · {t("cases.dueOn", { day: format.day(due) })}
            </div>
            {note && <div>{note}</div>}
            <FileNames names={namesOf(files, detail)} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function namesOf(ids: readonly string[], { files }: CaseDetail): readonly string[] {
  return ids.flatMap((id) => files.find((file) => file.id === id)?.name ?? []);
}
