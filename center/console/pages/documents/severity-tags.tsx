import { FINDING_SEVERITIES, type FindingSeverity } from "@yuejian/contracts";
import { useLanguage } from "../../language/locale.tsx";

const WORDS = { error: "documents.error", warning: "documents.warning", hint: "documents.hint" } as const;

/** Findings by severity, in words and numbers. */
export function SeverityTags({ counts }: { readonly counts: Readonly<Record<FindingSeverity, number>> }) {
  const { t, format } = useLanguage();
  const shown = FINDING_SEVERITIES.filter((severity) => counts[severity] > 0);
  if (shown.length === 0) return <span className="muted">{t("documents.clean")}</span>;
  return <span className="number">{shown.map((severity) => `${t(WORDS[severity])} ${format.count(counts[severity])}`).join(" · ")}</span>;
}
