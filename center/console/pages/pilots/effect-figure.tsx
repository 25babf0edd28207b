import type { PilotComparisonView } from "@yuejian/contracts/api";
import { useLanguage } from "../../language/locale.tsx";

type Result = NonNullable<PilotComparisonView["result"]>;

/** The effect with its interval on one scale around nothing; an end without a bound is dotted. The numbers stand beside it in words. */
export function EffectFigure({ result: { effect, low, high } }: { readonly result: Pick<Result, "effect" | "low" | "high"> }) {
  const { t } = useLanguage();
  const widest = Math.max(0.2, ...[effect, low ?? 0, high ?? 0].map(Math.abs)) * 1.15;
  const at = (share: number) => `${(Math.max(-widest, Math.min(widest, share)) / widest + 1) * 50}%`;
  const [left, right] = [at(low ?? -widest), at(high ?? widest)];
  const step = widest > 0.6 ? 0.5 : widest > 0.3 ? 0.2 : 0.1;
  const marks = [-2, -1, 0, 1, 2].map((count) => count * step).filter((share) => Math.abs(share) < 0.95 * widest);
  return (
    <div className="effect" role="img" aria-label={`${t("pilots.effect")} ${percent(effect)}`}>
      <span className="zero" style={{ left: "50%" }} />
      <span
        className={`range ${low === null ? "open-low" : ""} ${high === null ? "open-high" : ""}`}
        style={{ left, width: `calc(${right} - ${left})` }}
      />
      <span className="point" style={{ left: at(effect) }} />
      {marks.map((share) => (
        <span key={share} className="mark number" style={{ left: at(share) }}>
          {percent(share)}
        </span>
      ))}
    </div>
  );
}

/** With its sign: above nothing longer, below shorter. */
export const percent = (share: number): string => `${share > 0 ? "+" : share < 0 ? "−" : ""}${Math.abs(Math.round(share * 1000) / 10)}%`;
