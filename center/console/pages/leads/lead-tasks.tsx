import type { LeadTask } from "@yuejian/contracts/api";
import { Button, Input, Modal, Select } from "antd";
import { useState } from "react";
import { useAttachments, useCancelLeadTask, useGiveLeadTask, useLeadTasks, useReportLeadTask } from "../../api/lead-talk.ts";
import { useDraft } from "../../kit/draft.ts";
import { Section } from "../../kit/layout.tsx";
import { ErrorNotice, PageState } from "../../kit/page-state.tsx";
import { ReasonDialog } from "../../kit/reason-dialog.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { TaskEntry } from "../cases/task-entry.tsx";
import { PersonChoice } from "./assign-form.tsx";

interface LeadProperties {
  readonly lead: string;
  readonly office: string;
}

/** What is to be found out about the lead before anybody files a case. */
export function LeadTasks({ lead, office }: LeadProperties) {
  const { t } = useLanguage();
  const tasks = useLeadTasks(lead);
  const [isAdding, setAdding] = useState(false);
  if (tasks.data && tasks.data.items.length === 0 && !tasks.data.mayAdd) return null;
  return (
    <Section title={t("leadTasks.title", { n: tasks.data?.items.length ?? 0 })}>
      <PageState query={tasks} rows={2}>
        {({ items, mayAdd }) => (
          <div className="stack">
            {items.length === 0 && <span className="muted">{t("leadTasks.none")}</span>}
            {items.length > 0 && (
              <ul className="stack" style={{ listStyle: "none", margin: 0, padding: 0 }}>
                {items.map((task) => (
                  <TaskItem key={task.id} lead={lead} task={task} />
                ))}
              </ul>
            )}
            {mayAdd && !isAdding && (
              <div>
                <Button onClick={() => setAdding(true)}>{t("leadTasks.add")}</Button>
              </div>
            )}
            {mayAdd && isAdding && <NewTask lead={lead} office={office} onEnd={() => setAdding(false)} />}
          </div>
        )}
      </PageState>
    </Section>
  );
}

function NewTask({ lead, office, onEnd }: LeadProperties & { readonly onEnd: () => void }) {
  const { t } = useLanguage();
  const [title, setTitle, clear] = useDraft(`${lead}.task`);
  const [assignee, setAssignee] = useState<string | null>(null);
  const [due, setDue] = useState("");
  const give = useGiveLeadTask(lead);
  const send = () => {
    const onSuccess = () => {
      clear();
      onEnd();
    };
    if (assignee !== null) give.mutate({ title: title.trim(), assignee, due }, { onSuccess });
  };
  return (
    <div className="stack" data-form="lead-task">
      {give.error && <ErrorNotice error={give.error} />}
      <div className="field">
        <label htmlFor="task-title">{t("leadTasks.what")}</label>
        <Input id="task-title" maxLength={300} value={title} onChange={(event) => setTitle(event.target.value)} />
      </div>
      <div className="field">
        <span className="label">{t("leadTasks.who")}</span>
        <PersonChoice office={office} value={assignee} onChange={setAssignee} />
      </div>
      <div className="field">
        <label htmlFor="task-due">{t("leadTasks.due")}</label>
        <Input id="task-due" type="date" value={due} onChange={(event) => setDue(event.target.value)} />
      </div>
      <div className="bar" style={{ margin: 0 }}>
        <Button type="primary" disabled={title.trim() === "" || assignee === null || due === ""} loading={give.isPending} onClick={send}>
          {t("leadTasks.add")}
        </Button>
        <Button onClick={onEnd}>{t("action.cancel")}</Button>
      </div>
    </div>
  );
}

function TaskItem({ lead, task }: { readonly lead: string; readonly task: LeadTask }) {
  const { t } = useLanguage();
  const [open, setOpen] = useState<"report" | "cancel" | null>(null);
  const cancel = useCancelLeadTask(lead);
  const { id, title } = task;
  const end = () => setOpen(null);
  return (
    <TaskEntry task={task} files={task.files.map(({ name }) => name)} isOverdue={task.isOverdue} by={task.addedByName}>
      {(task.mayReport || task.mayCancel) && (
        <div className="bar" style={{ margin: "4px 0 0" }}>
          {task.mayReport && (
            <Button size="small" type="primary" onClick={() => setOpen("report")}>
              {t("leadTasks.report")}
            </Button>
          )}
          {task.mayCancel && (
            <Button size="small" type="text" onClick={() => setOpen("cancel")}>
              {t("leadTasks.cancel")}
            </Button>
          )}
        </div>
      )}
      {open === "report" && <ReportDialog lead={lead} task={task} onEnd={end} />}
      {open === "cancel" && (
        <ReasonDialog title={t("leadTasks.cancelTitle", { title })} step={cancel} orderOf={(reason) => ({ id, reason })} onEnd={end} />
      )}
    </TaskEntry>
  );
}

function ReportDialog({ lead, task, onEnd }: { readonly lead: string; readonly task: LeadTask; readonly onEnd: () => void }) {
  const { t } = useLanguage();
  const [result, setResult, clear] = useDraft(`${task.id}.result`);
  const [files, setFiles] = useState<string[]>([]);
  const attachments = useAttachments(lead);
  const report = useReportLeadTask(lead);
  const kept = (attachments.data?.items ?? []).filter(({ withdrawn }) => !withdrawn);
  const onSuccess = () => {
    clear();
    onEnd();
  };
  return (
    <Modal
      open
      title={task.title}
      okText={t("leadTasks.report")}
      cancelText={t("action.cancel")}
      okButtonProps={{ disabled: result.trim() === "", loading: report.isPending }}
      onOk={() => report.mutate({ id: task.id, result: result.trim(), files }, { onSuccess })}
      onCancel={onEnd}
    >
      <div className="stack">
        {report.error && <ErrorNotice error={report.error} />}
        <div className="field">
          <label htmlFor="task-result">{t("leadTasks.result")}</label>
          <Input.TextArea id="task-result" rows={4} maxLength={4000} value={result} onChange={(event) => setResult(event.target.value)} />
        </div>
        <div className="field">
          <label htmlFor="task-files">{t("leadTasks.files")}</label>
          <Select
            id="task-files"
            mode="multiple"
            value={files}
            onChange={setFiles}
            options={kept.map(({ id, name }) => ({ value: id, label: name }))}
            placeholder={kept.length === 0 ? t("cases.noFiles") : t("leadTasks.files")}
            style={{ width: "100%" }}
          />
        </div>
      </div>
    </Modal>
  );
}
