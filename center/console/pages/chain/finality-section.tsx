import type { CosignerView, LedgerFinality } from "@yuejian/contracts/api";
import { Alert, Tag } from "antd";
import { useFinality } from "../../api/ledger.ts";
import { Facts, Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { Nothing, PageState } from "../../kit/page-state.tsx";
import { Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";

/** Which checkpoint is final, and how the node of every office stands. */
export function FinalitySection() {
  const { t } = useLanguage();
  const finality = useFinality();
  return (
    <PageState query={finality}>
      {(state) => (
        <Section title={t("finality.title")} hint={t("finality.hint")}>
          {state.hasPolicy ? <Standing state={state} /> : <Nothing title={t("finality.noPolicy")}>{t("finality.noPolicyHint")}</Nothing>}
        </Section>
      )}
    </PageState>
  );
}

function Standing({ state }: { readonly state: LedgerFinality }) {
  const { t, format } = useLanguage();
  const columns: readonly ListColumn<CosignerView>[] = [
    { key: "name", title: t("finality.cosigner"), width: 320, render: ({ name }) => <code>{name}</code> },
    { key: "kind", title: t("finality.kind"), width: 110, render: ({ isMirror }) => t(isMirror ? "finality.mirror" : "finality.witness") },
    {
      key: "state",
      title: t("finality.state"),
      width: 130,
      render: ({ cosignedAt, failure }) => (
        <Tag color={failure?.kind === "split" ? "red" : cosignedAt === null ? "default" : "blue"}>
          {t(failure?.kind === "split" ? "finality.split" : cosignedAt === null ? "finality.missing" : "finality.cosigned")}
        </Tag>
      ),
    },
    { key: "at", title: t("finality.at"), width: 170, render: ({ cosignedAt }) => (cosignedAt === null ? "—" : <Time at={cosignedAt} />) },
    { key: "reason", title: t("finality.reason"), render: ({ failure }) => failure?.reason ?? "" },
  ];
  return (
    <>
      {state.splits.length > 0 && (
        <Alert type="error" showIcon message={t("finality.splits", { n: state.splits.length })} description={t("finality.splitsHint")} />
      )}
      <Facts
        items={[
          [
            t("finality.final"),
            state.final === null ? t("finality.noneFinal") : t("finality.finalSize", { n: format.count(state.final.size) }),
          ],
          ...state.groups.map(({ name, have, least, of }): [string, string] => [name, t("finality.group", { have, of, least })]),
        ]}
      />
      <ListTable label={t("finality.title")} columns={columns} items={state.cosigners} idOf={({ name }) => name} />
    </>
  );
}
