import { QUARANTINE_CODES } from "@yuejian/contracts";
import type { DatasetView, QuarantinedView } from "@yuejian/contracts/api";
import { Button } from "antd";
import { type ReactNode, useState } from "react";
import { type Corrections, useRetry } from "../../api/data.ts";
import type { ListState } from "../../api/list.ts";
import { useMay } from "../../api/session.ts";
import { List } from "../../kit/list.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { usePurpose } from "../../kit/purpose.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { QuarantineCell } from "./quarantine-cell.tsx";
import { isQuarantineCode } from "./quarantine-words.ts";

interface QuarantineTableProperties {
  readonly view: DatasetView;
  readonly list: ListState<QuarantinedView>;
  readonly empty: ReactNode;
  /** Tells the job that loads a batch again. */
  readonly onRetried: (job: string) => void;
}

/** Rows that were not loaded, as they stood in the file. Wrong values are corrected in place and loaded again per batch. */
export function QuarantineTable({ view, list, empty, onRetried }: QuarantineTableProperties) {
  const { t, text, format } = useLanguage();
  const rows = list.items ?? [];
  const mayCorrect = useMay("data.intake");
  const [corrections, setCorrections] = useState<Readonly<Record<string, Corrections>>>({});
  const retry = useRetry();
  const { ask } = usePurpose();
  const mayReveal = useMay("quarantine.reveal");
  const [onlyBatch, otherBatch] = new Set(rows.map((row) => row.batch));
  const canOpen = mayReveal && otherBatch === undefined && rows.some((row) => row.masked.length > 0);
  const batches = Object.keys(corrections);
  const count = Object.values(corrections).reduce((sum, each) => sum + Object.keys(each).length, 0);
  const headingOf = (row: QuarantinedView, column: string | null) =>
    column === null ? null : (view.batches.find((each) => each.id === row.batch)?.mapping[column] ?? column);
  const titleOf = (name: string | null) => {
    const column = view.columns.find((each) => each.name === name);
    return column ? text(column.title) : name;
  };
  const correct = (row: QuarantinedView, heading: string, value: string) =>
    setCorrections(withCorrection(corrections, row, heading, value));
  const load = async () => {
    for (const batch of batches) {
      const job = await retry.mutateAsync({ batch, corrections: corrections[batch] ?? {} });
      onRetried(job.id);
      setCorrections(({ [batch]: _sent, ...rest }) => rest);
    }
  };
  const headings = [...new Set(rows.flatMap((row) => Object.keys(row.source)))];
  const columns: readonly ListColumn<QuarantinedView>[] = [
    {
      key: "place",
      title: t("record.source"),
      width: 190,
      isPinned: true,
      render: (row) => (
        <span title={row.fileName} className="source">
          <span>{row.fileName}</span>
          <span className="number">{t("record.atLine", { line: format.count(row.line) })}</span>
        </span>
      ),
    },
    {
      key: "reason",
      title: t("quarantine.reason"),
      width: 260,
      render: (row) =>
        row.reasons.map((reason) => (
          <div key={`${reason.code} ${reason.column}`} style={{ whiteSpace: "nowrap" }}>
            {reason.column && <strong>{titleOf(reason.column)} </strong>}
            {isQuarantineCode(reason.code) ? text(QUARANTINE_CODES[reason.code]) : reason.code}
          </div>
        )),
    },
    ...headings.map((heading) => ({
      key: heading,
      title: heading,
      width: 190,
      isOneLine: true,
      render: (row: QuarantinedView) => (
        <QuarantineCell
          value={row.source[heading] ?? ""}
          corrected={corrections[row.batch]?.[row.row]?.[heading]}
          isWrong={row.reasons.some((reason) => headingOf(row, reason.column) === heading)}
          isMasked={row.masked.includes(heading)}
          mayCorrect={mayCorrect}
          label={`${heading}, ${t("record.atLine", { line: row.line })}`}
          onCorrect={(value) => correct(row, heading, value)}
        />
      ),
    })),
  ];
  return (
    <>
      {retry.error && <ErrorNotice error={retry.error} />}
      <List
        list={list}
        label={t("quarantine.label")}
        title={(n) => t("quarantine.rows", { n })}
        hint={mayCorrect ? t("quarantine.hint") : ""}
        actions={
          (mayCorrect || canOpen) && (
            <>
              {canOpen && (
                <Button size="small" onClick={() => ask(onlyBatch)}>
                  {t("purpose.openPersonal")}
                </Button>
              )}
              {mayCorrect && count > 0 && (
                <Button size="small" onClick={() => setCorrections({})}>
                  {t("quarantine.discard")}
                </Button>
              )}
              {mayCorrect && (
                <Button
                  size="small"
                  type="primary"
                  disabled={count === 0}
                  loading={retry.isPending}
                  onClick={() => void load().catch(() => {})}
                >
                  {t("quarantine.retry", { n: count })}
                </Button>
              )}
            </>
          )
        }
        columns={columns}
        idOf={idOf}
        hasKeys
        empty={empty}
      />
    </>
  );
}

const idOf = (row: QuarantinedView) => `${row.batch}:${row.row}`;

function withCorrection(
  all: Readonly<Record<string, Corrections>>,
  row: QuarantinedView,
  heading: string,
  value: string,
): Readonly<Record<string, Corrections>> {
  const { [row.batch]: ofBatch = {}, ...otherBatches } = all;
  const { [row.row]: ofRow = {}, ...otherRows } = ofBatch;
  const { [heading]: _old, ...otherCells } = ofRow;
  const cells = value === (row.source[heading] ?? "") ? otherCells : { ...otherCells, [heading]: value };
  const rows = Object.keys(cells).length > 0 ? { ...otherRows, [row.row]: cells } : otherRows;
  return Object.keys(rows).length > 0 ? { ...otherBatches, [row.batch]: rows } : otherBatches;
}
