import { CASE_DEEDS, CASE_NEXT, CASE_STAGES, type CaseAction, type CaseCommand } from "@yuejian/contracts";
import type { CaseConflict, CaseDetail, CasePreview } from "@yuejian/contracts/api";
import { App, Button, Select } from "antd";
import { useState } from "react";
import { useCaseCommand, useCasePreview, useCaseUndo } from "../../api/cases.ts";
import { ApiError } from "../../api/client.ts";
import { useTemplates } from "../../api/instruments.ts";
import { useSession } from "../../api/session.ts";
import { Section } from "../../kit/layout.tsx";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { CaseFieldInput } from "./case-field.tsx";
import { CASE_FORMS, isComplete, membersOf, type Values } from "./case-forms.ts";

/** In the order in which a case moves on; the first that is allowed is offered. */
const FORWARD: readonly CaseAction[] = [
  "accept-transfer",
  "approve",
  "serve",
  "reply",
  "answer-objection",
  "task-report",
  "submit",
  "draft",
  "item-accept",
  "item-report",
  "item-add",
  "look-back",
  "close",
  "assign",
];

interface CaseActionsProperties {
  readonly detail: CaseDetail;
  /** The command that is offered first, where it is allowed. */
  readonly first?: CaseAction;
  readonly onDone?: () => void;
}

/** What a person can do with the case now: one form a command, a look at its effect before, the way back after. What was typed stays until it is sent. */
export function CaseActions({ detail, first, onDone }: CaseActionsProperties) {
  const { t, text, locale } = useLanguage();
  const { message } = App.useApp();
  const { user: me } = useSession();
  const may = detail.may as readonly CaseAction[];
  const [chosen, setChosen] = useState<CaseAction | null>(first ?? null);
  const [typed, setTyped] = useState<Partial<Record<CaseAction, Values>>>({});
  const [seen, setSeen] = useState(detail.case.version);
  const command = useCaseCommand(detail.case.id);
  const preview = useCasePreview(detail.case.id);
  const action = chosen && may.includes(chosen) ? chosen : (FORWARD.find((each) => may.includes(each)) ?? may[0]);
  const templates = useTemplates(detail.case.office, action === "draft");
  const since = detail.history.slice(seen).filter((event) => event.actor !== me.id);
  const isChanged = since.length > 0;
  const conflict = command.error instanceof ApiError && command.error.code === "VERSION_CONFLICT" ? command.error : null;
  const nameOf = (each: keyof typeof CASE_DEEDS) => capital(text(CASE_DEEDS[each]), locale);
  const review = () => {
    setSeen(detail.case.version);
    command.reset();
  };
  if (action === undefined)
    return (
      <Section title={t("cases.actions")}>
        <p className="muted">{t("cases.noActions")}</p>
      </Section>
    );
  const values: Values = { ...initialOf(action, detail), ...typed[action] };
  const body = () => ({
    version: isChanged ? seen : detail.case.version,
    command: { action, ...membersOf(action, values) } as unknown as CaseCommand,
  });
  /** A new draft of a kind begins with the office's outline. */
  const outlineOf = (kind: Values[string]) =>
    action === "draft" ? templates.data?.items.find((each) => each.kind === kind)?.texts.outline : undefined;
  const change = (name: string, value: Values[string]) => {
    preview.reset();
    const outline = name === "kind" && values["body"] === undefined ? outlineOf(value) : undefined;
    const more = { [name]: value, ...(outline === undefined ? {} : { body: outline }) };
    setTyped((before) => ({ ...before, [action]: { ...before[action], ...more } }));
  };
  const send = () =>
    command.mutate(body(), {
      onSuccess: (changed) => {
        setTyped((before) => ({ ...before, [action]: {} }));
        setChosen(null);
        preview.reset();
        setSeen(changed.case.version);
        void message.success(t("cases.done", { step: nameOf(action) }));
        onDone?.();
      },
    });
  return (
    <Section title={t("cases.actions")}>
      <div className="stack" data-action={action}>
        <Select
          value={action}
          aria-label={t("cases.action")}
          onChange={(next) => {
            preview.reset();
            command.reset();
            setChosen(next);
          }}
          options={may.map((each) => ({ value: each, label: nameOf(each) }))}
          style={{ width: "100%" }}
        />
        {(isChanged || conflict) && <Changed since={conflict ? sinceOf(conflict, since) : since} onReviewed={review} />}
        {CASE_FORMS[action].map((field) => (
          <CaseFieldInput
            key={`${action} ${field.name}`}
            field={field}
            detail={detail}
            value={values[field.name]}
            onChange={(value) => change(field.name, value)}
          />
        ))}
        {command.error && !conflict && <ErrorNotice error={command.error} />}
        {preview.error && <ErrorNotice error={preview.error} />}
        {preview.data && <Preview preview={preview.data} />}
        <div className="bar" style={{ margin: 0 }}>
          <Button type="primary" disabled={isChanged || !isComplete(action, values)} loading={command.isPending} onClick={send}>
            {nameOf(action)}
          </Button>
          {action !== "comment" && (
            <Button disabled={!isComplete(action, values)} loading={preview.isPending} onClick={() => preview.mutate(body())}>
              {t("cases.preview")}
            </Button>
          )}
        </div>
        <Undo detail={detail} nameOf={nameOf} onDone={(version) => setSeen(version)} />
      </div>
    </Section>
  );
}

