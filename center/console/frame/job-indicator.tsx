import { Link } from "@tanstack/react-router";
import { isOver, useNewestJobs } from "../api/jobs.ts";
import { useLanguage } from "../language/locale.tsx";

/** The newest running job and how many more there are; opens the job list. */
export function JobIndicator() {
  const { t, text } = useLanguage();
  const jobs = useNewestJobs();
  const active = (jobs.data?.items ?? []).filter((job) => !isOver(job));
  const shown = active.find((job) => job.status === "running") ?? active[0];
  if (!shown) return null;
  const { done, total } = shown.progress;
  const percent = total ? `${Math.round((done / total) * 100)}%` : "";
  return (
    <Link to="/jobs" className="job-indicator" title={text(shown.title)} style={{ "--done": percent || "30%" }}>
      <span>{text(shown.title)}</span>
      <i />
      <b className="number">{percent}</b>
      {active.length > 1 && <b className="muted number">{t("jobs.more", { n: active.length - 1 })}</b>}
    </Link>
  );
}
