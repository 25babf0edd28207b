import { Link } from "@tanstack/react-router";
import type { WallView } from "@yuejian/contracts/api";
import type { ReactNode } from "react";
import { useLanguage } from "../../language/locale.tsx";
import { lastDay } from "./month-bars.tsx";

export function WallFunnel({ funnel }: Pick<WallView, "funnel">) {
  const { t, format } = useLanguage();
  const steps: readonly {
    readonly key: keyof WallView["funnel"];
    readonly title: string;
    readonly link: (inside: ReactNode) => ReactNode;
  }[] = [
    { key: "leads", title: t("governance.foundLeads"), link: (inside) => <Link to="/leads">{inside}</Link> },
    {
      key: "verified",
      title: t("governance.verifiedLeads"),
      link: (inside) => (
        <Link to="/leads" search={{ status: "verified,filed" }}>
          {inside}
        </Link>
      ),
    },
    { key: "cases", title: t("governance.filedCases"), link: (inside) => <Link to="/cases">{inside}</Link> },
    ...(
      [
        ["served", t("governance.servedCases")],
        ["replied", t("governance.repliedCases")],
        ["rectified", t("governance.rectifiedCases")],
      ] as const
    ).map(([key, title]) => ({
      key,
      title,
      link: (inside: ReactNode) => (
        <Link to="/cases" search={{ reached: key }}>
          {inside}
        </Link>
      ),
    })),
  ];
  return (
    <section className="wall-funnel">
      <h2>{t("governance.funnel")}</h2>
      <ol>
        {steps.map(({ key, title, link }, at) => {
          const before = at === 0 ? null : funnel[steps[at - 1]?.key ?? "leads"];
          return (
            <li key={key}>
              {link(
                <>
                  <span>{title}</span>
                  <strong>{format.compact(funnel[key])}</strong>
                  <small>{before === null ? " " : `${format.percent(funnel[key], before)} ← ${format.compact(before)}`}</small>
                </>,
              )}
            </li>
          );
        })}
      </ol>
    </section>
  );
}

export function WallTrends({ months }: Pick<WallView, "months">) {
  const { t } = useLanguage();
  return (
    <section className="wall-trends">
      <h2>{t("governance.trends")}</h2>
      {(["leads", "cases", "rectified"] as const).map((key) => (
        <WallTrend key={key} months={months} of={key} />
      ))}
    </section>
  );
}

function WallTrend({ months, of }: Pick<WallView, "months"> & { readonly of: "leads" | "cases" | "rectified" }) {
  const { t, format } = useLanguage();
  const most = Math.max(1, ...months.map((each) => each[of]));
  const title = t(of === "leads" ? "governance.foundLeads" : of === "cases" ? "governance.filedCases" : "governance.rectifiedCases");
  const bar = ({ month, ...counts }: WallView["months"][number]) => {
    const label = `${title} ${month}: ${format.count(counts[of])}`;
    const inside = <i style={{ "--height": `${(100 * counts[of]) / most}%` }} />;
    if (of === "leads")
      return (
        <Link key={month} to="/leads" search={{ createdFrom: `${month}-01`, createdTo: lastDay(month) }} title={label} aria-label={label}>
          {inside}
        </Link>
      );
    return (
      <Link key={month} to="/cases" search={of === "cases" ? { openedIn: month } : { closedIn: month }} title={label} aria-label={label}>
        {inside}
      </Link>
    );
  };
  return (
    <figure>
      <figcaption>
        {title} <strong>{format.compact(months.at(-1)?.[of] ?? 0)}</strong> <small>{months.at(-1)?.month}</small>
      </figcaption>
      <div className="wall-bars">{months.map(bar)}</div>
    </figure>
  );
}

export function WallDeadlines({ deadlines, at }: Pick<WallView, "deadlines" | "at">) {
  const { t, format } = useLanguage();
  const day = (days: number) => new Date(Date.parse(at) + (8 + 24 * days) * 3_600_000).toISOString().slice(0, 10);
  const rows = [
    ["overdue", t("governance.overdue"), { overdue: true }],
    ["week", t("governance.week"), { dueFrom: day(0), dueTo: day(7) }],
    ["month", t("governance.month"), { dueFrom: day(8), dueTo: day(30) }],
    ["later", t("governance.later"), { dueFrom: day(31) }],
    ["none", t("governance.noDeadline"), { open: true, sort: "due" as const }],
  ] as const;
  const most = Math.max(1, ...rows.map(([key]) => deadlines[key]));
  return (
    <section className="wall-deadlines">
      <h2>{t("governance.deadlines")}</h2>
      <ul>
        {rows.map(([key, title, search]) => (
          <li key={key}>
            <Link to="/cases" search={search} className={key === "overdue" && deadlines.overdue > 0 ? "late" : ""}>
              <span>
                {key === "overdue" && deadlines.overdue > 0 && "! "}
                {title}
              </span>
              <i style={{ "--width": `${(100 * deadlines[key]) / most}%` }} />
              <strong>{format.compact(deadlines[key])}</strong>
            </Link>
          </li>
        ))}
      </ul>
    </section>
  );
}
