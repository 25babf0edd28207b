import { Link } from "@tanstack/react-router";
import type { RecordView } from "@yuejian/contracts/api";
import { useDataset } from "../../api/data.ts";
import { Section } from "../../kit/layout.tsx";
import { ErrorNotice, PageLoading } from "../../kit/page-state.tsx";
import { RecordTable } from "../../kit/record-table.tsx";
import { useLanguage } from "../../language/locale.tsx";

interface LeadRowsProperties {
  readonly rows: readonly RecordView[];
  readonly lead: string;
  readonly onUnmask?: () => void;
}

/** The source rows that collide, one table per dataset, with the columns that the model saw. */
export function LeadRows({ rows, lead, onUnmask }: LeadRowsProperties) {
  const groups = Map.groupBy(rows, (row) => row.dataset);
  return [...groups].map(([dataset, records]) => (
    <DatasetRows key={dataset} dataset={dataset} records={records} lead={lead} {...(onUnmask ? { onUnmask } : {})} />
  ));
}

interface DatasetRowsProperties {
  readonly dataset: string;
  readonly records: readonly RecordView[];
  readonly lead: string;
  readonly onUnmask?: () => void;
}

function DatasetRows({ dataset, records, lead, onUnmask }: DatasetRowsProperties) {
  const { t, text } = useLanguage();
  const view = useDataset(dataset);
  const title = view.data ? text(view.data.summary.title) : dataset;
  return (
    <Section
      flush
      title={
        <Link to="/data/$dataset" params={{ dataset }}>
          {title}
        </Link>
      }
      hint={view.data ? t("lead.rowsFrom", { n: records.length, owner: text(view.data.summary.owner) }) : ""}
    >
      {view.error && <ErrorNotice error={view.error} />}
      {view.data ? (
        <RecordTable
          label={title}
          dataset={dataset}
          columns={view.data.columns.filter(({ name }) => records.some((record) => Object.hasOwn(record.values, name)))}
          records={records}
          subject={lead}
          {...(onUnmask ? { onUnmask } : {})}
        />
      ) : (
        <PageLoading rows={2} />
      )}
    </Section>
  );
}
