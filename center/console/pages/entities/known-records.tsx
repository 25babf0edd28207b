import { Link } from "@tanstack/react-router";
import type { EntityView, KnownRecordView } from "@yuejian/contracts/api";
import { useMay } from "../../api/session.ts";
import { Section } from "../../kit/layout.tsx";
import type { ListColumn, Selection } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { useRecordColumns } from "../../kit/record-table.tsx";
import { useLanguage } from "../../language/locale.tsx";

interface KnownRecordsProperties {
  readonly view: EntityView;
  readonly selection: Selection;
  /** Lead or case under which personal data is open. */
  readonly subject: string | undefined;
  readonly onUnmask?: (() => void) | undefined;
}

/** Everything known, dataset by dataset, newest first; every row opens with its source and its proof. */
export function KnownRecords({ view, ...given }: KnownRecordsProperties) {
  return view.datasets.map((dataset) => (
    <OfDataset
      key={dataset.dataset}
      dataset={dataset}
      records={view.records.filter((record) => record.dataset === dataset.dataset)}
      isOnly={view.members === 1}
      {...given}
    />
  ));
}

interface OfDatasetProperties extends Omit<KnownRecordsProperties, "view"> {
  readonly dataset: EntityView["datasets"][number];
  readonly records: readonly KnownRecordView[];
  readonly isOnly: boolean;
}

function OfDataset({ dataset, records, isOnly, selection, subject, onUnmask }: OfDatasetProperties) {
  const { t, text } = useLanguage();
  const mayDecide = useMay("entity.decide");
  const ofRecord = useRecordColumns({ dataset: dataset.dataset, columns: dataset.columns, subject, ...(onUnmask ? { onUnmask } : {}) });
  const columns = ofRecord.map(
    ({ render, ...column }): ListColumn<KnownRecordView> => ({ ...column, render: ({ record }, index) => render(record, index) }),
  );
  const [source, ...others] = columns;
  const day = others.find(({ key }) => key === dataset.dayColumn);
  // When it happened stands in front.
  const ordered = [...(source ? [source] : []), ...(day ? [day] : []), ...others.filter((column) => column !== day)];
  const notes = [
    ...(records.length < dataset.members ? [t("entities.shownOf", { n: records.length })] : []),
    ...(records.some(({ isMember }) => !isMember)
      ? [t("entities.unlinkedRecords", { n: records.filter(({ isMember }) => !isMember).length })]
      : []),
    ...(dataset.gone > 0 ? [t("entities.gone", { n: dataset.gone })] : []),
  ];
  const title = t("entities.records", { dataset: text(dataset.title), n: dataset.members });
  return (
    <Section
      title={title}
      {...(notes.length > 0 ? { hint: notes.join(" · ") } : {})}
      actions={
        <Link to="/data/$dataset" params={{ dataset: dataset.dataset }}>
          {t("entities.toDataset")}
        </Link>
      }
      flush
    >
      <ListTable
        label={title}
        columns={ordered}
        items={records}
        idOf={(record) => record.mention}
        selection={mayDecide && !isOnly ? selection : undefined}
      />
    </Section>
  );
}

/** What is not on the page, so that nobody takes it for everything. */
export function Coverage({ view }: { readonly view: EntityView }) {
  const { t, text } = useLanguage();
  const { isCapped, closedDatasets, unlinked, slow } = view.coverage;
  const held = view.datasets.filter((each) => each.held > 0);
  const lines = [
    ...(isCapped ? [t("entities.capped")] : []),
    ...(closedDatasets > 0 ? [t("entities.closedDatasets", { n: closedDatasets })] : []),
    ...unlinked.map(({ title, batches, unread }) =>
      unread > 0
        ? t("entities.unread", { dataset: text(title), n: batches, unread })
        : t("entities.unlinked", { dataset: text(title), n: batches }),
    ),
    ...held.map(({ title, held: rows }) => t("entities.held", { dataset: text(title), n: rows })),
    ...(slow.length > 0 ? [t("entities.slow", { datasets: slow.map(({ title }) => text(title)).join(t("entities.comma")) })] : []),
    t("entities.sealedNot"),
  ];
  return (
    <Section title={t("entities.coverage")}>
      <ul className="bullets">
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </Section>
  );
}
