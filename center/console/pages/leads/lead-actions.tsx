import type { LeadAction, LeadCommand } from "@yuejian/contracts";
import type { LeadDetail } from "@yuejian/contracts/api";
import { App, Segmented } from "antd";
import { useState } from "react";
import { ApiError } from "../../api/client.ts";
import { useLeadCommand } from "../../api/leads.ts";
import { Section } from "../../kit/layout.tsx";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
import type { MessageKey } from "../../messages/index.ts";
import { AssignForm } from "./assign-form.tsx";
import { ChangedMeanwhile } from "./changed-meanwhile.tsx";
import { DismissForm, NoteForm } from "./note-forms.tsx";
import { Explanations, VerifyForm } from "./verify-form.tsx";

/** In the order in which a lead moves on; the first that is allowed is the next action. */
const ACTIONS = ["verify", "assign", "file", "dismiss", "reopen", "comment"] as const satisfies readonly LeadAction[];
const NEXT = { new: "assign", assigned: "verify", verified: "file", dismissed: "comment", filed: "comment" } as const;

const TITLES = {
  assign: "lead.assign",
  verify: "lead.verify",
  dismiss: "lead.dismiss",
  file: "lead.file",
  reopen: "lead.reopen",
  comment: "lead.comment",
} as const satisfies Record<LeadAction, MessageKey>;

const DONE = {
  assign: "lead.doneAssign",
  verify: "lead.doneVerify",
  dismiss: "lead.doneDismiss",
  file: "lead.doneFile",
  reopen: "lead.doneReopen",
  comment: "lead.doneComment",
} as const satisfies Record<LeadAction, MessageKey>;

/** What a person can do with the lead now. A change by somebody else is shown before anything is sent over it. */
export function LeadActions({ detail }: { readonly detail: LeadDetail }) {
  const { t } = useLanguage();
  const { message } = App.useApp();
  const { lead, may } = detail;
  const [seen, setSeen] = useState({ version: lead.version, events: detail.history.map((event) => event.id) });
  const [chosen, setChosen] = useState<LeadAction | null>(null);
  const command = useLeadCommand(lead.id);
  const allowed = ACTIONS.filter((action) => may.includes(action));
  const next = allowed.find((action) => action === NEXT[lead.status]) ?? allowed[0];
  const action = chosen && allowed.includes(chosen) ? chosen : next;
  const isChanged = lead.version > seen.version;
  const conflict = command.error instanceof ApiError && command.error.code === "VERSION_CONFLICT" ? command.error : null;
  const review = () => {
    setSeen({ version: lead.version, events: detail.history.map((event) => event.id) });
    command.reset();
  };
  const send = (body: LeadCommand, clear: () => void) =>
    command.mutate(
      { version: seen.version, command: body },
      {
        onSuccess: (changed) => {
          clear();
          setChosen(null);
          setSeen({ version: changed.version, events: [] });
          void message.success(t(DONE[body.action]));
        },
      },
    );
  const shared = { lead: lead.id, send, isSending: command.isPending, isBlocked: isChanged };
  return (
    <>
      {action !== "verify" && (
        <Section title={t("lead.explanations")}>
          <Explanations explanations={detail.model.lawfulExplanations} />
        </Section>
      )}
      <Section title={t("lead.actions")}>
        {action === undefined ? (
          <p className="muted">{t("lead.noActions")}</p>
        ) : (
          <div className="stack" data-action={action}>
            {allowed.length > 1 && (
              <Segmented
                block
                value={action}
                onChange={setChosen}
                options={allowed.map((each) => ({ value: each, label: t(TITLES[each]) }))}
              />
            )}
            {(isChanged || conflict) && <ChangedMeanwhile detail={detail} known={seen.events} conflict={conflict} onReviewed={review} />}
            {command.error && !conflict && <ErrorNotice error={command.error} />}
            {action === "assign" && <AssignForm {...shared} office={lead.office} assignee={lead.assignee} />}
            {action === "verify" && <VerifyForm {...shared} explanations={detail.model.lawfulExplanations} />}
            {action === "dismiss" && <DismissForm {...shared} explanations={detail.model.lawfulExplanations} />}
            {(action === "file" || action === "reopen" || action === "comment") && <NoteForm key={action} {...shared} action={action} />}
          </div>
        )}
      </Section>
    </>
  );
}
