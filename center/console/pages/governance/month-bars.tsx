import type { PatternDetail } from "@yuejian/contracts/api";
import { useLanguage } from "../../language/locale.tsx";
import { CountBars } from "./count-bars.tsx";

/** The course of a pattern, month by month. */
export function MonthBars({ pattern, course }: Pick<PatternDetail, "pattern" | "course">) {
  const { t } = useLanguage();
  return (
    <CountBars
      bars={course.map(({ month, observed, expected }) => ({
        key: month,
        label: t("governance.courseLabel", { month, observed, expected: expected.toFixed(1) }),
        observed,
        expected,
        isMeant: month >= pattern.from && month <= pattern.to,
        // Lists of cases have no filter by rule: the page shows their rows below.
        search:
          pattern.family === "leads-by-place"
            ? {
                model: pattern.rules.map(({ id }) => id).join(","),
                office: pattern.unit,
                createdFrom: `${month}-01`,
                createdTo: lastDay(month),
              }
            : null,
      }))}
    />
  );
}

export function lastDay(month: string): string {
  const [year = 0, number = 0] = month.split("-").map(Number);
  return new Date(Date.UTC(year, number, 0)).toISOString().slice(0, 10);
}
