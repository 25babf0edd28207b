import { Link, useNavigate } from "@tanstack/react-router";
import { HANDLED_CASE_KINDS, HANDLED_CASE_STAGES, type HandledCaseStage } from "@yuejian/contracts";
import type { ProcessCases, ProcessCasesFilter } from "@yuejian/contracts/api";
import { Button } from "antd";
import { useProcessCases } from "../../api/casework.ts";
import { Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { useShortOfficeName } from "../../kit/offices.ts";
import { PageState } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";

type Row = ProcessCases["items"][number];

const PARTS = {
  all: "process.cases",
  ended: "process.ended",
  "goes-on": "process.goesOn",
  entered: "process.entered",
  left: "process.left",
} as const;

/** The cases that a number counts. */
export function ProcessRows({ filter, onClose }: { readonly filter: ProcessCasesFilter; readonly onClose: () => void }) {
  const { t, text } = useLanguage();
  const navigate = useNavigate();
  const found = useProcessCases(filter);
  const columns = useColumns();
  const { stage, variant, part = "all" } = filter;
  const nameOf = (each: string) => text(HANDLED_CASE_STAGES[each as HandledCaseStage]);
  const what =
    variant !== undefined
      ? variant.split(",").map(nameOf).join(" → ")
      : stage !== undefined
        ? `${nameOf(stage)} · ${t(PARTS[part])}`
        : t(PARTS[part]);
  const total = found.data?.total ?? 0;
  const shown = found.data?.items.length ?? 0;
  return (
    <Section
      flush
      title={t("process.rowsOf", { what, n: total })}
      hint={shown < total ? t("process.rowsFirst", { n: shown }) : ""}
      actions={
        <Button size="small" onClick={onClose}>
          {t("calendar.close")}
        </Button>
      }
    >
      <PageState query={found} rows={3}>
        {({ items }) => (
          <ListTable
            label={what}
            columns={columns}
            items={items}
            idOf={(row) => `${row.case.id} ${row.from}`}
            hasKeys
            onOpen={(row) => void navigate({ to: "/cases/handled/$case", params: { case: row.case.id } })}
          />
        )}
      </PageState>
    </Section>
  );
}

function useColumns(): readonly ListColumn<Row>[] {
  const { t, text, format } = useLanguage();
  const officeName = useShortOfficeName();
  return [
    {
      key: "number",
      title: t("cases.number"),
      width: 200,
      render: ({ case: shown }) => (
        <Link to="/cases/handled/$case" params={{ case: shown.id }}>
          {shown.number}
        </Link>
      ),
    },
    {
      key: "days",
      title: t("process.lasted"),
      width: 90,
      align: "right",
      render: ({ days }) => <span className="number">{t("casework.days", { n: days })}</span>,
    },
    {
      key: "interval",
      title: t("process.interval"),
      width: 220,
      render: ({ from, to }) => (
        <span className="number">
          {format.day(from)} – {to === null ? t("casework.goesOn") : format.day(to)}
        </span>
      ),
    },
    { key: "kind", title: t("casework.kind"), width: 130, render: ({ case: shown }) => text(HANDLED_CASE_KINDS[shown.kind]) },
    { key: "cause", title: t("casework.cause"), render: ({ case: shown }) => shown.cause ?? "—" },
    { key: "office", title: t("leads.office"), width: 110, render: ({ case: shown }) => officeName(shown.office) },
    { key: "department", title: t("casework.department"), width: 120, render: ({ case: shown }) => shown.department },
  ];
}
