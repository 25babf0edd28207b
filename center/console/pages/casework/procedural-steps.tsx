import { PROCEDURAL_STEPS, STEP_DECISIONS, STEP_OUTCOMES, STEP_REQUESTERS, STEP_STATUSES } from "@yuejian/contracts";
import type { StepView } from "@yuejian/contracts/api";
import { Button } from "antd";
import { useState } from "react";
import { useStepDocument, useSteps } from "../../api/procedural-steps.ts";
import { citedWords } from "../../kit/cited-text.tsx";
import { Section } from "../../kit/layout.tsx";
import { OfficialSheet } from "../../kit/official-sheet.tsx";
import { PageState } from "../../kit/page-state.tsx";
import { Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { CaseDownload } from "../cases/case-download.tsx";
import { CheckButton } from "../documents/check-button.tsx";
import { NewStepForm, StepForm } from "./step-forms.tsx";

/** Recusal, opinion of counsel, plea leniency, necessity of custody, reading of the file: what was asked for, until when, what was decided and served. */
export function ProceduralSteps({ of }: { readonly of: string }) {
  const { t } = useLanguage();
  const steps = useSteps(of);
  const [isOpening, setOpening] = useState(false);
  return (
    <PageState query={steps}>
      {({ items, mayOpen, kinds }) => (
        <Section
          title={t("procedural.title")}
          hint={items.length === 0 ? t("procedural.none") : ""}
          actions={mayOpen && <Button onClick={() => setOpening(!isOpening)}>{t("procedural.add")}</Button>}
        >
          {isOpening && <NewStepForm of={of} kinds={kinds} onDone={() => setOpening(false)} />}
          <div className="stack">
            {items.map((step) => (
              <Step key={`${step.id} ${step.version}`} step={step} of={of} />
            ))}
          </div>
        </Section>
      )}
    </PageState>
  );
}

function Step({ step, of }: { readonly step: StepView; readonly of: string }) {
  const { t, text, format } = useLanguage();
  const { kind, status, requester, requestedOn, note, clock, words, decision, decidedOn, reason, servedOn, servedTo, outcome, sources } =
    step;
  return (
    <article data-step={kind}>
      <div>
        <strong>{text(PROCEDURAL_STEPS[kind])}</strong> <span className="tag">{text(STEP_STATUSES[status])}</span>{" "}
        {clock?.isOverdue && <span className="tag alarm">! {t("casework.overdue")}</span>} {text(STEP_REQUESTERS[requester])}{" "}
        <span className="number">{format.day(requestedOn)}</span>
      </div>
      {note !== "" && <div>{note}</div>}
      {clock && (
        <p className="reason">
          <strong className="number">{format.day(clock.due)}</strong> {text(clock.sentence)}
          {clock.doubts.map((doubt) => (
            <span key={doubt.en} className="muted">
              {" "}
              {text(doubt)}
            </span>
          ))}
        </p>
      )}
      {words.map((each) => (
        <div key={each.en} className="muted">
          {text(each)}
        </div>
      ))}
      {decision !== null && decidedOn !== null && (
        <div>
          {text(STEP_DECISIONS[decision])} <span className="number">{format.day(decidedOn)}</span> {reason}
        </div>
      )}
      {servedOn !== null && <div>{t("procedural.served", { day: format.day(servedOn), to: servedTo })}</div>}
      {outcome !== null && <div>{text(STEP_OUTCOMES[outcome])}</div>}
      <div className="muted">{sources.map(text).join("、")}</div>
      {step.documentNumber !== null && <StepDocument step={step} of={of} />}
      {step.mayAct && <StepForm step={step} />}
      <History step={step} />
    </article>
  );
}

function StepDocument({ step, of }: { readonly step: StepView; readonly of: string }) {
  const { t } = useLanguage();
  const [isShown, setShown] = useState(false);
  const document = useStepDocument(step.id, step.version, isShown);
  return (
    <div className="stack">
      <div className="bar" style={{ margin: 0 }}>
        <span>{step.documentNumber}</span>
        <Button size="small" aria-expanded={isShown} onClick={() => setShown(!isShown)}>
          {t(isShown ? "cases.sheetHide" : "cases.sheet")}
        </Button>
        <CaseDownload caseId={of} path={`/api/casework/steps/${step.id}/document/content`} name={`${step.documentNumber}.docx`}>
          {t("cases.word")}
        </CaseDownload>
        <CaseDownload caseId={of} path={`/api/casework/steps/${step.id}/document/content?format=pdf`} name={`${step.documentNumber}.pdf`}>
          PDF
        </CaseDownload>
        <CheckButton subject={null} path={`/api/casework/steps/${step.id}/document-checks`} name={step.documentNumber ?? ""} />
      </div>
      {isShown && <PageState query={document}>{(shown) => <OfficialSheet document={shown} words={citedWords} />}</PageState>}
    </div>
  );
}

function History({ step: { history } }: { readonly step: StepView }) {
  const { t, text } = useLanguage();
  return (
    <details>
      <summary className="muted">{t("procedural.history", { n: history.length })}</summary>
      {history.map((event) => (
        <div key={event.at}>
          <Time at={event.at} /> {event.actorName} {text(event.words)}
        </div>
      ))}
    </details>
  );
}
