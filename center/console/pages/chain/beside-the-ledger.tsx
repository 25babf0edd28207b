import { Link } from "@tanstack/react-router";
import { useAnchoring, useSmLedger } from "../../api/explorer.ts";
import { useLanguage } from "../../language/locale.tsx";

/** The second log over the same entries. */
export function SmFact() {
  const { t, text } = useLanguage();
  const { data, error } = useSmLedger();
  if (!data) return error ? <span className="missing">{t("explorer.unknown")}</span> : "…";
  if (data.fault !== null) return <span className="tag alarm">! {t("explorer.smFault", { reason: text(data.fault) })}</span>;
  return t("chain.entries", { n: data.size });
}

export function AnchorFact() {
  const { t } = useLanguage();
  const { data, error } = useAnchoring();
  if (!data) return error ? <span className="missing">{t("explorer.unknown")}</span> : "…";
  if (data.settings === null) return <Link to="/chain/anchors">{t("explorer.anchorsNone")}</Link>;
  return (
    <>
      {data.newest === null ? (
        t("explorer.anchorsNothing")
      ) : (
        <Link to="/chain/checkpoints/$size" params={{ size: String(data.newest.size) }} className="count-link">
          {t("explorer.anchorsNewest", { n: data.newest.size })}
        </Link>
      )}{" "}
      {data.alarms.length > 0 && (
        <Link to="/chain/anchors">
          <span className="tag alarm">! {t("explorer.anchorAlarms", { n: data.alarms.length })}</span>
        </Link>
      )}
    </>
  );
}
