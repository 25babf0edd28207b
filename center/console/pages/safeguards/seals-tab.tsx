import { SEAL_BASES, SEAL_KINDS } from "@yuejian/contracts";
import type { Seals, SealView } from "@yuejian/contracts/api";
import { useSeals } from "../../api/safeguards.ts";
import { useMay } from "../../api/session.ts";
import { Facts, Section } from "../../kit/layout.tsx";
import { ListTable } from "../../kit/list-table.tsx";
import { Nothing, PageState } from "../../kit/page-state.tsx";
import { Digest, Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { FieldsForm } from "./fields-form.tsx";

export function SealsTab() {
  const seals = useSeals();
  return <PageState query={seals}>{(data) => <Content seals={data} />}</PageState>;
}

function Content({ seals }: { readonly seals: Seals }) {
  const { t, text, format } = useLanguage();
  const mayManage = useMay("seal.manage");
  return (
    <div className="columns">
      <div>
        <Section flush title={t("safeguards.register")}>
          {seals.items.length === 0 ? (
            <Nothing title={t("safeguards.none")}>{t("safeguards.noneWhy")}</Nothing>
          ) : (
            <Register items={seals.items} mayManage={mayManage} />
          )}
        </Section>
        <Section flush title={t("safeguards.closed")}>
          <ListTable
            label={t("safeguards.closed")}
            items={seals.closed}
            idOf={(item) => `${item.dataset} ${item.basis}`}
            columns={[
              { key: "dataset", title: t("safeguards.dataset"), render: (item) => item.dataset },
              {
                key: "basis",
                title: t("safeguards.basis"),
                render: (item) => `${text(SEAL_BASES[item.basis].title)}（${SEAL_BASES[item.basis].law}${SEAL_BASES[item.basis].article}）`,
              },
              { key: "rows", title: t("safeguards.rows"), width: 100, align: "right", render: (item) => format.count(item.rows) },
            ]}
          />
        </Section>
      </div>
      <div>{mayManage && <NewSeal />}</div>
    </div>
  );
}

function Register({ items, mayManage }: { readonly items: readonly SealView[]; readonly mayManage: boolean }) {
  const { t, text } = useLanguage();
  return (
    <ListTable
      label={t("safeguards.register")}
      items={items}
      idOf={(item) => item.id}
      detailOf={(item) => <Detail seal={item} mayManage={mayManage} />}
      columns={[
        { key: "kind", title: t("safeguards.kind"), width: 130, render: (item) => text(SEAL_KINDS[item.kind]) },
        { key: "what", title: t("safeguards.ref"), render: (item) => (item.ref ? <Digest value={item.ref} /> : item.person) },
        { key: "basis", title: t("safeguards.basis"), render: (item) => text(SEAL_BASES[item.basis].title) },
        { key: "at", title: t("safeguards.sealedBy"), width: 220, render: (item) => <Sealed seal={item} /> },
      ]}
    />
  );
}

function Sealed({ seal }: { readonly seal: SealView }) {
  return (
    <>
      {seal.sealedByName} <Time at={seal.sealedAt} />
    </>
  );
}

function Detail({ seal, mayManage }: { readonly seal: SealView; readonly mayManage: boolean }) {
  const { t, text, format } = useLanguage();
  const basis = SEAL_BASES[seal.basis];
  return (
    <div className="stack">
      <Facts
        wide
        items={[
          [t("safeguards.basis"), `${basis.law}${basis.article}：${text(basis.text)}`],
          [t("safeguards.reason"), seal.reason],
          ...(seal.liftedAt === null
            ? []
            : [
                [
                  t("safeguards.lift"),
                  `${t("safeguards.lifted", { who: seal.liftedByName ?? "", at: format.time(seal.liftedAt) })} ${seal.liftReason ?? ""}`,
                ] as const,
              ]),
        ]}
      />
      {mayManage && seal.liftedAt === null && (
        <FieldsForm
          fields={[{ name: "reason", label: t("safeguards.reason"), kind: "area" }]}
          acts={[{ label: t("safeguards.lift"), isDanger: true, path: `/api/seals/${seal.id}/lift`, bodyOf: (values) => ({ ...values }) }]}
        />
      )}
    </div>
  );
}

function NewSeal() {
  const { t, text } = useLanguage();
  const kinds = Object.entries(SEAL_KINDS).map(([value, title]) => ({ value, label: text(title) }));
  const bases = Object.entries(SEAL_BASES).map(([value, { title, law, article }]) => ({
    value,
    label: `${text(title)}（${law}${article}）`,
  }));
  return (
    <Section title={t("safeguards.seal")}>
      <FieldsForm
        initial={{ kind: "record" }}
        fields={[
          { name: "kind", label: t("safeguards.kind"), kind: "choice", options: kinds },
          { name: "ref", label: t("safeguards.ref"), kind: "text", isOptional: true, hint: "bat_…:17" },
          { name: "person", label: t("safeguards.person"), kind: "text", isOptional: true },
          { name: "dataset", label: t("safeguards.dataset"), kind: "text", isOptional: true },
          { name: "basis", label: t("safeguards.basis"), kind: "choice", options: bases },
          { name: "reason", label: t("safeguards.reason"), kind: "area" },
        ]}
        acts={[
          {
            label: t("safeguards.seal"),
            path: "/api/seals",
            bodyOf: (values) =>
              Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined && value.trim() !== "")),
          },
        ]}
      />
    </Section>
  );
}
