import { CASE_COLUMNS } from "@yuejian/case-management";
import { type HandledCaseRefusal, QUARANTINE_CODES } from "@yuejian/contracts";
import type { CaseFileCheck } from "@yuejian/contracts/api";
import type { JobHandler } from "../jobs/index.ts";
import type { CaseImportJob } from "../work/job-kinds.ts";
import type { Workplace } from "../work/workplace.ts";
import { type RefusedRow, readCaseFile } from "./import-file.ts";
import { knownCases, refusalBy } from "./known-cases.ts";
import { refusalView } from "./views.ts";

const STAGE = { zh: "与已有案件比较", en: "Comparing with the cases here" };
const PIECE = 1000;
/** Refused rows that are told one by one; all are counted. */
const TOLD = 500;

/** Says what taking an export in would do. Nothing is written. Result: CaseFileCheck. */
export const checkCasesHandler: JobHandler<Workplace> = async (input, { home, progress }) => {
  const { offices: importable, ...given } = input as unknown as Omit<CaseImportJob, "actor">;
  const read = await readCaseFile({
    name: undefined,
    sheet: undefined,
    mapping: undefined,
    ...given,
    importable: new Set(importable),
    offices: home.offices,
    scratchFolder: home.paths.scratch,
    memoryLimit: home.memoryLimit,
    progress,
    toleratesMissing: true,
  });
  const counts = { added: 0, changed: 0, same: 0 };
  const refused: RefusedRow[] = [...read.refused];
  for (let from = 0; from < read.accepted.length; from += PIECE) {
    progress.signal.throwIfAborted();
    const piece = read.accepted.slice(from, from + PIECE);
    const known = await knownCases(
      home.store.db,
      piece.map(({ handled }) => handled.number),
    );
    for (const { row, line, handled } of piece) {
      const before = known.get(handled.number);
      const refusal = before && refusalBy(before, handled, { asOf: given.asOf, offices: home.offices });
      if (refusal) refused.push({ row, line, reasons: [refusal] });
      else if (!before) counts.added += 1;
      else counts[before.content === JSON.stringify(handled) ? "same" : "changed"] += 1;
    }
    progress.report(from + piece.length, read.accepted.length, STAGE);
  }
  refused.sort((one, other) => one.row - other.row);
  const check: CaseFileCheck = {
    file: read.facts,
    asOf: given.asOf,
    columns: CASE_COLUMNS.map(({ name, title, required = false }) => ({
      name,
      title,
      isRequired: required,
      heading: read.mapping[name] ?? null,
    })),
    ignoredHeadings: [...read.ignored],
    rows: read.rows,
    ...counts,
    refused: refused.length,
    refusals: refused
      .slice(0, TOLD)
      .map(({ row, line, reasons }) => ({ row, line, reasons: reasons.map((reason) => refusalView(withoutCell(reason))) })),
  };
  return check;
};

/** Codes whose value is what stood in the cell, as it stood there. */
const ofCell = (code: string) => code in QUARANTINE_CODES || code === "office-unknown" || code === "kind-unknown";

/** Results of jobs are seen by technicians too: what stands in a cell that does not fit its column may be anybody's name or number. Line and column say where it is. */
function withoutCell({ code, column, parameters }: HandledCaseRefusal): HandledCaseRefusal {
  const value = parameters["value"];
  if (value === undefined || !ofCell(code) || /^[\d\-/.年月日]{1,11}$/.test(value)) return { code, column, parameters };
  return { code, column, parameters: { ...parameters, value: "…" } };
}
