import { Link } from "@tanstack/react-router";
import type { BatchView, DatasetView } from "@yuejian/contracts/api";
import { EntryLink } from "../../kit/entry-link.tsx";
import { Facts, Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { useOfficeName } from "../../kit/offices.ts";
import { Nothing } from "../../kit/page-state.tsx";
import { Digest, Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";

export function BatchesTab({ view }: { readonly view: DatasetView }) {
  const { t, format } = useLanguage();
  const dataset = view.summary.id;
  const columns: readonly ListColumn<BatchView>[] = [
    { key: "file", title: t("batch.file"), render: (batch) => batch.file.name },
    { key: "at", title: t("batch.loaded"), width: 160, render: (batch) => <Time at={batch.createdAt} /> },
    {
      key: "format",
      title: t("batch.format"),
      width: 150,
      render: (batch) => [batch.file.format, batch.file.encoding, batch.file.sheet].filter(Boolean).join(" · ").toUpperCase(),
    },
    {
      key: "size",
      title: t("batch.size"),
      width: 90,
      align: "right",
      render: (batch) => <span className="number">{format.bytes(batch.file.size)}</span>,
    },
    {
      key: "accepted",
      title: t("batch.accepted"),
      width: 100,
      align: "right",
      render: (batch) => (
        <Link to="/data/$dataset" params={{ dataset }} search={{ tab: "rows", batch: batch.id }} className="count-link">
          {format.count(batch.rowsAccepted)}
        </Link>
      ),
    },
    {
      key: "quarantined",
      title: t("batch.quarantined"),
      width: 100,
      align: "right",
      render: (batch) =>
        batch.rowsQuarantined === 0 ? (
          <span className="missing">0</span>
        ) : (
          <Link to="/data/$dataset" params={{ dataset }} search={{ tab: "quarantine", batch: batch.id }} className="count-link">
            {format.count(batch.rowsQuarantined)}
          </Link>
        ),
    },
    {
      key: "ledger",
      title: t("batch.ledger"),
      width: 120,
      align: "right",
      render: (batch) => <EntryLink index={batch.ledgerIndex} />,
    },
  ];
  return (
    <Section flush title={t("batch.title", { n: view.batches.length })} hint={t("batch.hint")}>
      {view.batches.length === 0 ? (
        <Nothing title={t("batch.none")}>{t("batch.noneWhy")}</Nothing>
      ) : (
        <ListTable
          label={t("batch.title", { n: view.batches.length })}
          columns={columns}
          items={view.batches.toSorted((left, right) => (left.createdAt < right.createdAt ? 1 : -1))}
          idOf={(batch) => batch.id}
          detailOf={(batch) => <BatchDetails batch={batch} view={view} />}
        />
      )}
    </Section>
  );
}

function BatchDetails({ batch, view }: { readonly batch: BatchView; readonly view: DatasetView }) {
  const { t, text } = useLanguage();
  const officeName = useOfficeName();
  const titleOf = (name: string) => {
    const column = view.columns.find((each) => each.name === name);
    return column ? text(column.title) : name;
  };
  const unfilled = Object.entries(batch.mapping).filter(([, heading]) => heading === null);
  return (
    <Facts
      items={[
        [t("batch.id"), <Digest value={batch.id} whole key="id" />],
        ["SHA-256", <Digest value={batch.file.sha256} whole key="sha256" />],
        ["SM3", <Digest value={batch.file.sm3} whole key="sm3" />],
        [t("batch.root"), <Digest value={batch.recordRoot} whole key="root" />],
        [
          t("lineage.title"),
          <Link key="lineage" to="/lineage/$subject" params={{ subject: batch.id }}>
            {t("catalogued.lineageOf")}
          </Link>,
        ],
        [t("batch.office"), officeName(batch.office)],
        [t("batch.parser"), <code key="parser">{batch.parserVersion}</code>],
        ...(batch.retryOf ? [[t("batch.retryOf"), <Digest value={batch.retryOf} whole key="retry" />] as const] : []),
        [
          t("batch.mapping"),
          Object.entries(batch.mapping)
            .filter(([, heading]) => heading !== null)
            .map(([name, heading]) => `${heading} → ${titleOf(name)}`)
            .join(t("lead.listSeparator")),
        ],
        ...(unfilled.length > 0
          ? [[t("batch.unfilled"), unfilled.map(([name]) => titleOf(name)).join(t("lead.listSeparator"))] as const]
          : []),
      ]}
    />
  );
}
