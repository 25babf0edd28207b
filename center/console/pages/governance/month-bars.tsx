import { Link } from "@tanstack/react-router";
import type { PatternDetail } from "@yuejian/contracts/api";
import { useLanguage } from "../../language/locale.tsx";
import "./governance.css";

/** Counts by month from zero, with what was to be expected; each bar opens its leads. */
export function MonthBars({ pattern, course }: Pick<PatternDetail, "pattern" | "course">) {
  const { t } = useLanguage();
  const most = Math.max(1, ...course.flatMap(({ observed, expected }) => [observed, expected]));
  const share = (value: number) => `${(100 * value) / most}%`;
  const isPlace = pattern.family !== "cases-by-authority";
  return (
    <figure>
      <div className="month-bars">
        {course.map(({ month, observed, expected }) => {
          const isMeant = month >= pattern.from && month <= pattern.to;
          const label = t("governance.courseLabel", { month, observed, expected: expected.toFixed(1) });
          return (
            <Link
              key={month}
              to="/leads"
              search={{
                model: pattern.rules.map(({ id }) => id).join(","),
                ...(isPlace ? { office: pattern.unit } : {}),
                createdFrom: `${month}-01`,
                createdTo: lastDay(month),
              }}
              className={isMeant ? "meant" : ""}
              style={{ "--height": share(observed), "--expected": share(expected) }}
              aria-label={label}
              title={label}
            >
              <i />
              <b />
              {isMeant && <span className="number">{observed}</span>}
            </Link>
          );
        })}
      </div>
      <div className="month-names number">
        <span>{course[0]?.month}</span>
        <span>{course.at(-1)?.month}</span>
      </div>
    </figure>
  );
}

export function lastDay(month: string): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}
