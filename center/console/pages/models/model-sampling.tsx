import { Link } from "@tanstack/react-router";
import type { Accuracy, Sample } from "@yuejian/contracts/api";
import { Button, InputNumber } from "antd";
import { type ReactNode, useState } from "react";
import { useAccuracy, useDrawSample, useSamples } from "../../api/checks.ts";
import { useMay } from "../../api/session.ts";
import { Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { ErrorNotice, PageState } from "../../kit/page-state.tsx";
import { Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { RateText } from "./precision.tsx";

type Version = Accuracy["versions"][number];

/** What was measured of the model: of what it flagged how much was true, and of what it did not flag how much it missed. */
export function ModelSampling({ model }: { readonly model: string }) {
  const { t } = useLanguage();
  const accuracy = useAccuracy(model);
  return (
    <>
      <Section flush title={t("sampling.title")} hint={t("sampling.hint")}>
        <PageState query={accuracy} rows={2}>
          {({ versions }) => <Versions versions={versions} />}
        </PageState>
      </Section>
      <Samples model={model} />
    </>
  );
}

function Versions({ versions }: { readonly versions: readonly Version[] }) {
  const { t, text } = useLanguage();
  const unknown = <span className="muted">{t("models.unknown")}</span>;
  const columns: readonly ListColumn<Version>[] = [
    { key: "version", title: t("models.version"), width: 80, render: (each) => each.version },
    {
      key: "precision",
      title: t("sampling.precision"),
      render: (each) => (
        <Measured rate={each.precision ? <RateText rate={each.precision} /> : unknown}>
          {t("models.decidedOf", { confirmed: each.confirmed, decided: each.confirmed + each.dismissed })}
        </Measured>
      ),
    },
    {
      key: "miss",
      title: t("sampling.missRate"),
      render: (each) => (
        <Measured rate={each.missRate ? <RateText rate={each.missRate} /> : unknown}>
          {each.checked > 0
            ? t("sampling.checkedOf", { n: each.checked, missed: each.missed, unclear: each.cannotTell })
            : t("sampling.none")}
        </Measured>
      ),
    },
    {
      key: "recall",
      title: t("models.recall"),
      render: (each) => (
        <Measured rate={each.recall ? <RateText rate={each.recall} /> : unknown}>
          {each.recall ? text(each.recall.of) : each.recallUnknown && text(each.recallUnknown)}
        </Measured>
      ),
    },
  ];
  return <ListTable label={t("sampling.title")} columns={columns} items={versions} idOf={(each) => each.version} />;
}

function Measured({ rate, children }: { readonly rate: ReactNode; readonly children: ReactNode }) {
  return (
    <>
      {rate}
      <div className="muted" style={{ fontSize: 12 }}>
        {children}
      </div>
    </>
  );
}

function Samples({ model }: { readonly model: string }) {
  const { t } = useLanguage();
  const samples = useSamples(model);
  return (
    <Section title={t("sampling.samples")}>
      <PageState query={samples} rows={2}>
        {({ items }) => (
          <div className="stack">
            <DrawSample model={model} />
            {items.length > 0 && (
              <ul className="comments">
                {items.map((each) => (
                  <SampleItem key={each.id} sample={each} />
                ))}
              </ul>
            )}
          </div>
        )}
      </PageState>
    </Section>
  );
}

function DrawSample({ model }: { readonly model: string }) {
  const { t } = useLanguage();
  const mayDraw = useMay("model.sample");
  const [size, setSize] = useState(20);
  const draw = useDrawSample(model);
  if (!mayDraw) return null;
  return (
    <>
      {draw.error && <ErrorNotice error={draw.error} />}
      <div className="bar" style={{ margin: 0 }}>
        <InputNumber
          min={1}
          max={200}
          precision={0}
          value={size}
          onChange={(next) => setSize(next ?? 20)}
          aria-label={t("sampling.size")}
          style={{ width: 90 }}
        />
        <Button loading={draw.isPending} onClick={() => draw.mutate(size)}>
          {t("sampling.draw")}
        </Button>
        <span className="muted" style={{ flex: 1 }}>
          {t("sampling.drawWhy")}
        </span>
      </div>
    </>
  );
}

function SampleItem({ sample }: { readonly sample: Sample }) {
  const { t, text, format } = useLanguage();
  return (
    <li>
      <div className="bar" style={{ margin: 0 }}>
        <Time at={sample.at} />
        <span>{sample.actorName}</span>
        {sample.status === "drawing" && <span className="tag accent">◐ {t("sampling.drawing")}</span>}
        {sample.status === "undetermined" && <span className="tag attention">! {t("sampling.undetermined")}</span>}
        {sample.status === "drawn" && (
          <>
            <span>{t("sampling.drawnOf", { unflagged: sample.unflagged ?? 0, n: sample.drawn })}</span>
            <Link to="/checks" search={{ sample: sample.id }} className="push">
              {t("sampling.openLeft", { n: sample.open })}
            </Link>
          </>
        )}
      </div>
      {sample.reason && <div className="muted">{text(sample.reason)}</div>}
      <div className="muted" style={{ fontSize: 12 }}>
        {t("models.version")} {sample.modelVersion} ·{" "}
        {sample.ledgerIndex === null ? t("chain.waitingEntry") : t("chain.entryNumber", { n: format.count(sample.ledgerIndex) })}
      </div>
    </li>
  );
}
