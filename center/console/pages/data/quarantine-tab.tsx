import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { QUARANTINE_CODES } from "@yuejian/contracts";
import type { DatasetView } from "@yuejian/contracts/api";
import { Select } from "antd";
import { useState } from "react";
import { type QuarantineFilters, useQuarantine } from "../../api/data.ts";
import { JobProgress } from "../../kit/job-progress.tsx";
import { Section } from "../../kit/layout.tsx";
import { Nothing } from "../../kit/page-state.tsx";
import { usePurposeId } from "../../kit/purpose.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { IntakeSummary, isIntakeResult } from "./intake-result.tsx";
import { QuarantineTable } from "./quarantine-table.tsx";
import { isQuarantineCode } from "./quarantine-words.ts";

export function QuarantineTab({ view }: { readonly view: DatasetView }) {
  const { t } = useLanguage();
  const { batch, code, column } = useSearch({ from: "/frame/data/$dataset" });
  const purpose = usePurposeId();
  // Here rather than in the table, which goes when its last row has been loaded.
  const [jobs, setJobs] = useState<readonly string[]>([]);
  const filters: QuarantineFilters = { batch, code, column };
  const rows = useQuarantine(view.summary.id, filters, purpose);
  const isFiltered = Boolean(batch ?? code ?? column);
  return (
    <>
      <Reasons view={view} filters={filters} />
      {jobs.map((id) => (
        <Section key={id} title={t("quarantine.retrying")}>
          <JobProgress id={id}>{(job) => isIntakeResult(job.result) && <IntakeSummary result={job.result} />}</JobProgress>
        </Section>
      ))}
      <QuarantineTable
        view={view}
        list={rows}
        onRetried={(job) => setJobs((old) => [...old, job])}
        empty={
          <Nothing
            title={isFiltered ? t("quarantine.noneFit") : t("quarantine.none")}
            action={
              isFiltered && (
                <Link to="/data/$dataset" params={{ dataset: view.summary.id }} search={{ tab: "quarantine" }}>
                  {t("data.showAll")}
                </Link>
              )
            }
          >
            {t("quarantine.noneWhy")}
          </Nothing>
        }
      />
    </>
  );
}

/** Reasons with their numbers; each narrows the table. */
function Reasons({ view, filters }: { readonly view: DatasetView; readonly filters: QuarantineFilters }) {
  const { t, text, format } = useLanguage();
  const navigate = useNavigate({ from: "/data/$dataset" });
  // A batch that was tried again is answered for by the newer one.
  const retried = new Set(view.batches.map((each) => each.retryOf));
  const batches = view.batches.filter((each) => each.rowsQuarantined > 0 && !retried.has(each.id));
  const shown = filters.batch ? batches.filter((each) => each.id === filters.batch) : batches;
  const counts = new Map<string, { code: string; column: string | null; rows: number }>();
  for (const each of shown.flatMap((batch) => batch.quarantine)) {
    const key = `${each.code} ${each.column ?? ""}`;
    counts.set(key, { ...each, rows: (counts.get(key)?.rows ?? 0) + each.rows });
  }
  const reasons = [...counts].toSorted(([, left], [, right]) => right.rows - left.rows);
  const titleOf = (name: string | null) => {
    const column = view.columns.find((each) => each.name === name);
    return column ? text(column.title) : (name ?? "");
  };
  const chosen = filters.code ? `${filters.code} ${filters.column ?? ""}` : null;
  if (batches.length === 0) return null;
  const set = (change: QuarantineFilters) => {
    const next = { ...filters, ...change };
    void navigate({
      search: {
        tab: "quarantine",
        ...(next.batch ? { batch: next.batch } : {}),
        ...(next.code ? { code: next.code } : {}),
        ...(next.column ? { column: next.column } : {}),
      },
    });
  };
  return (
    <div className="bar">
      <Select
        allowClear
        style={{ width: 420 }}
        placeholder={t("quarantine.anyReason")}
        aria-label={t("quarantine.reason")}
        value={chosen}
        options={reasons.map(([key, { code, column, rows }]) => ({
          value: key,
          label: `${titleOf(column)} ${isQuarantineCode(code) ? text(QUARANTINE_CODES[code]) : code} · ${format.count(rows)}`,
        }))}
        onChange={(key: string | undefined) => {
          const found = key ? counts.get(key) : undefined;
          set({ code: found?.code, column: found?.column ?? undefined });
        }}
      />
      <Select
        allowClear
        style={{ width: 300 }}
        placeholder={t("quarantine.anyBatch")}
        aria-label={t("batch.file")}
        value={filters.batch ?? null}
        options={batches.map((batch) => ({ value: batch.id, label: `${batch.file.name} · ${format.count(batch.rowsQuarantined)}` }))}
        onChange={(batch: string | undefined) => set({ batch })}
      />
    </div>
  );
}
