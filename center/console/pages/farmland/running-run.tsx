import type { FarmlandParts, JobView } from "@yuejian/contracts/api";
import { Button } from "antd";
import { useFarmlandMap, useFarmlandParts } from "../../api/farmland.ts";
import { useJobAction } from "../../api/jobs.ts";
import { useMay } from "../../api/session.ts";
import { JobMeter } from "../../kit/job-progress.tsx";
import { Section } from "../../kit/layout.tsx";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { PartsMap } from "./parts-map.tsx";
import { CONFIDENCE_KEYS } from "./violation-panel.tsx";

interface RunningRunProperties {
  readonly run: string;
  readonly name: string;
  readonly job: JobView;
  /** A finished run whose picture lies under what is found, where it shows the same ground. */
  readonly beside: string | undefined;
}

/** A look at images that is on its way: its stage, how much is done, and what it found so far, which is provisional. */
export function RunningRun({ run, name, job, beside }: RunningRunProperties) {
  const { t } = useLanguage();
  const cancel = useJobAction("cancel");
  const mayStop = useMay("farmland.run");
  const parts = useFarmlandParts(run);
  return (
    <Section title={t("farmland.running", { name })}>
      <div className="stack" data-running={run}>
        <div className="farmland-running">
          <JobMeter job={job} />
          {mayStop && (
            <Button size="small" loading={cancel.isPending} onClick={() => cancel.mutate(job.id)}>
              {t("jobs.cancel")}
            </Button>
          )}
        </div>
        {cancel.error && <ErrorNotice error={cancel.error} />}
        {parts.data && parts.data.areas.length > 0 && <Found parts={parts.data} beside={beside} />}
      </div>
    </Section>
  );
}

const MOST_LISTED = 8;

function Found({ parts, beside }: { readonly parts: FarmlandParts; readonly beside: string | undefined }) {
  const { t, text } = useLanguage();
  const picture = useFarmlandMap(beside);
  const largest = parts.spots.toSorted((left, right) => right.mu - left.mu).slice(0, MOST_LISTED);
  return (
    <>
      <p role="status">
        {t("farmland.provisional", { n: parts.found, done: parts.areas.length, total: parts.parts ?? parts.areas.length })}
      </p>
      <div className="farmland-found">
        <PartsMap parts={parts} picture={picture.data} label={t("farmland.provisionalMap")} />
        {largest.length === 0 ? (
          <p className="muted">{t("farmland.provisionalNone")}</p>
        ) : (
          <table className="farmland-spots">
            <caption>{t("farmland.provisionalList", { n: largest.length })}</caption>
            <thead>
              <tr>
                <th>{t("farmland.class")}</th>
                <th>{t("farmland.confidence")}</th>
                <th>{t("farmland.area")}</th>
              </tr>
            </thead>
            <tbody>
              {largest.map((spot, at) => (
                // oxlint-disable-next-line react/no-array-index-key -- spots have no names before the run ends
                <tr key={at}>
                  <td>{text(spot.classTitle)}</td>
                  <td>{t(CONFIDENCE_KEYS[spot.confidence])}</td>
                  <td className="number">{spot.mu.toFixed(1)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
      </div>
    </>
  );
}
