import { FIELD_CHECK_STATES, FIELD_FINDINGS, FIELD_SIGNERS, POSITION_ABSENCES } from "@yuejian/contracts";
import type { FieldCheckView } from "@yuejian/contracts/api";
import { Button, Input } from "antd";
import { useState } from "react";
import { useFieldChecks, useGiveFieldCheck, useWithdrawFieldCheck } from "../../api/field-checks.ts";
import { EntryLink } from "../../kit/entry-link.tsx";
import { Bullets, type Fact, Facts, Section } from "../../kit/layout.tsx";
import { ErrorNotice, PageState } from "../../kit/page-state.tsx";
import { ProofButton } from "../../kit/proof-button.tsx";
import { ReasonDialog } from "../../kit/reason-dialog.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { PersonChoice } from "../leads/assign-form.tsx";
import "./field-checks.css";

/** Whose leads are about violations (applications/models/farmland). */
export const FARMLAND_MODEL = "farmland";

interface Properties {
  readonly violation: string;
  readonly office: string;
}

/** Who was sent to look at a violation on the ground, and what they brought back. */
export function FieldChecks({ violation, office }: Properties) {
  const { t } = useLanguage();
  const checks = useFieldChecks(violation);
  const [isGiving, setGiving] = useState(false);
  return (
    <Section title={t("field.tasksTitle", { n: checks.data?.total ?? 0 })} actions={<a href="/field">{t("field.title")}</a>}>
      <PageState query={checks} rows={1}>
        {({ items, mayGive }) => (
          <div className="stack">
            {items.length === 0 && <span className="muted">{t("field.noneGiven")}</span>}
            {items.map((check) => (
              <Check key={check.id} check={check} />
            ))}
            {mayGive && !isGiving && (
              <div>
                <Button onClick={() => setGiving(true)}>{t("field.give")}</Button>
              </div>
            )}
            {mayGive && isGiving && <Give violation={violation} office={office} onEnd={() => setGiving(false)} />}
          </div>
        )}
      </PageState>
    </Section>
  );
}

function Give({ violation, office, onEnd }: Properties & { readonly onEnd: () => void }) {
  const { t } = useLanguage();
  const [assignee, setAssignee] = useState<string | null>(null);
  const [due, setDue] = useState("");
  const [words, setWords] = useState("");
  const give = useGiveFieldCheck(violation);
  return (
    <div className="stack" data-form="field-check">
      {give.error && <ErrorNotice error={give.error} />}
      <div className="field">
        <span className="label">{t("field.who")}</span>
        <PersonChoice office={office} value={assignee} onChange={setAssignee} />
      </div>
      <div className="field">
        <label htmlFor="field-check-due">{t("field.dueDay")}</label>
        <Input id="field-check-due" type="date" value={due} onChange={(event) => setDue(event.target.value)} />
      </div>
      <div className="field">
        <label htmlFor="field-check-words">{t("field.words")}</label>
        <Input id="field-check-words" maxLength={1000} value={words} onChange={(event) => setWords(event.target.value)} />
      </div>
      <div className="bar" style={{ margin: 0 }}>
        <Button
          type="primary"
          disabled={assignee === null || due === ""}
          loading={give.isPending}
          onClick={() => assignee !== null && give.mutate({ assignee, due, words }, { onSuccess: onEnd })}
        >
          {t("field.give")}
        </Button>
        <Button onClick={onEnd}>{t("action.cancel")}</Button>
      </div>
    </div>
  );
}

const LOOK = { open: "accent", done: "good", withdrawn: "quiet" } as const;

