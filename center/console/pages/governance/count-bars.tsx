import { Link } from "@tanstack/react-router";
import "./governance.css";

export interface CountBar {
  readonly key: string;
  readonly label: string;
  readonly observed: number;
  readonly expected: number | null;
  /** Stands out, with its number. */
  readonly isMeant: boolean;
  /** Its rows. */
  readonly search: { readonly model: string; readonly office?: string; readonly createdFrom: string; readonly createdTo: string };
}

/** Counts by period from zero, with what was to be expected; each bar opens its leads. */
export function CountBars({ bars }: { readonly bars: readonly CountBar[] }) {
  const most = Math.max(1, ...bars.flatMap(({ observed, expected }) => [observed, expected ?? 0]));
  const share = (value: number) => `${(100 * value) / most}%`;
  return (
    <figure>
      <div className="month-bars">
        {bars.map(({ key, label, observed, expected, isMeant, search }) => (
          <Link
            key={key}
            to="/leads"
            search={search}
            className={isMeant ? "meant" : ""}
            style={{ "--height": share(observed), "--expected": share(expected ?? 0) }}
            aria-label={label}
            title={label}
          >
            <i />
            {expected !== null && <b />}
            {isMeant && <span className="number">{observed}</span>}
          </Link>
        ))}
      </div>
      <div className="month-names number">
        <span>{bars[0]?.key}</span>
        <span>{bars.at(-1)?.key}</span>
      </div>
    </figure>
  );
}