function Undo({
  detail,
  nameOf,
  onDone,
}: {
  readonly detail: CaseDetail;
  readonly nameOf: (action: keyof typeof CASE_DEEDS) => string;
  readonly onDone: (version: number) => void;
}) {
  const { t } = useLanguage();
  const undo = useCaseUndo(detail.case.id);
  const { undoable } = detail;
  if (undoable === null) return null;
  return (
    <>
      {undo.error && <ErrorNotice error={undo.error} />}
      <div>
        <Button
          size="small"
          loading={undo.isPending}
          onClick={() =>
            undo.mutate({ version: detail.case.version, undoes: undoable.event }, { onSuccess: (changed) => onDone(changed.case.version) })
          }
        >
          {t("cases.undo", { step: nameOf(undoable.action) })}
        </Button>
      </div>
    </>
  );
}

function Preview({ preview }: { readonly preview: CasePreview }) {
  const { t, text, format } = useLanguage();
  return (
    <div className="notice" role="status">
      <div className="stack" style={{ gap: 4 }}>
        <strong>{t("cases.previewed", { stage: text(CASE_STAGES[preview.stage]) })}</strong>
        {preview.next && <span>{t("cases.previewNext", { next: text(CASE_NEXT[preview.next.what]) })}</span>}
        {preview.clocks.map((clock) => (
          <span key={clock.title.zh}>
            {clock.isRunning
              ? t("cases.previewRuns", { title: text(clock.title), due: format.day(clock.due) })
              : t("cases.previewStops", { title: text(clock.title) })}
          </span>
        ))}
        <span className="muted">{t(preview.isUndoable ? "cases.previewUndo" : "cases.previewNoUndo")}</span>
      </div>
    </div>
  );
}

/** Somebody else changed the case: who did what, before anything is sent over it. */
function Changed({ since, onReviewed }: { readonly since: CaseDetail["history"]; readonly onReviewed: () => void }) {
  const { t, text } = useLanguage();
  return (
    <div className="notice attention" role="alert">
      <div className="stack" style={{ gap: 6 }}>
        <strong>{t("cases.changedMeanwhile")}</strong>
        <ul>
          {since.map((event) => (
            <li key={event.id}>
              {event.actorName} · <Time at={event.at} /> · {text(event.title)}
              {event.words.length > 0 && <div className="muted">{event.words.join(" · ")}</div>}
            </li>
          ))}
        </ul>
        <div>
          <Button size="small" onClick={onReviewed}>
            {t("cases.reviewed")}
          </Button>
        </div>
      </div>
    </div>
  );
}

function sinceOf({ answer }: ApiError, fallback: CaseDetail["history"]): CaseDetail["history"] {
  return typeof answer === "object" && answer !== null && "conflict" in answer ? (answer as CaseConflict).conflict.since : fallback;
}

/** What a form begins with: the instrument as it is, today, the only task or item there is. */
function initialOf(action: CaseAction, { instrument, tasks, items }: CaseDetail): Values {
  const today = new Date().toLocaleDateString("sv-SE");
  if (action === "draft" && instrument) {
    const { kind, receiver, title, body, isUrgent, replyBy } = instrument;
    return { kind, receiver, title, body, isUrgent, replyBy };
  }
  if (action === "serve") return { servedOn: today, way: "direct" };
  if (action === "reply") return { receivedOn: today };
  const open = tasks.filter(({ status }) => status === "open");
  if (action === "task-report" && open.length === 1) return { task: open[0]?.id ?? "" };
  const wanted = action === "item-report" ? "open" : "reported";
  const fitting = items.filter(({ status }) => status === wanted);
  return action.startsWith("item-") && action !== "item-add" && fitting.length === 1 ? { item: fitting[0]?.id ?? "" } : {};
}

function capital(words: string, locale: string): string {
  return locale === "zh" ? words : words.slice(0, 1).toUpperCase() + words.slice(1);
}
