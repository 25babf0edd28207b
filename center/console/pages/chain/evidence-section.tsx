import { Link } from "@tanstack/react-router";
import type { EvidenceItem } from "@yuejian/contracts/api";
import { useEvidence } from "../../api/explorer.ts";
import { Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { Nothing, PageState } from "../../kit/page-state.tsx";
import { Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";

/** What was found against a key of the ledger; of one node where it is named. */
export function EvidenceSection({ node }: { readonly node?: string }) {
  const { t, format } = useLanguage();
  const evidence = useEvidence();
  const columns: readonly ListColumn<EvidenceItem>[] = [
    {
      key: "kind",
      title: t("nodes.evidenceKind"),
      width: 240,
      render: ({ id, kind }) => (
        <Link to="/chain/evidence/$evidence" params={{ evidence: id }}>
          ! {t(kind === "split" ? "nodes.evidenceSplit" : "nodes.evidenceRetired")}
        </Link>
      ),
    },
    { key: "node", title: t("nodes.evidenceBy"), width: 240, render: (item) => <code>{item.node}</code> },
    { key: "at", title: t("nodes.evidenceFound"), width: 160, render: ({ foundAt }) => <Time at={foundAt} /> },
    {
      key: "sizes",
      title: t("nodes.evidenceSizes"),
      width: 150,
      render: ({ smallerSize, largerSize }) => (
        <span className="number">{`${format.count(smallerSize)} / ${format.count(largerSize)}`}</span>
      ),
    },
    {
      key: "entry",
      title: t("nodes.evidenceEntry"),
      render: ({ ledgerIndex }) =>
        ledgerIndex === null ? (
          t("chain.waitingEntry")
        ) : (
          <Link to="/chain/entries/$index" params={{ index: String(ledgerIndex) }}>
            {t("chain.entryNumber", { n: format.count(ledgerIndex) })}
          </Link>
        ),
    },
  ];
  return (
    <PageState query={evidence} rows={2}>
      {({ items }) => {
        const shown = node === undefined ? items : items.filter((item) => item.node === node);
        return (
          <Section flush title={t("nodes.evidenceTitle")} hint={t("nodes.evidenceHint")}>
            {shown.length === 0 ? (
              <Nothing title={t("nodes.noEvidence")} />
            ) : (
              <ListTable label={t("nodes.evidenceTitle")} columns={columns} items={shown} idOf={({ id }) => id} />
            )}
          </Section>
        );
      }}
    </PageState>
  );
}
