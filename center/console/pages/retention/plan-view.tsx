import { HOLD_REASONS } from "@yuejian/contracts";
import type { DeletionOrderBody, DeletionPlan, PlannedDeletionView } from "@yuejian/contracts/api";
import { Button, Popconfirm } from "antd";
import { useEffect, useState } from "react";
import { useDelete, useRereadDeletions } from "../../api/retention.ts";
import { JobProgress } from "../../kit/job-progress.tsx";
import { ListTable } from "../../kit/list-table.tsx";
import { ErrorNotice, Nothing } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";

/** What would go and what stays, and the button that deletes it. */
export function PlanView({
  plan,
  order,
  mayApply,
}: {
  readonly plan: DeletionPlan;
  readonly order: DeletionOrderBody;
  readonly mayApply: boolean;
}) {
  const { t, format } = useLanguage();
  const remove = useDelete();
  const [job, setJob] = useState<string | null>(null);
  const concerned = plan.datasets.filter(({ going, held, quarantined }) => going + held + quarantined > 0);
  const going = plan.datasets.reduce((sum, each) => sum + each.going + each.quarantined, 0);
  if (job !== null)
    return (
      <JobProgress id={job}>
        {() => (
          <>
            <DeletionsReread />
            <p style={{ margin: 0 }}>{t("retention.applied")}</p>
          </>
        )}
      </JobProgress>
    );
  if (concerned.length === 0) return <Nothing title={t("retention.nothingDue")} />;
  const number = (key: "going" | "held" | "quarantined" | "undated", title: string) => ({
    key,
    title,
    width: 90,
    align: "right" as const,
    render: (each: PlannedDeletionView) => format.count(each[key]),
  });
  return (
    <div className="stack">
      <ListTable
        label={t("retention.due")}
        items={concerned}
        idOf={({ dataset }) => dataset}
        detailOf={(each) => <PlanDetail planned={each} />}
        columns={[
          { key: "dataset", title: t("retention.datasets"), render: (each) => <DatasetName {...each} /> },
          number("going", t("retention.going")),
          number("held", t("retention.held")),
          number("quarantined", t("retention.aside")),
          number("undated", t("retention.undated")),
          { key: "oldest", title: t("retention.oldest"), width: 110, render: ({ oldest }) => oldest ?? "—" },
        ]}
      />
      {remove.error && <ErrorNotice error={remove.error} />}
      {mayApply && going > 0 && (
        <Popconfirm
          title={t("retention.deleteAsk", { n: going })}
          okText={t("retention.delete")}
          cancelText={t("catalogued.cancel")}
          onConfirm={() => remove.mutate(order, { onSuccess: ({ id }) => setJob(id) })}
        >
          <Button danger loading={remove.isPending} style={{ justifySelf: "start" }}>
            {t("retention.delete")}
          </Button>
        </Popconfirm>
      )}
    </div>
  );
}

/** What was deleted is known when the job is over, not when it was ordered. */
function DeletionsReread() {
  const reread = useRereadDeletions();
  useEffect(() => void reread(), [reread]);
  return null;
}

function DatasetName({ dataset, title }: Pick<PlannedDeletionView, "dataset" | "title">) {
  const { text } = useLanguage();
  return (
    <>
      {text(title)} <code>{dataset}</code>
    </>
  );
}

function PlanDetail({ planned }: { readonly planned: PlannedDeletionView }) {
  const { t, text } = useLanguage();
  return (
    <div className="stack">
      {planned.heldBy.length > 0 && (
        <div>
          <strong>{t("retention.heldBy")}</strong>
          <ul className="bullets">
            {planned.heldBy.map(({ reason, by, rows }) => (
              <li key={`${reason} ${by}`}>{t("retention.heldRows", { n: rows, why: text(HOLD_REASONS[reason]), by })}</li>
            ))}
          </ul>
        </div>
      )}
      {planned.absenceModels.length > 0 && (
        <p className="notice attention">{t("retention.absence", { models: planned.absenceModels.join(", ") })}</p>
      )}
      <ul className="bullets">
        {planned.batches.map(({ batch, going, rows }) => (
          <li key={batch}>
            <code>{batch}</code> {going} / {rows}
          </li>
        ))}
      </ul>
    </div>
  );
}
