import { HANDLED_CASE_STAGES } from "@yuejian/contracts";
import type { CaseProcess } from "@yuejian/contracts/api";
import type { ReactNode } from "react";
import { Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { useIsNarrow } from "../../kit/media.ts";
import { useLanguage } from "../../language/locale.tsx";

/** What stands behind a number. */
export interface Behind {
  readonly stage?: string;
  readonly variant?: string;
  readonly part: "all" | "ended" | "goes-on" | "entered" | "left";
}

interface FiguresProperties {
  readonly data: CaseProcess;
  readonly onOpen: (behind: Behind) => void;
}

type Stage = CaseProcess["stages"][number];
type Variant = CaseProcess["variants"][number];

function Opening({ value, what, onClick }: { readonly value: number; readonly what: string; readonly onClick: () => void }) {
  const { t, format } = useLanguage();
  if (value === 0) return <span className="number">0</span>;
  return (
    <button type="button" className="number-button" aria-label={`${t("process.opens", { what })} ${format.count(value)}`} onClick={onClick}>
      {format.count(value)}
    </button>
  );
}

function useDays(): (days: number | null) => ReactNode {
  const { t } = useLanguage();
  return (days) =>
    days === null ? (
      <span className="muted">{t("process.tooFew")}</span>
    ) : (
      <span className="number">{t("casework.days", { n: days })}</span>
    );
}

export function Whole({ data, onOpen }: FiguresProperties) {
  const { t, format } = useLanguage();
  const days = useDays();
  const { cases, whole, workingDays, waitingDays } = data;
  const all = workingDays + waitingDays;
  return (
    <Section title={t("process.whole")}>
      <div className="figures">
        <div>
          <span>{t("process.cases")}</span>
          <Opening value={cases} what={t("process.cases")} onClick={() => onOpen({ part: "all" })} />
        </div>
        <div>
          <span>{t("process.decided")}</span>
          <Opening value={whole.ended} what={t("process.decided")} onClick={() => onOpen({ part: "ended" })} />
        </div>
        <div>
          <span>{t("process.open")}</span>
          <Opening value={whole.goesOn} what={t("process.open")} onClick={() => onOpen({ part: "goes-on" })} />
        </div>
        <div>
          <span>{t("process.median")}</span>
          <strong>{days(whole.medianDays)}</strong>
        </div>
        <div>
          <span>{t("process.p90")}</span>
          <strong>{days(whole.p90Days)}</strong>
        </div>
      </div>
      {all > 0 && (
        <figure style={{ marginTop: 14 }}>
          <figcaption className="muted">{t("process.split")}</figcaption>
          <div className="time-split" aria-hidden>
            <i style={{ "--part": `${(workingDays / all) * 100}%` }} />
            <i className="waiting" style={{ "--part": `${(waitingDays / all) * 100}%` }} />
          </div>
          <div className="time-legend">
            {(
              [
                [t("process.working"), workingDays],
                [t("process.waiting"), waitingDays],
              ] as const
            ).map(([what, value]) => (
              <span key={what}>
                {what} <b className="number">{format.percent(value, all)}</b>{" "}
                <span className="muted number">{t("casework.days", { n: value })}</span>
              </span>
            ))}
          </div>
        </figure>
      )}
    </Section>
  );
}

/** More came in than went out, beyond what chance would do of so few. */
const fillsUp = ({ entered, left }: Stage) => entered - left >= Math.max(5, 0.2 * entered);

export function Stages({ data, onOpen }: FiguresProperties) {
  const { t, text, format } = useLanguage();
  const days = useDays();
  const isNarrow = useIsNarrow();
  const largest = Math.max(...data.stages.map(({ share }) => share ?? 0), 0.01);
  const nameOf = ({ stage }: Stage) => text(HANDLED_CASE_STAGES[stage]);
  const count = (key: "ended" | "goesOn" | "entered" | "left", title: string, part: Behind["part"]): ListColumn<Stage> => ({
    key,
    title,
    width: 100,
    align: "right",
    render: (each) => <Opening value={each[key]} what={`${nameOf(each)} · ${title}`} onClick={() => onOpen({ stage: each.stage, part })} />,
  });
  const share: ListColumn<Stage> = {
    key: "share",
    title: t("process.share"),
    render: ({ share: part, isWaiting, totalDays }) =>
      part === null ? (
        <span className="missing">—</span>
      ) : (
        <span className="time-bar" title={t("casework.days", { n: totalDays })}>
          <span className="track">
            <i className={isWaiting ? "waiting" : ""} style={{ "--part": `${(part / largest) * 100}%` }} />
          </span>
          <span className="number">{format.percent(part, 1)}</span>
        </span>
      ),
  };
  const name: ListColumn<Stage> = {
    key: "stage",
    title: t("casework.stage"),
    width: isNarrow ? 120 : 190,
    render: (each) => (
      <>
        {nameOf(each)} {each.isWaiting && <span className="tag quiet">{t("process.waiting")}</span>}{" "}
        {fillsUp(each) && <span className="tag attention">△ {t("process.fills")}</span>}
      </>
    ),
  };
  const median: ListColumn<Stage> = { key: "median", title: t("process.median"), width: 120, render: (each) => days(each.medianDays) };
  const columns = [
    name,
    share,
    median,
    { ...median, key: "p90", title: t("process.p90"), render: (each: Stage) => days(each.p90Days) },
    count("ended", t("process.ended"), "ended"),
    count("goesOn", t("process.goesOn"), "goes-on"),
    count("entered", t("process.entered"), "entered"),
    count("left", t("process.left"), "left"),
  ];
  return (
    <Section flush title={t("process.stages")} hint={t("process.stagesHint")}>
      <ListTable label={t("process.stages")} columns={columns} items={data.stages} idOf={({ stage }) => stage} />
    </Section>
  );
}

export function Variants({ data, onOpen }: FiguresProperties) {
  const { t, text, format } = useLanguage();
  const days = useDays();
  const most = data.variants[0]?.cases ?? 1;
  const idOf = ({ stages }: Variant) => stages.join(",");
  const columns: readonly ListColumn<Variant>[] = [
    {
      key: "way",
      title: t("process.variants"),
      render: ({ stages }) => (
        <span className="way">
          {stages.map((stage, at) => (
            // oxlint-disable-next-line react/no-array-index-key -- a stage may come twice, and the order is what it is
            <span key={`${stage} ${at}`}>
              {at > 0 && "→ "}
              <span className={HANDLED_CASE_STAGES[stage].isWaiting ? "tag quiet" : "tag"}>{text(HANDLED_CASE_STAGES[stage])}</span>
            </span>
          ))}
        </span>
      ),
    },
    {
      key: "cases",
      title: t("process.cases"),
      width: 240,
      render: (each) => (
        <span className="time-bar">
          <span className="track">
            <i style={{ "--part": `${(each.cases / most) * 100}%` }} />
          </span>
          <Opening value={each.cases} what={t("process.cases")} onClick={() => onOpen({ variant: idOf(each), part: "ended" })} />
          <span className="muted number">{format.percent(each.cases, data.whole.ended)}</span>
        </span>
      ),
    },
    { key: "median", title: t("process.median"), width: 120, render: ({ medianDays }) => days(medianDays) },
    { key: "p90", title: t("process.p90"), width: 120, render: ({ p90Days }) => days(p90Days) },
  ];
  if (data.variants.length === 0) return null;
  return (
    <Section flush title={t("process.variants")} hint={t("process.variantsHint", { n: data.variantCount })}>
      <ListTable label={t("process.variants")} columns={columns} items={data.variants} idOf={idOf} />
    </Section>
  );
}