function Check({ check }: { readonly check: FieldCheckView }) {
  const { t, text, format } = useLanguage();
  const [isWithdrawing, setWithdrawing] = useState(false);
  const withdraw = useWithdrawFieldCheck();
  const { id, state, assigneeName, withdrawn, result } = check;
  return (
    <article className="field-check" data-field-check={state}>
      <div>
        <strong>{assigneeName}</strong> <span className={`tag ${LOOK[state]}`}>{text(FIELD_CHECK_STATES[state])}</span>
        {check.isOverdue && <span className="tag alarm">{t("field.overdue")}</span>}
      </div>
      <div className="muted">
        {t("field.due", { day: format.day(check.due) })} · {t("field.from", { who: check.givenByName })}
        {check.words && ` · ${check.words}`}
      </div>
      {withdrawn && <div>{t("field.withdrawnBy", { who: withdrawn.byName, at: format.time(withdrawn.at), why: withdrawn.reason })}</div>}
      {result && <Result check={check} result={result} />}
      {check.mayWithdraw && (
        <Button size="small" type="text" onClick={() => setWithdrawing(true)}>
          {t("field.withdraw")}
        </Button>
      )}
      {isWithdrawing && (
        <ReasonDialog
          title={t("field.withdrawTitle", { name: assigneeName })}
          step={withdraw}
          orderOf={(reason) => ({ id, reason })}
          onEnd={() => setWithdrawing(false)}
        />
      )}
    </article>
  );
}

type Found = NonNullable<FieldCheckView["result"]>;

function Result({ check, result }: { readonly check: FieldCheckView; readonly result: Found }) {
  const { t } = useLanguage();
  const { files, mayOpen, isErased, record } = result;
  const photos = files.filter(({ kind }) => kind === "photo");
  return (
    <div className="stack">
      {isErased && <p className="muted">{t("field.erased")}</p>}
      {!isErased && !mayOpen && <p className="muted">{t("field.closed")}</p>}
      {!isErased && photos.length > 0 && (
        <div className="field-check-photos">
          {photos.map(({ sha256, name }, at) => (
            <a key={sha256} href={`/api/farmland/checks/${check.id}/files/${sha256}`} target="_blank" rel="noreferrer" title={name}>
              <img src={`/api/farmland/checks/${check.id}/files/${sha256}`} alt={t("field.photoAlt", { n: at + 1 })} />
            </a>
          ))}
        </div>
      )}
      <Facts items={useResultFacts(check, result)} />
      <div>
        <ProofButton path={`/api/proofs/${record}`} name={record} title={t("field.prove")} needs="ledger.read" />
      </div>
    </div>
  );
}

function useResultFacts(check: FieldCheckView, result: Found): readonly Fact[] {
  const { t, text, format } = useLanguage();
  const { finding, classTitle, note, position, metresToOutline: metres, signers, record, mayOpen, isErased } = result;
  const place =
    position.state === "measured"
      ? [
          t("field.measured", { latitude: position.latitude, longitude: position.longitude, accuracy: position.accuracyMetres }),
          metres === null ? "" : metres === 0 ? t("field.inside") : t("field.away", { metres: format.count(metres) }),
        ].join(" · ")
      : t("field.noPosition", { why: text(POSITION_ABSENCES[position.state]) });
  const drawn = (sha256: string, name: string) =>
    mayOpen && !isErased ? (
      <img className="field-check-signature" src={`/api/farmland/checks/${check.id}/files/${sha256}`} alt={name} />
    ) : null;
  return [
    [t("field.finding"), <strong>{[text(FIELD_FINDINGS[finding]), classTitle && text(classTitle)].filter(Boolean).join(" · ")}</strong>],
    [t("field.note"), note || "—"],
    [t("field.position"), place],
    [
      t("field.when"),
      t("field.times", {
        device: format.time(result.recordedAt),
        house: format.time(result.receivedAt),
        seconds: format.count(result.clockSeconds),
      }),
    ],
    [
      t("field.signature"),
      <Bullets
        items={signers.map(({ role, name, sha256, signedAt }) => (
          <span key={sha256}>
            {text(FIELD_SIGNERS[role])} {name} <span className="muted">{t("field.deviceTime", { at: format.time(signedAt) })}</span>
            {drawn(sha256, name)}
          </span>
        ))}
      />,
    ],
    [t("captures.title"), t("field.evidence", { standing: text(result.standingText), key: result.key })],
    [t("field.digest"), <code className="mono">{record}</code>],
    [t("farmland.ledger"), <EntryLink index={result.ledgerIndex} />],
  ];
}
