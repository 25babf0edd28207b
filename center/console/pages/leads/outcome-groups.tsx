import { Link } from "@tanstack/react-router";
import type { BulkPreview } from "@yuejian/contracts/api";
import { useLanguage } from "../../language/locale.tsx";

interface OutcomeGroupsProperties {
  readonly groups: BulkPreview["groups"];
  /** What would happen rather than what did. */
  readonly isAhead?: boolean;
}

const ORDER = ["done", "changed", "refused"] as const;

const inOrder = (groups: BulkPreview["groups"]) =>
  groups.toSorted((left, right) => ORDER.indexOf(left.outcome) - ORDER.indexOf(right.outcome));

const SIGNS = { done: "✓", changed: "≠", refused: "×" } as const;

/** How many leads come to which end, and why. */
export function OutcomeGroups({ groups, isAhead = false }: OutcomeGroupsProperties) {
  const { t, text } = useLanguage();
  const said = { done: isAhead ? t("bulk.willDo") : t("bulk.didDo"), changed: t("bulk.wasChanged"), refused: t("bulk.wasRefused") };
  return (
    <ul className="outcomes">
      {inOrder(groups).map(({ outcome, count, code, text: why, examples }) => (
        <li key={`${outcome} ${code}`} className={outcome}>
          <span aria-hidden>{SIGNS[outcome]}</span>
          <div>
            <strong>{t("bulk.leads", { n: count })}</strong> {said[outcome]}
            {why && <div>{text(why)}</div>}
            {outcome !== "done" && (
              <div className="muted">
                {examples.slice(0, 3).map((lead) => (
                  <Link key={lead} to="/leads/$lead" params={{ lead }} target="_blank" style={{ marginRight: 10 }}>
                    {lead.slice(0, 4)}…{lead.slice(-6)}
                  </Link>
                ))}
              </div>
            )}
          </div>
        </li>
      ))}
    </ul>
  );
}
