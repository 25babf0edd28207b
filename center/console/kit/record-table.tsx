import { Link } from "@tanstack/react-router";
import type { RecordView } from "@yuejian/contracts/api";
import type { ReactNode } from "react";
import type { ListState } from "../api/list.ts";
import { useLanguage } from "../language/locale.tsx";
import { CellValue, isNumeric, type ShownColumn } from "./cells.tsx";
import { List } from "./list.tsx";
import type { ListColumn } from "./list-column.ts";
import { ListTable } from "./list-table.tsx";

interface RecordColumnsProperties {
  readonly dataset: string;
  readonly columns: readonly ShownColumn[];
  /** Lead or case for which the rows are read; the record page gets it along. */
  readonly subject?: string | undefined;
  readonly onUnmask?: () => void;
}

interface RecordTableProperties extends RecordColumnsProperties {
  readonly label: string;
  readonly records: readonly RecordView[];
}

interface RecordListProperties extends RecordColumnsProperties {
  readonly label: string;
  readonly list: ListState<RecordView>;
  readonly title: (total: number) => ReactNode;
  readonly hint?: ReactNode;
  readonly actions?: ReactNode;
  readonly empty: ReactNode;
  readonly place: string;
  readonly onOpen: (record: RecordView) => void;
}

/** A few rows of one dataset with their source: file and line, then the columns. Every row opens. */
export function RecordTable({ label, records, ...given }: RecordTableProperties) {
  return <ListTable label={label} columns={useRecordColumns(given)} items={records} idOf={(record) => record.ref} />;
}

/** All rows of one dataset. */
export function RecordList({ dataset, columns, subject, onUnmask, ...list }: RecordListProperties) {
  const shown = useRecordColumns({ dataset, columns, subject, ...(onUnmask ? { onUnmask } : {}) });
  return <List columns={shown} idOf={(record) => record.ref} hasKeys {...list} />;
}

const SOURCE_WIDTH = 190;
/** Wide enough for most values of the meaning; the rest is cut and shown on the record's page. */
const WIDTHS: Readonly<Record<string, number>> = { "resident-id": 190, "credit-code": 190, address: 220, text: 220 };

function widthOf(column: ShownColumn): number {
  if (column.type === "date") return 120;
  return isNumeric(column) ? 140 : (WIDTHS[column.semantic] ?? 150);
}

/** Source first, then the columns of the dataset. */
export function useRecordColumns({ dataset, columns, subject, onUnmask }: RecordColumnsProperties): readonly ListColumn<RecordView>[] {
  const { t, text, format } = useLanguage();
  return [
    {
      key: "source",
      title: t("record.source"),
      isPinned: true,
      width: SOURCE_WIDTH,
      render: (record) => (
        <Link
          to="/records/$ref"
          params={{ ref: record.ref }}
          search={subject ? { for: subject } : {}}
          title={`${record.fileName} · ${record.ref}`}
        >
          <span className="source">
            <span>{record.fileName}</span>
            <span className="number">{t("record.atLine", { line: format.count(record.line) })}</span>
          </span>
        </Link>
      ),
    },
    ...columns.map((column) => ({
      key: column.name,
      title: text(column.title),
      width: widthOf(column),
      align: isNumeric(column) ? ("right" as const) : ("left" as const),
      isOneLine: true,
      render: (record: RecordView) => (
        <CellValue
          value={record.values[column.name] ?? null}
          column={column}
          dataset={dataset}
          isMasked={record.masked.includes(column.name)}
          {...(onUnmask ? { onOpen: onUnmask } : {})}
        />
      ),
    })),
  ];
}
