import { Link, useNavigate, useParams } from "@tanstack/react-router";
import { CHECK_VERDICTS, type Check, type CheckVerdict, type RecordView } from "@yuejian/contracts/api";
import { App, Button, Input, Radio } from "antd";
import { useState } from "react";
import { useCheck, useChecks, useDecideCheck } from "../../api/checks.ts";
import { useModel } from "../../api/models.ts";
import { useMay } from "../../api/session.ts";
import { useDraft } from "../../kit/draft.ts";
import { Bullets, Facts, PageHeader, Reason, Section } from "../../kit/layout.tsx";
import { useOfficeName } from "../../kit/offices.ts";
import { ErrorNotice, Nothing, PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { usePurpose, usePurposeId } from "../../kit/purpose.tsx";
import { Digest, Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { LeadRows } from "../leads/lead-rows.tsx";
import { VerdictTag } from "./checks-page.tsx";

export function CheckPage() {
  const { check } = useParams({ from: "/frame/checks/$check" });
  const found = useCheck(check, usePurposeId());
  usePageTitle(found.data?.check.subject);
  return <PageState query={found}>{(data) => <CheckContent key={data.check.id} check={data.check} rows={data.rows} />}</PageState>;
}

function CheckContent({ check, rows }: { readonly check: Check; readonly rows: readonly RecordView[] }) {
  const { t, text } = useLanguage();
  const officeName = useOfficeName();
  const { ask } = usePurpose();
  const mayReveal = useMay("record.reveal");
  const model = useModel(check.model);
  const canOpen = mayReveal && rows.some((row) => row.masked.length > 0);
  const onUnmask = canOpen ? { onUnmask: () => ask(check.id) } : {};
  return (
    <>
      <PageHeader
        title={
          <>
            {check.subject} <VerdictTag verdict={check.verdict} />
          </>
        }
        about={
          <Link to="/models/$model" params={{ model: check.model }}>
            {text(check.modelTitle)}
          </Link>
        }
        actions={canOpen && <Button onClick={() => ask(check.id)}>{t("purpose.openPersonal")}</Button>}
      />
      <div className="columns">
        <div>
          <div style={{ marginBottom: 14 }}>
            <Reason>{t("checks.question")}</Reason>
          </div>
          {rows.length === 0 ? (
            <section className="section">
              <Nothing title={t("checks.noRows")} />
            </section>
          ) : (
            <LeadRows rows={rows} lead={check.id} {...onUnmask} />
          )}
          {model.data && (
            <Section title={t("lead.rule")}>
              <Bullets items={model.data.ruleInWords.map(text)} />
            </Section>
          )}
        </div>
        <div>
          <Decide check={check} />
          <Section title={t("lead.facts")}>
            <Facts
              items={[
                [t("leads.office"), officeName(check.office)],
                [t("sampling.samples"), <Digest key="sample" value={check.sample} />],
                ...(check.at ? [[t("checks.at"), <Time key="at" at={check.at} />] as const] : []),
                ...(check.actorName ? [[t("checks.by"), check.actorName] as const] : []),
                ...(check.note ? [[t("checks.note"), check.note] as const] : []),
              ]}
            />
          </Section>
        </div>
      </div>
    </>
  );
}

function Decide({ check }: { readonly check: Check }) {
  const { t, text } = useLanguage();
  const { message } = App.useApp();
  const navigate = useNavigate();
  const mayDecide = useMay("model.sample");
  const [note, setNote, clear] = useDraft(`${check.id}.verdict`);
  const [verdict, setVerdict] = useState<CheckVerdict | null>(check.verdict);
  const decide = useDecideCheck(check.id);
  const open = useChecks({ sample: check.sample, open: true });
  const next = open.items?.find((each) => each.id !== check.id);
  const send = () =>
    verdict &&
    decide.mutate(
      { version: check.version, verdict, note: note.trim() },
      {
        onSuccess: () => {
          clear();
          void message.success(t("checks.done"));
        },
      },
    );
  return (
    <Section title={t("checks.decideTitle")}>
      <div className="stack">
        {decide.error && <ErrorNotice error={decide.error} />}
        {mayDecide && (
          <>
            <Radio.Group
              value={verdict}
              onChange={(event) => setVerdict(event.target.value as CheckVerdict)}
              style={{ display: "grid", gap: 6 }}
              options={Object.entries(CHECK_VERDICTS).map(([value, title]) => ({ value, label: text(title) }))}
            />
            <div className="field">
              <label htmlFor="check-note">{t("checks.noteLabel")}</label>
              <Input.TextArea id="check-note" rows={4} maxLength={4000} value={note} onChange={(event) => setNote(event.target.value)} />
            </div>
          </>
        )}
        <div className="bar" style={{ margin: 0 }}>
          {mayDecide && (
            <Button type="primary" disabled={!verdict || !note.trim()} loading={decide.isPending} onClick={send}>
              {t("checks.submit")}
            </Button>
          )}
          {next && (
            <Button className="push" onClick={() => void navigate({ to: "/checks/$check", params: { check: next.id } })}>
              {t("checks.next")}
            </Button>
          )}
        </div>
      </div>
    </Section>
  );
}
