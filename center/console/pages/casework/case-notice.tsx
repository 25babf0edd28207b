import { CASE_NOTICE_SEVERITIES, CASE_NOTICE_VERDICTS, type CaseNoticeSeverity, type CaseNoticeVerdict } from "@yuejian/contracts";
import type { CaseNoticeView } from "@yuejian/contracts/api";
import { Button, Input, Select } from "antd";
import { useState } from "react";
import { useAnswerNotice } from "../../api/casework.ts";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";

const LOOK: Readonly<Record<CaseNoticeSeverity, string>> = { serious: "alarm", warning: "attention", hint: "quiet" };
const SIGN: Readonly<Record<CaseNoticeSeverity, string>> = { serious: "!", warning: "△", hint: "·" };

export function SeverityTag({ severity }: { readonly severity: CaseNoticeSeverity }) {
  const { text } = useLanguage();
  return (
    <span className={`tag ${LOOK[severity]}`}>
      <span aria-hidden>{SIGN[severity]}</span> {text(CASE_NOTICE_SEVERITIES[severity])}
    </span>
  );
}

/** What a rule found, by which article, and what people answered. */
export function CaseNotice({ notice }: { readonly notice: CaseNoticeView }) {
  const { t, text, format } = useLanguage();
  const { severity, title, sentence, source, isOpen, openedOn, closedOn, answer, mayAnswer } = notice;
  return (
    <div data-notice={notice.rule}>
      <div>
        <SeverityTag severity={severity} /> <strong>{text(title)}</strong> <span className="number">{format.day(openedOn)}</span>{" "}
        {!isOpen && (
          <span className="tag quiet">
            {t("casework.isOver")} {closedOn === null ? "" : format.day(closedOn)}
          </span>
        )}
      </div>
      <div>{text(sentence)}</div>
      <div className="muted">{source === null ? t("casework.house") : text(source)}</div>
      {answer && (
        <p className="reason">
          {t("casework.answered", { who: answer.byName, verdict: text(CASE_NOTICE_VERDICTS[answer.verdict]), reason: answer.reason })}
        </p>
      )}
      {isOpen && mayAnswer && <AnswerForm notice={notice} />}
    </div>
  );
}

function AnswerForm({ notice: { id, version } }: { readonly notice: CaseNoticeView }) {
  const { t, text } = useLanguage();
  const answering = useAnswerNotice(id);
  const [verdict, setVerdict] = useState<CaseNoticeVerdict | null>(null);
  const [reason, setReason] = useState("");
  const isReady = verdict !== null && reason.trim().length > 1;
  return (
    <div className="bar">
      <Select
        style={{ width: 160 }}
        placeholder={t("casework.verdict")}
        aria-label={t("casework.verdict")}
        value={verdict}
        options={Object.entries(CASE_NOTICE_VERDICTS).map(([value, title]) => ({ value: value as CaseNoticeVerdict, label: text(title) }))}
        onChange={setVerdict}
      />
      <Input
        style={{ width: 360 }}
        placeholder={t("casework.reason")}
        aria-label={t("casework.reason")}
        value={reason}
        maxLength={2000}
        onChange={(event) => setReason(event.target.value)}
      />
      <Button
        disabled={!isReady}
        loading={answering.isPending}
        onClick={() => verdict !== null && answering.mutate({ version, verdict, reason: reason.trim() })}
      >
        {t("casework.answer")}
      </Button>
      {answering.error && <ErrorNotice error={answering.error} />}
    </div>
  );
}
