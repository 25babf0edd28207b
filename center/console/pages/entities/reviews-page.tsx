import { Link } from "@tanstack/react-router";
import { ENTITY_KINDS, ENTITY_VERDICTS, type EntityVerdict, MENTION_PARTS, type MentionPart, REVIEW_REASONS } from "@yuejian/contracts";
import type { EntityRecordView, EntityReviewView } from "@yuejian/contracts/api";
import { App, Button, Input } from "antd";
import { type ReactNode, useEffect, useEffectEvent, useState } from "react";
import { useDecideEntity, useEntityReview, useEntityReviews } from "../../api/entities.ts";
import { useMay } from "../../api/session.ts";
import { PageHeader, Section } from "../../kit/layout.tsx";
import { ListTable } from "../../kit/list-table.tsx";
import { ErrorNotice, Nothing, PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { usePurpose, usePurposeId } from "../../kit/purpose.tsx";
import { isTyping } from "../../kit/typing.ts";
import { useLanguage } from "../../language/locale.tsx";
import { partOf, RecordLink } from "./said.tsx";
import { Weights } from "./weights.tsx";

/** One pair after the other, decided by hand or by keys. */
export function EntityReviewsPage() {
  const { t } = useLanguage();
  const reviews = useEntityReviews(usePurposeId());
  usePageTitle(t("reviewing.title"));
  return (
    <>
      <PageHeader title={t("reviewing.title")} about={t("reviewing.about")} />
      <PageState query={reviews}>
        {({ items }) =>
          items.length === 0 ? (
            <section className="section">
              <Nothing title={t("reviewing.none")}>{t("reviewing.noneWhy")}</Nothing>
            </section>
          ) : (
            <Queue items={items} />
          )
        }
      </PageState>
    </>
  );
}

/** The list stays as it was opened, so that a pair does not slip away under the hand; what was decided is marked. */
function Queue({ items }: { readonly items: readonly EntityReviewView[] }) {
  const { t, text } = useLanguage();
  const { message } = App.useApp();
  const [queue] = useState(items);
  const [at, setAt] = useState(0);
  const [said, setSaid] = useState<ReadonlyMap<string, EntityVerdict>>(new Map());
  const [note, setNote] = useState("");
  const decide = useDecideEntity();
  const pair = queue[at];
  const step = (by: number): void => {
    setAt((now) => Math.min(queue.length - 1, Math.max(0, now + by)));
    setNote("");
    decide.reset();
  };
  const say = (verdict: EntityVerdict): void => {
    if (!pair || decide.isPending || said.has(pair.id)) return;
    decide.mutate(
      {
        act: "review",
        kind: pair.kind,
        verdict,
        left: pair.left.mention,
        right: pair.right.mention,
        ...(note.trim() === "" ? {} : { note: note.trim() }),
      },
      {
        onSuccess: () => {
          setSaid(new Map([...said, [pair.id, verdict]]));
          void message.success(t(verdict === "unsure" ? "entities.noted" : "entities.decided"));
          step(1);
        },
      },
    );
  };
  const onKey = useEffectEvent((event: KeyboardEvent) => {
    if (isTyping(event)) return;
    const verdict = ({ "1": "same", "2": "different", "3": "unsure" } as const)[event.key];
    if (verdict) say(verdict);
    else if (event.key === "j") step(1);
    else if (event.key === "k") step(-1);
  });
  useEffect(() => {
    const listen = (event: KeyboardEvent): void => onKey(event);
    document.addEventListener("keydown", listen);
    return () => document.removeEventListener("keydown", listen);
  }, []);
  if (!pair) return null;
  const verdict = said.get(pair.id);
  return (
    <div className="columns">
      <Pair key={pair.id} pair={pair} />
      <div>
        <Section title={t("reviewing.place", { at: at + 1, n: queue.length })} hint={text(REVIEW_REASONS[pair.reason])}>
          <div className="stack">
            {decide.error && <ErrorNotice error={decide.error} />}
            {verdict && <span className="tag good">{text(ENTITY_VERDICTS[verdict])}</span>}
            <div className="field">
              <label htmlFor="review-note">{t("reviewing.note")}</label>
              <Input.TextArea id="review-note" rows={2} maxLength={2000} value={note} onChange={({ target }) => setNote(target.value)} />
            </div>
            <div className="bar" style={{ margin: 0 }}>
              {(Object.keys(ENTITY_VERDICTS) as EntityVerdict[]).map((each, number) => (
                <Button
                  key={each}
                  type={each === "same" ? "primary" : "default"}
                  disabled={verdict !== undefined}
                  loading={decide.isPending}
                  onClick={() => say(each)}
                >
                  {text(ENTITY_VERDICTS[each])} <kbd>{number + 1}</kbd>
                </Button>
              ))}
            </div>
            <div className="bar" style={{ margin: 0 }}>
              <Button disabled={at === 0} onClick={() => step(-1)}>
                {t("reviewing.previous")} <kbd>K</kbd>
              </Button>
              <Button disabled={at === queue.length - 1} onClick={() => step(1)}>
                {t("reviewing.next")} <kbd>J</kbd>
              </Button>
            </div>
            <span className="muted">{t("reviewing.keys")}</span>
          </div>
        </Section>
      </div>
    </div>
  );
}

function Pair({ pair }: { readonly pair: EntityReviewView }) {
  const { t, text, format } = useLanguage();
  const { ask } = usePurpose();
  const mayReveal = useMay("record.reveal");
  const detail = useEntityReview(pair.id, usePurposeId());
  const parts = (Object.keys(MENTION_PARTS) as MentionPart[]).filter((part) => partOf(pair.left, part) || partOf(pair.right, part));
  const rows: readonly { readonly name: string; readonly left: ReactNode; readonly right: ReactNode }[] = [
    ...parts.map((part) => ({
      name: text(MENTION_PARTS[part]),
      left: <Value record={pair.left} part={part} />,
      right: <Value record={pair.right} part={part} />,
    })),
    { name: t("record.source"), left: <RecordLink record={pair.left} />, right: <RecordLink record={pair.right} /> },
    { name: t("entities.entity"), left: <EntityLink entity={pair.leftEntity} />, right: <EntityLink entity={pair.rightEntity} /> },
  ];
  const isMasked = [pair.left, pair.right].some((record) => record.parts.some((each) => each.isMasked));
  return (
    <div>
      <Section
        flush
        title={
          <>
            {text(ENTITY_KINDS[pair.kind])} · {t(pair.isTogether ? "reviewing.together" : "reviewing.apart")}
          </>
        }
        actions={
          mayReveal &&
          isMasked && (
            <Button size="small" onClick={() => ask()}>
              {t("reviewing.openPersonal")}
            </Button>
          )
        }
      >
        <ListTable
          label={t("reviewing.title")}
          items={rows}
          idOf={({ name }) => name}
          columns={[
            { key: "field", title: t("reviewing.field"), width: 110, render: ({ name }) => <span className="muted">{name}</span> },
            { key: "left", title: t("reviewing.left"), render: ({ left }) => left },
            { key: "right", title: t("reviewing.right"), render: ({ right }) => right },
          ]}
        />
      </Section>
      <Section flush title={t("reviewing.evidence")} hint={t("entities.whyHint")}>
        <PageState query={detail}>
          {({ evidence, threshold }) =>
            evidence === null || evidence.comparisons.length === 0 ? (
              <Nothing title={t("reviewing.unweighed")} />
            ) : (
              <>
                <p style={{ margin: "10px 14px" }}>
                  {t("entities.probability")} <b className="number">{format.percent(evidence.probability, 1)}</b>{" "}
                  <span className="muted">{t("entities.threshold", { p: format.percent(threshold, 1) })}</span>
                </p>
                <Weights link={evidence} />
              </>
            )
          }
        </PageState>
      </Section>
    </div>
  );
}

function EntityLink({ entity }: { readonly entity: string }) {
  return (
    <Link to="/data/entities/$entity" params={{ entity }}>
      <code>{entity}</code>
    </Link>
  );
}

function Value({ record, part }: { readonly record: EntityRecordView; readonly part: MentionPart }) {
  const found = partOf(record, part);
  if (!found || found.value === null) return <span className="missing">—</span>;
  return <span className={found.isMasked ? "muted" : undefined}>{String(found.value)}</span>;
}
