import { Link } from "@tanstack/react-router";
import type { ModelView, RunView } from "@yuejian/contracts/api";
import { useCellText } from "../../kit/cells.tsx";
import { Facts, Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { Nothing } from "../../kit/page-state.tsx";
import { Digest, Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";

export function ModelRuns({ model }: { readonly model: ModelView }) {
  const { t, format } = useLanguage();
  const columns: readonly ListColumn<RunView>[] = [
    { key: "at", title: t("runs.at"), render: (run) => <Time at={run.finishedAt} /> },
    {
      key: "seconds",
      title: t("runs.took"),
      width: 100,
      align: "right",
      render: (run) => <span className="number">{format.seconds((Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000)}</span>,
    },
    { key: "version", title: t("models.version"), width: 90, render: (run) => run.modelVersion },
    {
      key: "findings",
      title: t("runs.findings"),
      width: 90,
      align: "right",
      render: (run) => (
        <Link to="/leads" search={{ model: run.model }} className="count-link">
          {format.count(run.findings)}
        </Link>
      ),
    },
    {
      key: "new",
      title: t("runs.newLeads"),
      width: 90,
      align: "right",
      render: (run) => <span className="number">{format.count(run.newLeads)}</span>,
    },
    { key: "digest", title: t("runs.result"), width: 210, render: (run) => <Digest value={run.resultDigest} /> },
  ];
  return (
    <Section flush title={t("runs.title", { n: model.runs.length })} hint={t("runs.hint")}>
      {model.runs.length === 0 ? (
        <Nothing title={t("runs.none")}>{t("runs.noneWhy")}</Nothing>
      ) : (
        <ListTable
          label={t("runs.title", { n: model.runs.length })}
          columns={columns}
          items={model.runs}
          idOf={(run) => run.id}
          detailOf={(run) => <RunDetails run={run} model={model} />}
        />
      )}
    </Section>
  );
}

function RunDetails({ run, model }: { readonly run: RunView; readonly model: ModelView }) {
  const { t, text, format } = useLanguage();
  const cellText = useCellText();
  const parameters = Object.entries(run.parameters).map(([name, value]) => {
    const declared = model.parameters.find((each) => each.name === name);
    const shown = declared ? cellText(value, { ...declared, semantic: "" }) : String(value);
    return `${declared ? text(declared.title) : name} = ${shown}`;
  });
  return (
    <Facts
      items={[
        [t("runs.id"), <Digest key="id" value={run.id} whole />],
        [t("runs.rule"), <Digest key="rule" value={run.ruleDigest} whole />],
        [t("runs.result"), <Digest key="result" value={run.resultDigest} whole />],
        [t("models.parameters"), parameters.length > 0 ? parameters.join(t("lead.listSeparator")) : "—"],
        [
          t("runs.snapshot"),
          Object.entries(run.snapshot)
            .map(([dataset, batches]) => t("runs.snapshotPart", { dataset, n: batches.length }))
            .join(t("lead.listSeparator")),
        ],
        [
          t("batch.ledger"),
          run.ledgerIndex === null ? t("chain.waitingEntry") : t("chain.entryNumber", { n: format.count(run.ledgerIndex) }),
        ],
      ]}
    />
  );
}
