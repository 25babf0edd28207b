import { useLanguage } from "../../language/locale.tsx";

export interface CurvePoint {
  readonly date: string;
  readonly ndvi: number | null;
  readonly water?: number | null;
  readonly clear?: number;
}

interface CurveProperties {
  readonly label: string;
  readonly points: readonly CurvePoint[];
  readonly changedAfter?: string | null;
  readonly changedBy?: string | null;
}

const [WIDTH, HEIGHT, LEFT, BOTTOM] = [640, 190, 34, 22];
/** Indices of ground lie between these. */
const [LOW, HIGH] = [-0.4, 1];

/** The index of vegetation over time, as a drawing and as a table. */
export function IndexCurve({ label, points, changedAfter = null, changedBy = null }: CurveProperties) {
  const { t } = useLanguage();
  const [first, last] = [points[0], points.at(-1)];
  if (first === undefined || last === undefined) return null;
  const [start, end] = [Date.parse(first.date), Date.parse(last.date)];
  const x = (date: string) => LEFT + ((Date.parse(date) - start) / Math.max(1, end - start)) * (WIDTH - LEFT - 8);
  const y = (value: number) => 8 + ((HIGH - value) / (HIGH - LOW)) * (HEIGHT - BOTTOM - 8);
  const seen = points.filter((point): point is CurvePoint & { ndvi: number } => point.ndvi !== null);
  const years = [...new Set(points.map(({ date }) => date.slice(0, 4)))].filter((year) => `${year}-01-01` >= first.date);
  return (
    <figure className="farmland-curve">
      <figcaption>{label}</figcaption>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={label}>
        {changedBy !== null && (
          <rect
            className="farmland-curve-change"
            x={x(changedAfter ?? changedBy)}
            width={Math.max(2, x(changedBy) - x(changedAfter ?? changedBy))}
            y={8}
            height={HEIGHT - BOTTOM - 8}
          />
        )}
        {[0, 0.5, 1].map((value) => (
          <g key={value}>
            <line className="farmland-curve-grid" x1={LEFT} x2={WIDTH - 8} y1={y(value)} y2={y(value)} />
            <text x={LEFT - 6} y={y(value) + 4} textAnchor="end">
              {value}
            </text>
          </g>
        ))}
        {years.map((year) => (
          <g key={year}>
            <line className="farmland-curve-grid" x1={x(`${year}-01-01`)} x2={x(`${year}-01-01`)} y1={8} y2={HEIGHT - BOTTOM} />
            <text x={x(`${year}-01-01`) + 4} y={HEIGHT - 6}>
              {year}
            </text>
          </g>
        ))}
        <polyline className="farmland-curve-line" points={seen.map(({ date, ndvi }) => `${x(date)},${y(ndvi)}`).join(" ")} />
        {seen.map(({ date, ndvi }) => (
          <circle key={date} className="farmland-curve-point" cx={x(date)} cy={y(ndvi)} r={2.4}>
            <title>{`${date} ${ndvi.toFixed(2)}`}</title>
          </circle>
        ))}
      </svg>
      <details>
        <summary>{t("farmland.curveTable")}</summary>
        <div className="farmland-curve-table">
          <table>
            <thead>
              <tr>
                <th scope="col">{t("farmland.date")}</th>
                <th scope="col">{t("farmland.ndvi")}</th>
                {first.water !== undefined && <th scope="col">{t("farmland.water")}</th>}
              </tr>
            </thead>
            <tbody>
              {points.map(({ date, ndvi, water }) => (
                <tr key={date}>
                  <td>{date}</td>
                  <td className="number">{ndvi === null ? t("farmland.hidden") : ndvi.toFixed(2)}</td>
                  {water !== undefined && <td className="number">{water === null ? "" : water.toFixed(2)}</td>}
                </tr>
              ))}
            </tbody>
          </table>
        </div>
      </details>
    </figure>
  );
}
