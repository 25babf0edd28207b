import WarningOutlined from "@ant-design/icons/WarningOutlined";
import { Link } from "@tanstack/react-router";
import { useEvidence } from "../../api/explorer.ts";
import { useFinality } from "../../api/ledger.ts";
import { useLanguage } from "../../language/locale.tsx";

/** The newest final checkpoint, and how much came after it. */
export function FinalFact({ size }: { readonly size: number }) {
  const { t } = useLanguage();
  const { data, error } = useFinality();
  if (!data) return error ? <span className="missing">{t("explorer.unknown")}</span> : "…";
  if (!data.hasPolicy) return <span className="muted">{t("explorer.noPolicy")}</span>;
  if (data.final === null) return t("explorer.noneFinal");
  const later = Math.max(0, size - data.final.size);
  return (
    <>
      <Link to="/chain/checkpoints/$size" params={{ size: String(data.final.size) }} className="count-link">
        {t("explorer.firstEntries", { n: data.final.size })}
      </Link>{" "}
      <span className="muted">· {later === 0 ? t("explorer.allFinal") : t("explorer.laterEntries", { n: later })}</span>
    </>
  );
}

/** What keeps the newest checkpoint from being final. */
export function MissingFact() {
  const { t } = useLanguage();
  const { data, error } = useFinality();
  if (!data) return error ? <span className="missing">{t("explorer.unknown")}</span> : "…";
  if (!data.hasPolicy) return <Link to="/chain/nodes">{t("explorer.noPolicyLink")}</Link>;
  if (data.newest === null) return t("explorer.notAsked");
  if (data.newest.isFinal) return t("explorer.missingNothing");
  const short = data.groups.filter(({ have, least }) => have < least);
  return (
    <Link to="/chain/nodes">
      {short.map(({ name, have, least, of }) => t("explorer.missingGroup", { group: name, have, least, of })).join("；")}
    </Link>
  );
}

/** The worst that can be known of a ledger, above everything else. */
export function Splits() {
  const { t } = useLanguage();
  const finality = useFinality();
  const evidence = useEvidence();
  const count = Math.max(finality.data?.splits.length ?? 0, evidence.data?.items.length ?? 0);
  if (count === 0) return null;
  return (
    <div className="notice alarm" role="alert">
      <WarningOutlined aria-hidden />
      <div>
        <strong>{t("finality.splits", { n: count })}</strong>
        <div>{t("finality.splitsHint")}</div>
        <Link to="/chain/nodes">{t("nodes.evidenceTitle")}</Link>
      </div>
    </div>
  );
}
