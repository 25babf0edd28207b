import type { LeadAction, LeadCommand } from "@yuejian/contracts";
import type { LeadDetail } from "@yuejian/contracts/api";
import { App, Segmented } from "antd";
import { useState } from "react";
import { ApiError } from "../../api/client.ts";
import { useLeadCommand } from "../../api/leads.ts";
import { useSession } from "../../api/session.ts";
import { Section } from "../../kit/layout.tsx";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
import type { MessageKey } from "../../messages/index.ts";
import { AssignForm } from "./assign-form.tsx";
import { ChangedMeanwhile } from "./changed-meanwhile.tsx";
import { DismissForm, NoteForm } from "./note-forms.tsx";
import { Explanations, VerifyForm } from "./verify-form.tsx";

/** In the order in which a lead moves on; the first that is allowed is the next action. */
const ACTIONS = ["verify", "assign", "file", "dismiss", "reopen"] as const satisfies readonly LeadAction[];
/** Comments stand apart: they overwrite nothing. */
export type Step = (typeof ACTIONS)[number];
const NEXT = { new: "assign", assigned: "verify", verified: "file", dismissed: null, filed: null } as const;

const TITLES = {
  assign: "lead.assign",
  verify: "lead.verify",
  dismiss: "lead.dismiss",
  file: "lead.file",
  reopen: "lead.reopen",
} as const satisfies Record<Step, MessageKey>;

const DONE = {
  assign: "lead.doneAssign",
  verify: "lead.doneVerify",
  dismiss: "lead.doneDismiss",
  file: "lead.doneFile",
  reopen: "lead.doneReopen",
} as const satisfies Record<Step, MessageKey>;

interface LeadActionsProperties {
  readonly detail: LeadDetail;
  /** The action that the person wants; null for the one that comes next. */
  readonly chosen: Step | null;
  readonly onChoose: (action: Step | null) => void;
}

/** What a person can do with the lead now. A change by somebody else is shown before anything is sent over it. */
export function LeadActions({ detail, chosen, onChoose: setChosen }: LeadActionsProperties) {
  const { t } = useLanguage();
  const { message } = App.useApp();
  const { lead, may } = detail;
  const [seen, setSeen] = useState({ lead, events: detail.history.map((event) => event.id) });
  const command = useLeadCommand(lead.id);
  const allowed = ACTIONS.filter((action) => may.includes(action));
  const next = allowed.find((action) => action === NEXT[lead.status]) ?? allowed[0];
  const action = chosen && allowed.includes(chosen) ? chosen : next;
  const { user: me } = useSession();
  // What the person did meanwhile, a comment for example, is no surprise.
  const isChanged =
    lead.version > seen.lead.version && detail.history.some((event) => event.actor !== me.id && !seen.events.includes(event.id));
  const conflict = command.error instanceof ApiError && command.error.code === "VERSION_CONFLICT" ? command.error : null;
  const review = () => {
    setSeen({ lead, events: detail.history.map((event) => event.id) });
    command.reset();
  };
  const send = (body: LeadCommand, clear: () => void) =>
    command.mutate(
      { version: isChanged ? seen.lead.version : lead.version, command: body },
      {
        onSuccess: (changed) => {
          clear();
          setChosen(null);
          setSeen({ lead: changed, events: detail.history.map((event) => event.id) });
          if (body.action !== "comment") void message.success(t(DONE[body.action]));
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
            {(isChanged || conflict) && <ChangedMeanwhile detail={detail} seen={seen} conflict={conflict} onReviewed={review} />}
            {command.error && !conflict && <ErrorNotice error={command.error} />}
            {action === "assign" && <AssignForm {...shared} office={lead.office} assignee={lead.assignee} />}
            {action === "verify" && <VerifyForm {...shared} explanations={detail.model.lawfulExplanations} />}
            {action === "dismiss" && <DismissForm {...shared} explanations={detail.model.lawfulExplanations} />}
            {(action === "file" || action === "reopen") && <NoteForm key={action} {...shared} action={action} />}
          </div>
        )}
      </Section>
    </>
  );
}
