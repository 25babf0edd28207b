import { Link } from "@tanstack/react-router";
import { CORRECTION_STATUSES } from "@yuejian/contracts";
import type { CorrectionView } from "@yuejian/contracts/api";
import { useCorrections } from "../../api/safeguards.ts";
import { useMay, useSession } from "../../api/session.ts";
import { Facts, Section } from "../../kit/layout.tsx";
import { ListTable } from "../../kit/list-table.tsx";
import { Nothing, PageState } from "../../kit/page-state.tsx";
import { Digest } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { FieldsForm } from "./fields-form.tsx";

export function CorrectionsTab() {
  const { t } = useLanguage();
  const corrections = useCorrections();
  return (
    <PageState query={corrections}>
      {({ items }) => (
        <Section flush title={t("safeguards.tabCorrections")}>
          {items.length === 0 ? <Nothing title={t("safeguards.none")}>{t("safeguards.noneWhy")}</Nothing> : <Table items={items} />}
        </Section>
      )}
    </PageState>
  );
}

function Table({ items }: { readonly items: readonly CorrectionView[] }) {
  const { t, text, format } = useLanguage();
  return (
    <ListTable
      label={t("safeguards.tabCorrections")}
      items={items}
      idOf={(item) => item.id}
      detailOf={(item) => <Detail correction={item} />}
      columns={[
        {
          key: "ref",
          title: t("safeguards.ref"),
          render: (item) => (
            <Link to="/records/$ref" params={{ ref: item.ref }}>
              <Digest value={item.ref} />
            </Link>
          ),
        },
        { key: "column", title: t("safeguards.column"), render: (item) => <code>{item.column}</code> },
        { key: "change", title: t("safeguards.change"), render: (item) => `${item.oldValue ?? "—"} → ${item.newValue ?? "—"}` },
        { key: "leads", title: t("safeguards.relied"), width: 120, align: "right", render: (item) => format.count(item.leads) },
        { key: "exports", title: t("safeguards.exports"), width: 80, align: "right", render: (item) => format.count(item.exports) },
        { key: "status", title: t("safeguards.status"), width: 140, render: (item) => text(CORRECTION_STATUSES[item.status]) },
      ]}
    />
  );
}

function Detail({ correction }: { readonly correction: CorrectionView }) {
  const { t } = useLanguage();
  const { user } = useSession();
  const mayDecide = useMay("correction.decide") && correction.status === "requested" && correction.requestedBy !== user.id;
  const path = `/api/corrections/${correction.id}/decision`;
  const act = (status: string, label: string, isDanger = false) => ({
    label,
    path,
    isDanger,
    bodyOf: ({ note }: Readonly<Record<string, string>>) => ({ status, note }),
  });
  return (
    <div className="stack">
      <Facts
        wide
        items={[
          [t("safeguards.by"), correction.requestedByName],
          [t("safeguards.reason"), correction.reason],
          [t("safeguards.evidence"), correction.evidence],
          ...(correction.decidedByName === null
            ? []
            : [[t("safeguards.decidedBy"), `${correction.decidedByName}：${correction.decisionNote ?? ""}`] as const]),
        ]}
      />
      {mayDecide && (
        <FieldsForm
          fields={[{ name: "note", label: t("safeguards.note"), kind: "area" }]}
          acts={[act("approved", t("safeguards.approve")), act("refused", t("safeguards.refuse"), true)]}
        />
      )}
    </div>
  );
}
