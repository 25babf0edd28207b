import { useLanguage } from "../../language/locale.tsx";

export interface RatePoint {
  readonly month: string;
  /** For 10,000 characters, with its 95 % interval where there is one. */
  readonly value: number;
  readonly low: number | null;
  readonly high: number | null;
}

export interface RateSeries {
  readonly key: string;
  readonly label: string;
  readonly points: readonly RatePoint[];
}

interface RateChartProperties {
  readonly label: string;
  readonly series: readonly RateSeries[];
  readonly unit?: string;
  /** The month in which something began, and what. */
  readonly mark?: { readonly month: string; readonly label: string } | undefined;
}

const [WIDTH, HEIGHT, LEFT, RIGHT, TOP, BOTTOM] = [760, 220, 40, 120, 12, 24];
/** Series of one month stand beside each other, so that no interval hides another. */
const BESIDE = 5;
/** Height of a name. */
const LINE = 13;

/** Rates by month from zero, with intervals; the numbers stand in the table beside it. */
export function RateChart({ label, series, unit = "", mark }: RateChartProperties) {
  const { t } = useLanguage();
  const shown = series.filter(({ points }) => points.length > 0);
  const months = monthsBetween(
    shown.flatMap(({ points }) => points.map(({ month }) => month)).concat(mark === undefined ? [] : [mark.month]),
  );
  if (months.length === 0) return null;
  const most = niceTop(Math.max(...shown.flatMap(({ points }) => points.map(({ value, high }) => high ?? value)), 0));
  const inner = WIDTH - LEFT - RIGHT;
  const x = (month: string, at = 0) =>
    LEFT + ((months.indexOf(month) + 0.5) / months.length) * inner + (at - (shown.length - 1) / 2) * BESIDE;
  const y = (value: number) => TOP + (1 - value / most) * (HEIGHT - TOP - BOTTOM);
  const step = Math.max(1, Math.ceil(months.length / 8));
  const labels = apart(shown.map(({ points }) => y(points.at(-1)?.value ?? 0) + 4));
  const title = (name: string, { month, value, low, high }: RatePoint) =>
    `${month} ${name} ${value.toFixed(1)}${low === null || high === null ? "" : ` (${low.toFixed(1)}–${high.toFixed(1)})`}`;
  return (
    <figure className="rate-chart">
      <figcaption>{label}</figcaption>
      <svg
        viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
        role="img"
        aria-label={t("documentFigures.chartSays", { label, from: months[0] ?? "", to: months.at(-1) ?? "" })}
      >
        {[0, most / 2, most].map((value) => (
          <g key={value}>
            <line className="rate-grid" x1={LEFT} x2={WIDTH - RIGHT} y1={y(value)} y2={y(value)} />
            <text x={LEFT - 6} y={y(value) + 4} textAnchor="end">
              {value >= 10 || value === 0 ? value.toFixed(0) : value.toFixed(1)}
              {unit}
            </text>
          </g>
        ))}
        {months.map((month, at) =>
          at % step === 0 ? (
            <text key={month} x={x(month, (shown.length - 1) / 2)} y={HEIGHT - 6} textAnchor="middle">
              {month}
            </text>
          ) : null,
        )}
        {mark !== undefined && (
          <g>
            <line className="rate-mark" x1={x(mark.month)} x2={x(mark.month)} y1={TOP} y2={HEIGHT - BOTTOM} />
            <text x={x(mark.month) + 4} y={TOP + 8}>
              {mark.label}
            </text>
          </g>
        )}
        {shown.map(({ key, label: name, points }, at) => (
          <g key={key} className={`rate-series rate-${at}`}>
            <polyline points={points.map(({ month, value }) => `${x(month, at)},${y(value)}`).join(" ")} />
            {points.map((point) => (
              <g key={point.month}>
                {point.low !== null && point.high !== null && (
                  <line x1={x(point.month, at)} x2={x(point.month, at)} y1={y(point.low)} y2={y(point.high)} />
                )}
                <circle cx={x(point.month, at)} cy={y(point.value)} r={3.2}>
                  <title>{title(name, point)}</title>
                </circle>
              </g>
            ))}
            <text x={WIDTH - RIGHT + 8} y={labels[at] ?? 0}>
              {name}
            </text>
          </g>
        ))}
      </svg>
    </figure>
  );
}

/** Every month from the first to the last, so that one without documents is a gap. */
function monthsBetween(months: readonly string[]): string[] {
  const [first, last] = [months.toSorted()[0], months.toSorted().at(-1)];
  if (first === undefined || last === undefined) return [];
  const all: string[] = [];
  for (let [year = 0, month = 1] = first.split("-").map(Number); all.at(-1) !== last && all.length < 240; month += 1) {
    if (month > 12) [year, month] = [year + 1, 1];
    all.push(`${year}-${String(month).padStart(2, "0")}`);
  }
  return all;
}

/** A round number not under the highest value. */
function niceTop(value: number): number {
  if (value <= 0) return 1;
  const power = 10 ** Math.floor(Math.log10(value));
  return ([1, 2, 5, 10].find((each) => each * power >= value) ?? 10) * power;
}

/** Names at the ends of lines, none on another. */
function apart(places: readonly number[]): number[] {
  const moved = [...places];
  const order = moved.map((_, at) => at).toSorted((one, other) => (moved[one] ?? 0) - (moved[other] ?? 0));
  for (const [rank, at] of order.entries()) {
    const before = order[rank - 1];
    if (before !== undefined) moved[at] = Math.max(moved[at] ?? 0, (moved[before] ?? 0) + LINE);
  }
  return moved;
}
