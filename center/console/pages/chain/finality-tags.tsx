import { Link } from "@tanstack/react-router";
import { ANCHOR_STATUSES } from "@yuejian/contracts";
import type { EntryFinality } from "@yuejian/contracts/api";
import { useLanguage } from "../../language/locale.tsx";

/** How far something is settled, in a word and a shape. `own`: the size of the checkpoint itself. */
export function FinalityTag({ finality, own }: { readonly finality: EntryFinality; readonly own?: number }) {
  const { t, format } = useLanguage();
  const { state, size } = finality;
  if (state === "none") return <span className="tag quiet">– {t("explorer.stateNone")}</span>;
  if (state === "open") return <span className="tag">○ {t("explorer.stateOpen")}</span>;
  if (size === null || size === own) return <span className="tag good">✓ {t("explorer.stateFinal")}</span>;
  return (
    <Link to="/chain/checkpoints/$size" params={{ size: String(size) }}>
      <span className="tag good">
        ✓ {own === undefined ? t("explorer.stateFinal") : t("explorer.stateUnder", { n: format.count(size) })}
      </span>
    </Link>
  );
}

const isAnchorStatus = (status: string): status is keyof typeof ANCHOR_STATUSES => status in ANCHOR_STATUSES;

export function AnchorWord({ status }: { readonly status: string | null }) {
  const { text } = useLanguage();
  if (status === null) return <span className="missing">—</span>;
  return (
    <span className={`tag ${status === "confirmed" ? "good" : ""}`}>{isAnchorStatus(status) ? text(ANCHOR_STATUSES[status]) : status}</span>
  );
}
