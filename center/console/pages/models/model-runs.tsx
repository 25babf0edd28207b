import { Link } from "@tanstack/react-router";
import type { ModelView, RunView } from "@yuejian/contracts/api";
import { Table, type TableProps } from "antd";
import { useCellText } from "../../kit/cells.tsx";
import { Facts, Section } from "../../kit/layout.tsx";
import { Nothing } from "../../kit/page-state.tsx";
import { Digest, Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";

export function ModelRuns({ model }: { readonly model: ModelView }) {
  const { t, format } = useLanguage();
  const columns: TableProps<RunView>["columns"] = [
    { key: "at", title: t("runs.at"), render: (_, run) => <Time at={run.finishedAt} /> },
    {
      key: "seconds",
      title: t("runs.took"),
      width: 100,
      align: "right",
      render: (_, run) => <span className="number">{format.seconds((Date.parse(run.finishedAt) - Date.parse(run.startedAt)) / 1000)}</span>,
    },
    { key: "version", title: t("models.version"), width: 90, render: (_, run) => run.modelVersion },
    {
      key: "findings",
      title: t("runs.findings"),
      width: 90,
      align: "right",
      render: (_, run) => (
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
      render: (_, run) => <span className="number">{format.count(run.newLeads)}</span>,
    },
    { key: "digest", title: t("runs.result"), width: 210, render: (_, run) => <Digest value={run.resultDigest} /> },
  ];
  return (
    <Section flush title={t("runs.title", { n: model.runs.length })} hint={t("runs.hint")}>
      {model.runs.length === 0 ? (
        <Nothing title={t("runs.none")}>{t("runs.noneWhy")}</Nothing>
      ) : (
        <Table<RunView>
          size="small"
          rowKey="id"
          columns={columns}
          dataSource={model.runs}
          pagination={model.runs.length > 10 ? { pageSize: 10, size: "small" } : false}
          expandable={{ expandedRowRender: (run) => <RunDetails run={run} model={model} /> }}
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
