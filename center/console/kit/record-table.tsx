import { Link } from "@tanstack/react-router";
import type { RecordView } from "@yuejian/contracts/api";
import { Table, type TableProps } from "antd";
import { useLanguage } from "../language/locale.tsx";
import { CellValue, isNumeric, type ShownColumn } from "./cells.tsx";
import { useListKeys } from "./list-keys.ts";

interface RecordTableProperties {
  readonly dataset: string;
  readonly columns: readonly ShownColumn[];
  readonly records: readonly RecordView[];
  readonly isLoading?: boolean;
  /** Lead or case for which the rows are read; the record page gets it along. */
  readonly subject?: string | undefined;
  readonly onUnmask?: () => void;
  /** Rows answer to j and k. One table of a page at most. */
  readonly hasKeys?: boolean;
  readonly onOpen?: (record: RecordView) => void;
}

/** Rows of one dataset with their source: file and line, then the columns. Every row opens. */
export function RecordTable({
  dataset,
  columns,
  records,
  isLoading = false,
  subject,
  onUnmask,
  hasKeys = false,
  onOpen,
}: RecordTableProperties) {
  const { t, text, format } = useLanguage();
  const focused = useListKeys({
    count: hasKeys ? records.length : 0,
    onOpen: (index) => {
      const record = records[index];
      if (record) onOpen?.(record);
    },
  });
  const shown: TableProps<RecordView>["columns"] = [
    {
      key: "source",
      title: t("record.source"),
      fixed: "start",
      width: 190,
      render: (_, record) => (
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
      align: isNumeric(column) ? ("right" as const) : ("left" as const),
      onHeaderCell: () => ({ style: { whiteSpace: "nowrap" as const } }),
      onCell: () => ({ style: { whiteSpace: "nowrap" as const, maxWidth: 280, overflow: "hidden", textOverflow: "ellipsis" } }),
      render: (_: unknown, record: RecordView) => (
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
  return (
    <Table<RecordView>
      size="small"
      rowKey="ref"
      columns={shown}
      dataSource={records}
      loading={isLoading}
      pagination={false}
      scroll={{ x: "max-content" }}
      rowClassName={(_, index) => (hasKeys && index === focused ? "focused-row" : "")}
    />
  );
}
