import type { Text } from "@yuejian/contracts";
import { useLanguage } from "../../language/locale.tsx";

/** By which article a clock runs, and what is not sure about it. */
export function ClockGrounds({ source, doubts }: { readonly source: Text | null; readonly doubts: readonly Text[] }) {
  const { t, text } = useLanguage();
  if (source === null && doubts.length === 0) return null;
  return (
    <details>
      <summary>{t("cases.why")}</summary>
      {source && <div>{text(source)}</div>}
      {doubts.map((doubt) => (
        <div key={doubt.zh} className="muted">
          ? {text(doubt)}
        </div>
      ))}
    </details>
  );
}
