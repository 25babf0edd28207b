import { useLanguage } from "../../language/locale.tsx";

interface RunResult {
  readonly findings: number;
  readonly newLeads: number;
}

export function isRunResult(value: unknown): value is RunResult {
  return typeof value === "object" && value !== null && "findings" in value && typeof value.findings === "number" && "newLeads" in value;
}

export function RunSummary({ run }: { readonly run: RunResult }) {
  const { t } = useLanguage();
  return <p>{t("runs.summary", { findings: run.findings, fresh: run.newLeads })}</p>;
}
