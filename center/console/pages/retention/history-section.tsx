import { HOLD_REASONS, RETENTION_ACTIONS } from "@yuejian/contracts";
import type { DeletionRunView, DeletionView, RetentionRuleView } from "@yuejian/contracts/api";
import { useDeletionRun } from "../../api/retention.ts";
import { EntryLink } from "../../kit/entry-link.tsx";
import { Section } from "../../kit/layout.tsx";
import { ListTable } from "../../kit/list-table.tsx";
import { Nothing, PageState } from "../../kit/page-state.tsx";
import { ProofButton } from "../../kit/proof-button.tsx";
import { Digest, Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";

/** Of what holds rows back. */
const NAMED = 20;

export function HistorySection({
  runs,
  rules,
}: {
  readonly runs: readonly DeletionRunView[];
  readonly rules: readonly RetentionRuleView[];
}) {
  const { t, format } = useLanguage();
  const why = (run: DeletionRunView): string =>
    run.isRequest
      ? t("retention.onRequest", { reason: run.reason ?? "" })
      : run.rule === null
        ? t("retention.nightly")
        : (rules.find(({ id }) => id === run.rule)?.title ?? run.rule);
  return (
    <Section flush title={t("retention.history")}>
      {runs.length === 0 ? (
        <Nothing title={t("retention.noHistory")}>{t("retention.noHistoryWhy")}</Nothing>
      ) : (
        <ListTable
          label={t("retention.history")}
          items={runs}
          idOf={({ id }) => id}
          detailOf={(run) => <RunDetail run={run} />}
          columns={[
            { key: "at", title: t("retention.at"), width: 160, render: ({ at }) => <Time at={at} /> },
            { key: "why", title: t("retention.why"), render: why },
            {
              key: "deleted",
              title: t("retention.deleted"),
              width: 100,
              align: "right",
              render: (run) => (run.finishedAt === null ? t("retention.unfinished") : format.count(run.deleted + run.quarantined)),
            },
            { key: "redacted", title: t("retention.redacted"), width: 90, align: "right", render: (run) => format.count(run.redacted) },
            {
              key: "held",
              title: t("retention.held"),
              width: 90,
              align: "right",
              render: (run) => format.count(run.held.reduce((sum, { rows }) => sum + rows, 0)),
            },
          ]}
        />
      )}
    </Section>
  );
}

function RunDetail({ run }: { readonly run: DeletionRunView }) {
  const { t, text } = useLanguage();
  const detail = useDeletionRun(run.id);
  return (
    <div className="stack">
      {run.held.length > 0 && (
        <ul className="bullets">
          {run.held.slice(0, NAMED).map(({ dataset, reason, by, rows }) => (
            <li key={`${dataset} ${reason} ${by}`}>{t("retention.heldRows", { n: rows, why: text(HOLD_REASONS[reason]), by })}</li>
          ))}
          {run.held.length > NAMED && <li>{t("retention.heldMore", { n: run.held.length - NAMED, run: run.id })}</li>}
        </ul>
      )}
      <PageState query={detail}>{({ deletions }) => <Deletions items={deletions} />}</PageState>
    </div>
  );
}

function Deletions({ items }: { readonly items: readonly DeletionView[] }) {
  const { t, text, format } = useLanguage();
  return (
    <ListTable
      label={t("retention.history")}
      items={items}
      idOf={({ id }) => id}
      columns={[
        { key: "dataset", title: t("retention.datasets"), width: 160, render: ({ dataset }) => <code>{dataset}</code> },
        { key: "batch", title: t("batch.id"), render: ({ batch }) => <Digest value={batch} /> },
        { key: "action", title: t("retention.action"), width: 120, render: ({ action }) => text(RETENTION_ACTIONS[action]) },
        { key: "rows", title: t("retention.deleted"), width: 80, align: "right", render: ({ rows }) => format.count(rows) },
        { key: "entry", title: t("retention.entry"), width: 110, align: "right", render: ({ entry }) => <EntryLink index={entry} /> },
        {
          key: "proof",
          title: "",
          width: 110,
          render: ({ firstRef, action }) =>
            firstRef !== null && action === "delete" ? (
              <ProofButton path={`/api/records/${firstRef}/proof`} title={t("retention.proof", { ref: firstRef })} needs="record.prove" />
            ) : null,
        },
      ]}
    />
  );
}
