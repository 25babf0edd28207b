import { useNavigate } from "@tanstack/react-router";
import { Button, Input } from "antd";
import { useState } from "react";
import { type CheckAnswer, type DocumentFields, isJob, useCheckFile } from "../../api/documents.ts";
import { FileDrop } from "../../kit/file-drop.tsx";
import { FilterBar } from "../../kit/filter-bar.tsx";
import { Section } from "../../kit/layout.tsx";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { usePurpose, usePurposeId } from "../../kit/purpose.tsx";
import { useSending } from "../../kit/sending.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { CaseChoice } from "./case-choice.tsx";
import { ScanProgress } from "./check-button.tsx";
import { CheckOptions } from "./check-options.tsx";
import { type Along, NOTHING_ALONG, SentAlong } from "./sent-along.tsx";

const FORMS = ".docx,.docm,.doc,.pdf,.png,.jpg,.jpeg,.txt,.md";
/** Of which only the text is compared: pages of other documents are not recognised. */
const OTHER_FORMS = ".docx,.docm,.doc,.pdf,.txt,.md";

/** A document in, with the case that it is of; its findings out. */
export function SubmitDocument() {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const purpose = usePurposeId();
  const { askAfter } = usePurpose();
  const [fields, setFields] = useState<DocumentFields>({});
  const [along, setAlong] = useState<Along>(NOTHING_ALONG);
  const [text, setText] = useState("");
  const [job, setJob] = useState<string | null>(null);
  const checking = useCheckFile();
  const show = (made: CheckAnswer) =>
    isJob(made) ? setJob(made.id) : void navigate({ to: "/documents/checks/$check", params: { check: made.check.id } });
  const { send, bar } = useSending({
    isPending: checking.isPending,
    mutate: (sent) => {
      setJob(null);
      checking.mutate(
        { ...sent, ...along, fields, purpose },
        {
          onSuccess: show,
          onError: (error) => askAfter(error, fields.case || null),
        },
      );
    },
  });
  return (
    <Section title={t("documents.check")}>
      <div className="stack">
        <div className="document-submit">
          {bar ?? (
            <FileDrop accept={FORMS} label={t("documents.file")} onFile={send}>
              {t("documents.file")}
            </FileDrop>
          )}
          <Input.TextArea
            aria-label={t("documents.paste")}
            placeholder={t("documents.paste")}
            rows={4}
            maxLength={400_000}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        </div>
        <FilterBar>
          <Button
            type="primary"
            disabled={text.trim() === ""}
            loading={checking.isPending}
            onClick={() => send(new File([text], `${t("documents.pasted")}.txt`))}
          >
            {t("documents.check")}
          </Button>
          <CheckOptions fields={fields} onChange={setFields} />
        </FilterBar>
        <FilterBar>
          <label className="muted" htmlFor="document-case">
            {t("documents.ofCase")}
          </label>
          <CaseChoice
            value={fields.case}
            onChange={(id) => setFields(({ case: _before, ...rest }) => (id === "" ? rest : { ...rest, case: id }))}
          />
          <span className="muted">{t("documents.ofCaseHint")}</span>
        </FilterBar>
        <SentAlong along={along} accept={OTHER_FORMS} onChange={setAlong} />
        {checking.isPending && <span className="muted">{t("documents.checking")}…</span>}
        {checking.error && <ErrorNotice error={checking.error} />}
        {job !== null && <ScanProgress job={job} />}
      </div>
    </Section>
  );
}
