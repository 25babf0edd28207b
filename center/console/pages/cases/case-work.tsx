import { RECTIFICATION_KINDS, RECTIFICATION_STATUSES } from "@yuejian/contracts";
import type { CaseDetail } from "@yuejian/contracts/api";
import { Section } from "../../kit/layout.tsx";
import { useLanguage } from "../../language/locale.tsx";

const TASK = { open: "cases.taskOpen", done: "cases.taskDone", cancelled: "cases.taskCancelled" } as const;
const LOOK = { open: "accent", reported: "", accepted: "good", cancelled: "quiet", done: "good" } as const;

export function CaseTasks({ detail }: { readonly detail: CaseDetail }) {
  const { t, format } = useLanguage();
  if (detail.tasks.length === 0) return null;
  return (
    <Section title={t("cases.tasks")}>
      <ul className="stack" style={{ listStyle: "none", margin: 0, padding: 0 }}>
        {detail.tasks.map(({ id, title, assigneeName, due, status, result, files }) => (
          <li key={id} data-task={status}>
            <div>
              <strong>{title}</strong> <span className={`tag ${LOOK[status]}`}>{t(TASK[status])}</span>
            </div>
            <div className="muted">
              {assigneeName} · {t("cases.dueOn", { day: format.day(due) })}
            </div>
            {result && <div>{result}</div>}
            <Evidence ids={files} detail={detail} />
          </li>
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
            <Evidence ids={files} detail={detail} />
          </li>
        ))}
      </ul>
    </Section>
  );
}

function Evidence({ ids, detail }: { readonly ids: readonly string[]; readonly detail: CaseDetail }) {
  const names = ids.flatMap((id) => detail.files.find((file) => file.id === id)?.name ?? []);
  return names.length === 0 ? null : <div className="muted">📎 {names.join(" · ")}</div>;
}
