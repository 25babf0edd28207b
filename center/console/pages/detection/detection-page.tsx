import { Link } from "@tanstack/react-router";
import type { DetectionModelView } from "@yuejian/contracts/api";
import { Switch } from "antd";
import { useState } from "react";
import { useDetection, useSwitchDetection } from "../../api/detection.ts";
import { PageHeader, Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { useIsNarrow } from "../../kit/media.ts";
import { PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { ReasonDialog } from "../../kit/reason-dialog.tsx";
import { Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";

/** Which models run by themselves, what the last run looked at, and what it found. */
export function DetectionPage() {
  const { t, text } = useLanguage();
  const found = useDetection();
  const switching = useSwitchDetection();
  const isNarrow = useIsNarrow();
  const [asked, setAsked] = useState<DetectionModelView | null>(null);
  const columns = useColumns(setAsked, isNarrow);
  usePageTitle(t("detection.title"));
  return (
    <>
      <PageHeader title={t("detection.title")} about={t("detection.about")} />
      <PageState query={found}>
        {({ items }) => (
          <Section flush title={t("detection.count", { n: items.length })}>
            <ListTable
              fills
              label={t("detection.title")}
              columns={isNarrow ? columns.filter(({ key }) => key === "on" || key === "model") : columns}
              items={items}
              idOf={({ model }) => model}
              detailOf={isNarrow ? (each) => <Narrow each={each} /> : undefined}
            />
          </Section>
        )}
      </PageState>
      {asked && (
        <ReasonDialog
          title={t(asked.isEnabled ? "detection.turnOff" : "detection.turnOn", { model: text(asked.title) })}
          step={switching}
          orderOf={(reason) => ({ model: asked.model, isEnabled: !asked.isEnabled, reason, version: asked.version })}
          onEnd={() => setAsked(null)}
        >
          <p>{t(asked.isEnabled ? "detection.turnOffWhat" : "detection.turnOnWhat")}</p>
        </ReasonDialog>
      )}
    </>
  );
}

function useColumns(onAsk: (model: DetectionModelView) => void, isNarrow: boolean): readonly ListColumn<DetectionModelView>[] {
  const { t, text } = useLanguage();
  return [
    {
      key: "on",
      title: t("detection.on"),
      width: 70,
      render: (each) => (
        <Switch
          size="small"
          checked={each.isEnabled}
          disabled={!each.mayManage}
          aria-label={t("detection.switchOf", { model: text(each.title) })}
          onChange={() => onAsk(each)}
        />
      ),
    },
    {
      key: "model",
      title: t("models.model"),
      render: (each) => (
        <>
          <Link to="/models/$model" params={{ model: each.model }}>
            {text(each.title)}
          </Link>
          {!isNarrow && (
            <div>
              <How each={each} />
            </div>
          )}
        </>
      ),
    },
    {
      key: "last",
      title: t("detection.last"),
      width: 200,
      render: (each) => (
        <>
          <Last each={each} />
          <div className="muted">
            <Covered each={each} />
          </div>
        </>
      ),
    },
    { key: "found", title: t("detection.found"), width: 110, align: "right", render: (each) => <Found each={each} /> },
    { key: "by", title: t("detection.by"), width: 180, render: (each) => <By each={each} /> },
  ];
}

interface Each {
  readonly each: DetectionModelView;
}

function How({ each: { pivot, wholeDataset } }: Each) {
  const { t } = useLanguage();
  return (
    <span className="muted">
      {pivot === null ? t("detection.whole", { dataset: wholeDataset ?? "" }) : t("detection.byPivot", { column: pivot })}
    </span>
  );
}

function Last({ each: { lastRun } }: Each) {
  const { t } = useLanguage();
  return lastRun === null ? <span className="missing">{t("detection.never")}</span> : <Time at={lastRun.finishedAt} relative />;
}

function Covered({ each: { lastRun } }: Each) {
  const { t, text } = useLanguage();
  if (lastRun === null) return <span className="missing">—</span>;
  const { increment, wholeReason } = lastRun;
  if (increment) return <>{t("detection.increment", { n: increment.batches.length, keys: increment.keys })}</>;
  return (
    <>
      {t("detection.everything")} {wholeReason && <span className="muted">{text(wholeReason)}</span>}
    </>
  );
}

function Found({ each: { model, lastRun } }: Each) {
  const { format } = useLanguage();
  if (lastRun === null) return <span className="missing">—</span>;
  return (
    <span className="number">
      {format.count(lastRun.findings)} /{" "}
      <Link className="count-link" to="/leads" search={{ model, sort: "newest" }}>
        {format.count(lastRun.newLeads)}
      </Link>
    </span>
  );
}

function By({ each: { changedBy, changedAt, reason } }: Each) {
  const { t } = useLanguage();
  if (changedBy === null || changedAt === null) return <span className="muted">{t("detection.nobody")}</span>;
  return (
    <>
      {changedBy.name} · <Time at={changedAt} relative />
      <div className="muted">{reason}</div>
    </>
  );
}

/** On a telephone the rest stands below its row. */
function Narrow({ each }: Each) {
  return (
    <div className="stack" style={{ gap: 4 }}>
      <How each={each} />
      <span>
        <Last each={each} /> <Found each={each} />
      </span>
      <span>
        <Covered each={each} />
      </span>
      <span>
        <By each={each} />
      </span>
    </div>
  );
}
