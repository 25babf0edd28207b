import type { FarmlandMap } from "@yuejian/contracts/api";
import { Select, Slider } from "antd";
import { useState } from "react";
import { type MapPoint, useCurve, useFarmlandMap } from "../../api/farmland.ts";
import { Section } from "../../kit/layout.tsx";
import { ErrorNotice, PageState } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { FarmlandMapView } from "./farmland-map.tsx";
import { IndexCurve } from "./index-curve.tsx";

interface MapSectionProperties {
  readonly run: string | undefined;
  readonly selected: string | undefined;
  /** What a person asked to see: the map goes there. */
  readonly focus: string | undefined;
  readonly shown: ReadonlySet<string>;
  readonly onSelect: (violation: string) => void;
}

const COLOUR_KEYS: Readonly<Record<string, "farmland.trueColours" | "farmland.infrared" | "farmland.vegetation">> = {
  true: "farmland.trueColours",
  infrared: "farmland.infrared",
  vegetation: "farmland.vegetation",
};

/** The images of a run by day, two of them against each other, with the violations and the curve of any place. */
export function MapSection({ run, ...properties }: MapSectionProperties) {
  const { t } = useLanguage();
  const map = useFarmlandMap(run);
  if (run === undefined)
    return (
      <Section title={t("farmland.map")}>
        <p className="muted">{t("farmland.noMap")}</p>
      </Section>
    );
  return <PageState query={map}>{(content) => <Content key={content.run} content={content} {...properties} />}</PageState>;
}

function Content({ content, selected, focus, shown, onSelect }: Omit<MapSectionProperties, "run"> & { readonly content: FarmlandMap }) {
  const { t } = useLanguage();
  const { days } = content;
  const [at, setAt] = useState(days.length - 1);
  const [before, setBefore] = useState(yearBefore(days));
  const [swipe, setSwipe] = useState(50);
  const [point, setPoint] = useState<MapPoint | null>(null);
  const curve = useCurve(point);
  const date = days[at]?.date ?? "";
  return (
    <Section flush title={t("farmland.map")} hint={`${content.system} · ${t(COLOUR_KEYS[content.colours] ?? "farmland.vegetation")}`}>
      <FarmlandMapView
        map={content}
        label={t("farmland.mapLabel")}
        before={before}
        date={date}
        swipe={swipe / 100}
        selected={selected}
        focus={focus}
        shown={shown}
        onSelect={onSelect}
        onPoint={(x, y) => setPoint({ run: content.run, x, y })}
      />
      <div className="farmland-controls">
        <label htmlFor="farmland-before">{t("farmland.beforeDay")}</label>
        <Select
          id="farmland-before"
          size="small"
          value={before}
          options={days.map((day) => ({ value: day.date, label: day.date }))}
          onChange={setBefore}
        />
        <span>{t("farmland.swipe")}</span>
        <Slider
          min={0}
          max={100}
          value={swipe}
          onChange={setSwipe}
          ariaLabelForHandle={t("farmland.swipe")}
          tooltip={{ formatter: (value) => `${value ?? 0} %` }}
        />
        <span>{t("farmland.day")}</span>
        <Slider
          min={0}
          max={Math.max(0, days.length - 1)}
          value={at}
          onChange={setAt}
          ariaLabelForHandle={t("farmland.day")}
          tooltip={{ formatter: (value) => days[value ?? 0]?.date ?? "" }}
        />
        <span className="farmland-days number" role="status">
          {t("farmland.left", { date: before })} · {t("farmland.right", { date })}
        </span>
      </div>
      {content.checks.some(({ violation }) => violation === selected) && <p className="farmland-point muted">{t("field.onMap")}</p>}
      <div className="farmland-point">
        {curve.error && <ErrorNotice error={curve.error} />}
        {curve.data ? (
          <>
            <IndexCurve
              label={t("farmland.curveOf", { place: `${curve.data.longitude.toFixed(5)}, ${curve.data.latitude.toFixed(5)}` })}
              points={curve.data.points}
            />
            {curve.data.block > 1 && <p className="muted">{t("farmland.block", { n: curve.data.block })}</p>}
          </>
        ) : (
          <p className="muted">{t("farmland.pointHint")}</p>
        )}
      </div>
    </Section>
  );
}

const YEAR_MS = 365.25 * 86_400_000;

/** The day that shows the same season a year before the last. */
function yearBefore(days: FarmlandMap["days"]): string {
  const wanted = Date.parse(days.at(-1)?.date ?? "") - YEAR_MS;
  const apart = (date: string) => Math.abs(Date.parse(date) - wanted);
  return days.toSorted((left, right) => apart(left.date) - apart(right.date))[0]?.date ?? "";
}
