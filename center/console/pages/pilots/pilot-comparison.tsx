import { BUSINESS_LINES, type BusinessLine, HANDLED_CASE_KINDS, type HandledCaseKind } from "@yuejian/contracts";
import type { PilotComparisonView, PilotView } from "@yuejian/contracts/api";
import { Button } from "antd";
import { usePilotComparison } from "../../api/features.ts";
import { Bullets, type Fact, Facts, Reason, Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { useOfficeName, useShortOfficeName } from "../../kit/offices.ts";
import { PageState } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { EffectFigure, percent } from "./effect-figure.tsx";

type Result = NonNullable<PilotComparisonView["result"]>;
type OfficeRow = Result["offices"][number];

/** What a pilot changed, with its uncertainty, or why nothing can be said; and in any case what such a comparison cannot say. */
export function PilotComparison({ pilot, onClose }: { readonly pilot: PilotView; readonly onClose: () => void }) {
  const { t, text, format } = useLanguage();
  const found = usePilotComparison(pilot.id);
  return (
    <Section
      title={t("pilots.comparison", { title: pilot.title })}
      hint={found.data ? t("pilots.counted", { day: format.day(found.data.until), n: found.data.cases }) : ""}
      actions={
        <Button size="small" onClick={onClose}>
          {t("calendar.close")}
        </Button>
      }
    >
      <PageState query={found} rows={3}>
        {({ result, refusal }) => (
          <div className="stack">
            {refusal && (
              <div className="notice attention" role="status">
                <div>
                  <strong>{t("pilots.cannotSay")}</strong>
                  <div>{text(refusal.text)}</div>
                </div>
              </div>
            )}
            {result && <Told result={result} />}
            <h3>{t("pilots.limits")}</h3>
            <Bullets items={[t("pilots.limit1"), t("pilots.limit2"), t("pilots.limit3")]} />
          </div>
        )}
      </PageState>
    </Section>
  );
}

function Told({ result }: { readonly result: Result }) {
  const { t, text, format } = useLanguage();
  const officeName = useOfficeName();
  const bound = (share: number | null) => (share === null ? t("pilots.noBound") : percent(share));
  const kindOf = (each: string) => {
    const [line = "", kind] = each.split(" ");
    const lineName = line in BUSINESS_LINES ? text(BUSINESS_LINES[line as BusinessLine]) : line;
    return kind !== undefined && kind in HANDLED_CASE_KINDS ? `${lineName} ${text(HANDLED_CASE_KINDS[kind as HandledCaseKind])}` : lineName;
  };
  const facts: Fact[] = [
    [
      t("pilots.effect"),
      <span className="number">{`${percent(result.effect)} ${t(result.effect < 0 ? "pilots.shorter" : "pilots.longer")}`}</span>,
    ],
    [t("pilots.interval"), <span className="number">{`${bound(result.low)} – ${bound(result.high)}`}</span>],
    [
      t("pilots.chance"),
      <>
        <span className="number">{result.probability.toFixed(3)}</span>{" "}
        <span className="muted">{t("pilots.chanceHint", { n: result.choices })}</span>
      </>,
    ],
    [
      t("pilots.pretrend"),
      <>
        <span className="number">{percent(result.preTrend.effect)}</span>{" "}
        <span className="muted">{t("pilots.pretrendHint", { p: result.preTrend.probability.toFixed(3) })}</span>
      </>,
    ],
    [t("pilots.mix"), `${format.percent(result.share, 1)} · ${result.kinds.map(kindOf).join("、")}`],
    [t("pilots.leftOut"), result.leftOut.length === 0 ? t("pilots.nobody") : result.leftOut.map(officeName).join("、")],
  ];
  return (
    <>
      <Reason>{text(result.text)}</Reason>
      <EffectFigure result={result} />
      <Facts items={facts} />
      <h3>{t("pilots.byOffice")}</h3>
      <OfficeTable offices={result.offices} />
    </>
  );
}

function OfficeTable({ offices }: { readonly offices: readonly OfficeRow[] }) {
  const { t, format } = useLanguage();
  const officeName = useShortOfficeName();
  const number = (key: "casesBefore" | "casesAfter" | "daysBefore" | "daysAfter", title: string): ListColumn<OfficeRow> => ({
    key,
    title,
    width: 96,
    align: "right",
    render: (row) => <span className="number">{key.startsWith("days") ? row[key].toFixed(1) : format.count(row[key])}</span>,
  });
  const columns: readonly ListColumn<OfficeRow>[] = [
    {
      key: "office",
      title: t("pilots.office"),
      render: ({ office, isPilot }) => (
        <>
          {officeName(office)} {isPilot && <span className="tag accent">{t("pilots.isPilot")}</span>}
        </>
      ),
    },
    number("casesBefore", t("pilots.casesBefore")),
    number("casesAfter", t("pilots.casesAfter")),
    number("daysBefore", t("pilots.daysBefore")),
    number("daysAfter", t("pilots.daysAfter")),
  ];
  return <ListTable label={t("pilots.byOffice")} columns={columns} items={offices} idOf={({ office }) => office} />;
}
