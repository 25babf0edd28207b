import { useQuery } from "@tanstack/react-query";
import type { BulkCommand, Operation } from "@yuejian/contracts/api";
import { Input, Modal, Select } from "antd";
import { useDeferredValue, useState } from "react";
import { modelQuery } from "../../api/models.ts";
import { useBulk, useBulkPreview } from "../../api/triage.ts";
import { useDraft } from "../../kit/draft.ts";
import { JobProgress } from "../../kit/job-progress.tsx";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
import type { MessageKey } from "../../messages/index.ts";
import { PersonChoice } from "./assign-form.tsx";
import type { ChosenLeads } from "./chosen-leads.ts";
import { OutcomeGroups } from "./outcome-groups.tsx";
import { useOperationToast } from "./undo.tsx";

export type BulkAction = BulkCommand["action"];

interface BulkDialogProperties {
  readonly action: BulkAction;
  readonly chosen: ChosenLeads;
  readonly onClose: () => void;
}

const TITLES = { assign: "bulk.assignTitle", dismiss: "bulk.dismissTitle", comment: "bulk.commentTitle" } as const satisfies Record<
  BulkAction,
  MessageKey
>;
const SUBMIT = { assign: "bulk.assignSubmit", dismiss: "bulk.dismissSubmit", comment: "bulk.commentSubmit" } as const satisfies Record<
  BulkAction,
  MessageKey
>;
/** Stands for the text that is still to be written; what a step can do to which leads does not depend on it. */
const UNWRITTEN = "…";

/** Says what a step would do to the chosen leads, before it does it. */
export function BulkDialog({ action, chosen, onClose }: BulkDialogProperties) {
  const { t } = useLanguage();
  const [text, setText, clearText] = useDraft(`bulk.${action}`);
  const [assignee, setAssignee] = useState<string | null>(null);
  const [explanation, setExplanation] = useState<string | null>(null);
  const [running, setRunning] = useState<Operation | null>(null);
  const bulk = useBulk();
  const toast = useOperationToast();
  const command = commandOf(action, { text: text.trim(), assignee, explanation });
  const asked = useDeferredValue(commandOf(action, { text: UNWRITTEN, assignee, explanation }));
  // What the person had chosen when the dialog opened: the list below may be read anew meanwhile.
  const [selection] = useState(() => chosen.forServer());
  const [count] = useState(chosen.count);
  const preview = useBulkPreview(selection, asked);
  const send = () => {
    if (!command) return;
    const sent = "filter" in selection && preview.data ? { ...selection, asOf: preview.data.asOf } : selection;
    bulk.mutate(
      { selection: sent, command },
      {
        onSuccess: (operation) => {
          clearText();
          chosen.clear();
          if (operation.job && operation.status === "running") setRunning(operation);
          else {
            toast(operation);
            onClose();
          }
        },
      },
    );
  };
  const applies = preview.data?.applies ?? 0;
  return (
    <Modal
      open
      width={560}
      title={t(TITLES[action], { n: count })}
      onCancel={onClose}
      okText={t(SUBMIT[action], { n: applies })}
      okButtonProps={{ disabled: !command || applies === 0 || preview.isPlaceholderData, loading: bulk.isPending }}
      onOk={send}
      {...(running ? { footer: null } : {})}
    >
      {running?.job ? (
        <div className="stack">
          <JobProgress id={running.job} />
          <p className="muted">{t("bulk.goesOn")}</p>
        </div>
      ) : (
        <div className="stack">
          {action === "assign" && <PersonChoice value={assignee} onChange={setAssignee} />}
          {action === "dismiss" && <ExplanationChoice chosen={chosen} value={explanation} onChange={setExplanation} />}
          {action !== "assign" && (
            <div className="field">
              <label htmlFor="bulk-text">{action === "dismiss" ? t("lead.dismissReason") : t("lead.commentNote")}</label>
              <Input.TextArea
                id="bulk-text"
                autoFocus
                rows={4}
                maxLength={4000}
                value={text}
                onChange={(event) => setText(event.target.value)}
              />
            </div>
          )}
          {bulk.error && <ErrorNotice error={bulk.error} />}
          {preview.error && <ErrorNotice error={preview.error} retry={() => void preview.refetch()} />}
          <div className="preview" aria-live="polite" aria-busy={preview.isFetching}>
            {preview.data ? (
              <>
                <OutcomeGroups groups={preview.data.groups} isAhead />
                <p className="muted">
                  {preview.data.undoMinutes > 0 && t("bulk.undoFor", { n: preview.data.undoMinutes })}{" "}
                  {preview.data.isLarge && t("bulk.large")}
                </p>
              </>
            ) : (
              <p className="muted">{asked ? t("bulk.counting") : t("bulk.choosePerson")}</p>
            )}
          </div>
        </div>
      )}
    </Modal>
  );
}

interface Given {
  readonly text: string;
  readonly assignee: string | null;
  readonly explanation: string | null;
}

function commandOf(action: BulkAction, { text, assignee, explanation }: Given): BulkCommand | null {
  if (action === "assign") return assignee ? { action, assignee } : null;
  if (!text) return null;
  return action === "dismiss" ? { action, reason: text, explanation } : { action, note: text };
}

interface ExplanationChoiceProperties {
  readonly chosen: ChosenLeads;
  readonly value: string | null;
  readonly onChange: (explanation: string | null) => void;
}

/** Lawful explanations belong to a model: the choice stands only where all chosen leads are of one. */
function ExplanationChoice({ chosen, value, onChange }: ExplanationChoiceProperties) {
  const { t, text } = useLanguage();
  const [only, other] = new Set(chosen.leads.map((lead) => lead.model));
  const model = !chosen.isAll && other === undefined ? (only ?? "") : "";
  const view = useQuery({ ...modelQuery(model), enabled: model !== "" });
  if (!view.data) return null;
  return (
    <div className="field">
      <span className="label">{t("lead.dismissExplanation")}</span>
      <Select
        allowClear
        options={view.data.lawfulExplanations.map((each) => ({ value: each.id, label: text(each.title) }))}
        value={value}
        onChange={(next: string | undefined) => onChange(next ?? null)}
        placeholder={t("lead.dismissOther")}
        aria-label={t("lead.dismissExplanation")}
      />
    </div>
  );
}
