import { Link, useParams } from "@tanstack/react-router";
import { ENTITY_CHANGES, ENTITY_KINDS, ENTITY_VERDICTS } from "@yuejian/contracts";
import type { EntityDecisionView, EntityEvidenceView, EntityRecordView, EntityView } from "@yuejian/contracts/api";
import { App, Button, Input } from "antd";
import { useState } from "react";
import { useDecideEntity, useEntity, useEntityEvidence, useUndoDecision } from "../../api/entities.ts";
import { useMay } from "../../api/session.ts";
import { Facts, PageHeader, Section } from "../../kit/layout.tsx";
import { ErrorNotice, PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { usePurpose, usePurposeId } from "../../kit/purpose.tsx";
import { Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { Coverage, KnownRecords } from "./known-records.tsx";
import { Said } from "./said.tsx";
import { Weights } from "./weights.tsx";

export function EntityPage() {
  const { entity } = useParams({ from: "/frame/data/entities/$entity" });
  const found = useEntity(entity, usePurposeId());
  usePageTitle(entity);
  return <PageState query={found}>{(view) => <Content key={view.entity} view={view} />}</PageState>;
}

function Content({ view }: { readonly view: EntityView }) {
  const { t, text } = useLanguage();
  const { ask, purpose } = usePurpose();
  const mayReveal = useMay("record.reveal");
  const [chosen, setChosen] = useState<ReadonlySet<string>>(new Set());
  const isMasked = view.records.some(({ record }) => record.masked.length > 0);
  const [lead] = view.leads;
  const open = () => ask(lead?.lead);
  return (
    <>
      <PageHeader
        title={
          <>
            {text(ENTITY_KINDS[view.kind])} <code>{view.entity}</code>
          </>
        }
        about={
          <>
            {t("entities.linkedAt")} <Time at={view.linkedAt} />
            {" · "}
            <Link to="/lineage/$subject" params={{ subject: view.entity }} className="count-link">
              {t("catalogued.lineageOf")}
            </Link>
          </>
        }
        actions={mayReveal && isMasked && <Button onClick={open}>{t("purpose.openPersonal")}</Button>}
      />
      <KnownRecords
        view={view}
        selection={{ chosen, onChange: setChosen }}
        subject={purpose?.subject}
        {...(mayReveal && isMasked ? { onUnmask: open } : {})}
      />
      <div className="columns">
        <div>
          <Why entity={view.entity} records={view.records} />
        </div>
        <div>
          {chosen.size > 0 && <Split entity={view.entity} mentions={[...chosen]} onDone={() => setChosen(new Set())} />}
          <Coverage view={view} />
          <Section title={t("entities.changes")}>
            {view.changes.length === 0 ? (
              <span className="muted">{t("entities.noChanges")}</span>
            ) : (
              <Facts
                items={view.changes.map((each) => [
                  text(ENTITY_CHANGES[each.change]),
                  <span key={`${each.run} ${each.entity} ${each.other}`}>
                    <EntityLink entity={each.entity} self={view.entity} /> → <EntityLink entity={each.other} self={view.entity} />{" "}
                    {t("entities.change", { n: each.members })} <Time at={each.at} />
                  </span>,
                ])}
              />
            )}
          </Section>
          <Decisions decisions={view.decisions} />
          {view.leads.length > 0 && (
            <Section title={t("entities.leads")}>
              <ul className="bullets">
                {view.leads.map((each) => (
                  <li key={each.lead}>
                    <Link to="/leads/$lead" params={{ lead: each.lead }}>
                      {each.model}
                    </Link>
                  </li>
                ))}
              </ul>
            </Section>
          )}
          {view.cases.length > 0 && (
            <Section title={t("entities.cases")}>
              <ul className="bullets">
                {view.cases.map((each) => (
                  <li key={each.case}>
                    <Link to="/cases/$case" params={{ case: each.case }}>
                      {each.number}
                    </Link>
                  </li>
                ))}
              </ul>
            </Section>
          )}
        </div>
      </div>
    </>
  );
}

function EntityLink({ entity, self }: { readonly entity: string; readonly self: string }) {
  if (entity === self) return <code>{entity}</code>;
  return (
    <Link to="/data/entities/$entity" params={{ entity }}>
      <code>{entity}</code>
    </Link>
  );
}

function Why({ entity, records }: { readonly entity: string; readonly records: readonly EntityRecordView[] }) {
  const { t } = useLanguage();
  const evidence = useEntityEvidence(entity);
  return (
    <Section title={t("entities.why")} hint={t("entities.whyHint")}>
      <PageState query={evidence}>{(found) => <Evidence evidence={found} records={records} />}</PageState>
    </Section>
  );
}

/** Links told in full; the weaker ones repeat what the stronger say. */
const TOLD = 6;

function Evidence({ evidence, records }: { readonly evidence: EntityEvidenceView; readonly records: readonly EntityRecordView[] }) {
  const { t, format } = useLanguage();
  if (!evidence.isThere) return <span className="muted">{t("entities.whyGone")}</span>;
  if (evidence.links.length === 0) return <span className="muted">{t("entities.whyOne")}</span>;
  const number = new Map(evidence.profiles.map(({ key }, at) => [key, at + 1]));
  return (
    <div className="stack">
      {evidence.profiles.map(({ key, members, mentions }) => {
        const shown = records.find(({ mention }) => mentions.includes(mention));
        return (
          <div key={key} style={{ display: "flex", gap: 10, flexWrap: "wrap" }}>
            <strong>{t("entities.form", { n: number.get(key) ?? 0 })}</strong>
            {shown ? <Said record={shown} /> : <span className="missing">—</span>}
            <span className="muted">{t("entities.forms", { n: members })}</span>
          </div>
        );
      })}
      {evidence.links.slice(0, TOLD).map((link) => (
        <div key={`${link.left} ${link.right}`}>
          <p style={{ margin: "8px 0 4px" }}>
            <strong>
              {t("entities.form", { n: number.get(link.left) ?? 0 })} – {t("entities.form", { n: number.get(link.right) ?? 0 })}
            </strong>{" "}
            {t("entities.probability")} <span className="number">{format.percent(link.probability, 1)}</span>
          </p>
          <Weights link={link} />
        </div>
      ))}
    </div>
  );
}

function Split({
  entity,
  mentions,
  onDone,
}: {
  readonly entity: string;
  readonly mentions: readonly string[];
  readonly onDone: () => void;
}) {
  const { t } = useLanguage();
  const { message } = App.useApp();
  const [note, setNote] = useState("");
  const decide = useDecideEntity();
  return (
    <Section title={t("entities.split")} hint={t("entities.splitHint")}>
      <div className="stack">
        {decide.error && <ErrorNotice error={decide.error} />}
        <div className="field">
          <label htmlFor="split-note">{t("entities.splitNote")}</label>
          <Input.TextArea id="split-note" rows={3} maxLength={2000} value={note} onChange={({ target }) => setNote(target.value)} />
        </div>
        <Button
          type="primary"
          disabled={note.trim() === ""}
          loading={decide.isPending}
          onClick={() =>
            decide.mutate(
              { act: "split", entity, mentions, note: note.trim() },
              {
                onSuccess: () => {
                  onDone();
                  void message.success(t("entities.decided"));
                },
              },
            )
          }
        >
          {t("entities.split")}
        </Button>
      </div>
    </Section>
  );
}

function Decisions({ decisions }: { readonly decisions: readonly EntityDecisionView[] }) {
  const { t } = useLanguage();
  return (
    <Section title={t("entities.decisions")}>
      {decisions.length === 0 ? (
        <span className="muted">{t("entities.noDecisions")}</span>
      ) : (
        <div className="stack">
          {decisions.map((each) => (
            <Decision key={each.id} decision={each} />
          ))}
        </div>
      )}
    </Section>
  );
}

function Decision({ decision }: { readonly decision: EntityDecisionView }) {
  const { t, text } = useLanguage();
  const { message } = App.useApp();
  const mayDecide = useMay("entity.decide");
  const [note, setNote] = useState<string | null>(null);
  const undo = useUndoDecision();
  return (
    <div>
      <strong>{text(ENTITY_VERDICTS[decision.verdict])}</strong> {decision.byName} <Time at={decision.at} />
      {decision.note !== "" && <p style={{ margin: "2px 0" }}>{decision.note}</p>}
      {decision.undoneAt !== null && (
        <p className="muted" style={{ margin: "2px 0" }}>
          {t("entities.undone", { who: decision.undoneByName ?? "", note: decision.undoNote ?? "" })}
        </p>
      )}
      {undo.error && <ErrorNotice error={undo.error} />}
      {mayDecide &&
        decision.undoneAt === null &&
        (note === null ? (
          <Button size="small" onClick={() => setNote("")}>
            {t("entities.undo")}
          </Button>
        ) : (
          <div className="bar" style={{ margin: "4px 0" }}>
            <Input
              aria-label={t("entities.undoNote")}
              placeholder={t("entities.undoNote")}
              value={note}
              onChange={({ target }) => setNote(target.value)}
            />
            <Button
              size="small"
              danger
              disabled={note.trim() === ""}
              loading={undo.isPending}
              onClick={() =>
                undo.mutate({ decision: decision.id, note: note.trim() }, { onSuccess: () => void message.success(t("entities.decided")) })
              }
            >
              {t("entities.undo")}
            </Button>
          </div>
        ))}
    </div>
  );
}
