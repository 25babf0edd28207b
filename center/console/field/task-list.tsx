import type { FieldCheckView } from "@yuejian/contracts/api";
import { useLanguage } from "../language/locale.tsx";
import type { Draft } from "./device-store.ts";
import type { Field } from "./use-field.ts";

/** What is to be checked, what waits to be sent, what was delivered. */
export function TaskList({ field, onOpen }: { readonly field: Field; readonly onOpen: (check: string) => void }) {
  const { t, format } = useLanguage();
  const { tasks, drafts, receipts, sending, connection } = field;
  const waiting = drafts.filter(({ bound }) => bound !== null).length;
  const others = drafts.filter(({ check }) => !tasks?.items.some(({ id }) => id === check)).map(({ task }) => task);
  const all = [...(tasks?.items ?? []), ...others];
  return (
    <>
      <div className="field-bar">
        <button type="button" className="primary" disabled={waiting === 0 || sending !== null} onClick={() => void field.refresh()}>
          {t("field.synchronise", { n: waiting })}
        </button>
        <button type="button" disabled={connection === "checking"} onClick={() => void field.refresh()}>
          {t("field.refresh")}
        </button>
      </div>
      {sending && <p role="status">{t("field.sending", { done: sending.done, total: sending.total })}</p>}
      <h2>{t("field.mine", { n: all.length })}</h2>
      {tasks === null && <p className="muted">{t("field.neverRead")}</p>}
      {tasks !== null && all.length === 0 && <p className="muted">{t("field.none")}</p>}
      <ul className="field-list">
        {all.map((task) => (
          <Task key={task.id} task={task} draft={drafts.find(({ check }) => check === task.id)} onOpen={onOpen} />
        ))}
      </ul>
      {tasks && <p className="muted field-small">{t("field.readAt", { at: format.time(tasks.at) })}</p>}
      {receipts.length > 0 && (
        <>
          <h2>{t("field.received", { n: receipts.length })}</h2>
          <ul className="field-list">
            {receipts.map(({ check, place, sha256, recordedAt, receivedAt }) => (
              <li key={check} className="field-card" data-receipt={check}>
                <strong>{place}</strong>
                <span className="muted">{t("field.receivedAt", { device: format.time(recordedAt), house: format.time(receivedAt) })}</span>
                <code className="field-digest">{sha256}</code>
              </li>
            ))}
          </ul>
        </>
      )}
    </>
  );
}

interface TaskProperties {
  readonly task: FieldCheckView;
  readonly draft: Draft | undefined;
  readonly onOpen: (check: string) => void;
}

function Task({ task, draft, onOpen }: TaskProperties) {
  const { t, text, format } = useLanguage();
  const state = draft === undefined ? null : draft.problem ? "problem" : draft.bound ? "waiting" : "draft";
  return (
    <li className="field-card" data-check={task.id} data-state={state ?? "new"}>
      <strong>{task.violationName}</strong>
      <span>
        {text(task.classTitle)} · {t("field.mu", { mu: task.areaMu })} · {t("field.due", { day: format.day(task.due) })}
        {task.isOverdue && <b className="field-overdue"> {t("field.overdue")}</b>}
      </span>
      {task.words && <span>{task.words}</span>}
      <span className="muted">{t("field.from", { who: task.givenByName })}</span>
      {draft?.problem && (
        <span className="field-notice" role="alert">
          {text(draft.problem)}
        </span>
      )}
      <span className="field-bar">
        <button type="button" onClick={() => onOpen(task.id)}>
          {t("field.open")}
        </button>
        {state && <span className={`field-tag ${state}`}>{t(STATE_KEYS[state])}</span>}
      </span>
    </li>
  );
}

const STATE_KEYS = { problem: "field.problem", waiting: "field.waiting", draft: "field.draft" } as const;
