import { Link } from "@tanstack/react-router";
import "./governance.css";

export interface CountBar {
  readonly key: string;
  readonly label: string;
  readonly observed: number;
  readonly expected: number | null;
  /** Stands out, with its number. */
  readonly isMeant: boolean;
  /** Its rows; null: they open elsewhere. */
  readonly search: { readonly model: string; readonly office?: string; readonly createdFrom: string; readonly createdTo: string } | null;
}

/** Counts by period from zero, with what was to be expected; each bar opens its leads. */
export function CountBars({ bars }: { readonly bars: readonly CountBar[] }) {
  const most = Math.max(1, ...bars.flatMap(({ observed, expected }) => [observed, expected ?? 0]));
  const share = (value: number) => `${(100 * value) / most}%`;
  return (
    <figure>
      <div className="month-bars">
        {bars.map((bar) => {
          const looks = {
            className: bar.isMeant ? "month-bar meant" : "month-bar",
            style: { "--height": share(bar.observed), "--expected": share(bar.expected ?? 0) },
            title: bar.label,
          };
          const inside = (
            <>
              <i />
              {bar.expected !== null && <b />}
              {bar.isMeant && <span className="number">{bar.observed}</span>}
            </>
          );
          return bar.search === null ? (
            <span key={bar.key} role="img" aria-label={bar.label} {...looks}>
              {inside}
            </span>
          ) : (
            <Link key={bar.key} to="/leads" search={bar.search} aria-label={bar.label} {...looks}>
              {inside}
            </Link>
          );
        })}
      </div>
      <div className="month-names number">
        <span>{bars[0]?.key}</span>
        <span>{bars.at(-1)?.key}</span>
      </div>
    </figure>
  );
}
