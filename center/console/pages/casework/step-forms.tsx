import {
  PROCEDURAL_STEPS,
  type ProceduralStepKind,
  STEP_DECISIONS,
  STEP_OUTCOMES,
  STEP_REQUESTERS,
  type StepDecision,
  type StepOutcome,
  type StepRequester,
} from "@yuejian/contracts";
import type { Steps, StepView } from "@yuejian/contracts/api";
import { Button, Input, Select } from "antd";
import { useState } from "react";
import { useOpenStep, useStepCommand } from "../../api/procedural-steps.ts";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";

/** Today where the person is; the server holds it against China's. */
const today = () => new Date().toLocaleDateString("sv-SE");

function Day({ value, onChange }: { readonly value: string; readonly onChange: (day: string) => void }) {
  const { t } = useLanguage();
  return (
    <Input
      style={{ width: 150 }}
      type="date"
      aria-label={t("procedural.day")}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

function Words({ label, value, onChange }: { readonly label: string; readonly value: string; readonly onChange: (words: string) => void }) {
  return (
    <Input.TextArea
      style={{ width: 420 }}
      aria-label={label}
      placeholder={label}
      autoSize={{ minRows: 1, maxRows: 8 }}
      maxLength={4000}
      value={value}
      onChange={(event) => onChange(event.target.value)}
    />
  );
}

export function NewStepForm({ of, kinds, onDone }: { readonly of: string; readonly kinds: Steps["kinds"]; readonly onDone: () => void }) {
  const { t, text } = useLanguage();
  const opening = useOpenStep(of);
  const [kind, setKind] = useState<ProceduralStepKind>("file-access");
  const [requester, setRequester] = useState<StepRequester | null>(null);
  const [day, setDay] = useState(today);
  const [note, setNote] = useState("");
  const requesters = kinds.find((each) => each.kind === kind)?.requesters ?? [];
  const chosen = requester !== null && requesters.includes(requester) ? requester : requesters[0];
  const send = () => chosen && opening.mutate({ kind, requester: chosen, requestedOn: day, note }, { onSuccess: onDone });
  return (
    <div className="stack">
      <div className="bar">
        <Select
          style={{ width: 220 }}
          aria-label={t("procedural.kind")}
          value={kind}
          options={kinds.map((each) => ({ value: each.kind, label: text(PROCEDURAL_STEPS[each.kind]) }))}
          onChange={setKind}
        />
        <Select
          style={{ width: 260 }}
          aria-label={t("procedural.requester")}
          value={chosen ?? null}
          options={requesters.map((each) => ({ value: each, label: text(STEP_REQUESTERS[each]) }))}
          onChange={setRequester}
        />
        <Day value={day} onChange={setDay} />
        <Words label={t("procedural.note")} value={note} onChange={setNote} />
        <Button type="primary" loading={opening.isPending} onClick={send}>
          {t("procedural.open")}
        </Button>
      </div>
      {opening.error && <ErrorNotice error={opening.error} />}
    </div>
  );
}

/** The one thing that a step waits for. */
export function StepForm({ step }: { readonly step: StepView }) {
  const { t, text } = useLanguage();
  const command = useStepCommand(step);
  const [decision, setDecision] = useState<StepDecision | null>(null);
  const [outcome, setOutcome] = useState<StepOutcome | null>(null);
  const [day, setDay] = useState(today);
  const [words, setWords] = useState("");
  const chosen = step.decisions.find((each) => each.decision === decision);
  const isDue = step.decisions.length > 0 || step.mayServe || step.outcomes.length > 0;
  if (!isDue) return null;
  return (
    <div className="stack">
      <div className="bar">
        {step.decisions.length > 0 && (
          <Select
            style={{ width: 260 }}
            aria-label={t("procedural.decision")}
            placeholder={t("procedural.decision")}
            value={decision}
            options={step.decisions.map((each) => ({ value: each.decision, label: text(STEP_DECISIONS[each.decision]) }))}
            onChange={setDecision}
          />
        )}
        {step.outcomes.length > 0 && (
          <Select
            style={{ width: 260 }}
            aria-label={t("procedural.outcome")}
            placeholder={t("procedural.outcome")}
            value={outcome}
            options={step.outcomes.map((each) => ({ value: each, label: text(STEP_OUTCOMES[each]) }))}
            onChange={setOutcome}
          />
        )}
        <Day value={day} onChange={setDay} />
        <Words
          label={step.mayServe ? t("procedural.to") : chosen?.needsReason ? t("procedural.reasonNeeded") : t("procedural.words")}
          value={words}
          onChange={setWords}
        />
        {step.decisions.length > 0 && (
          <Button
            type="primary"
            disabled={decision === null}
            loading={command.isPending}
            onClick={() => decision && command.mutate({ action: "decide", decision, on: day, reason: words })}
          >
            {t("procedural.decide")}
          </Button>
        )}
        {step.mayServe && (
          <Button
            type="primary"
            disabled={words.trim() === ""}
            loading={command.isPending}
            onClick={() => command.mutate({ action: "serve", on: day, to: words.trim() })}
          >
            {t("procedural.serve")}
          </Button>
        )}
        {step.outcomes.length > 0 && (
          <Button
            type="primary"
            disabled={outcome === null}
            loading={command.isPending}
            onClick={() => outcome && command.mutate({ action: "follow", outcome, on: day, note: words })}
          >
            {t("procedural.follow")}
          </Button>
        )}
        {step.status === "open" && (
          <Button danger disabled={words.trim() === ""} onClick={() => command.mutate({ action: "withdraw", reason: words.trim() })}>
            {t("procedural.withdraw")}
          </Button>
        )}
      </div>
      {command.error && <ErrorNotice error={command.error} />}
    </div>
  );
}
