import { APPROVAL_FIELDS, APPROVAL_KINDS, APPROVAL_STATUSES, type ApprovalKind, SEAL_BASES } from "@yuejian/contracts";
import type { Approvals, ApprovalView, ModelGateView } from "@yuejian/contracts/api";
import { Alert, Select, Tag } from "antd";
import { useState } from "react";
import { useApprovals } from "../../api/safeguards.ts";
import { useMay, useSession } from "../../api/session.ts";
import { Facts, Section } from "../../kit/layout.tsx";
import { ListTable } from "../../kit/list-table.tsx";
import { Nothing, PageState } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { type Field, FieldsForm } from "./fields-form.tsx";

export function ApprovalsTab() {
  const approvals = useApprovals();
  return <PageState query={approvals}>{(data) => <Content approvals={data} />}</PageState>;
}

function Content({ approvals }: { readonly approvals: Approvals }) {
  const { t } = useLanguage();
  const mayPropose = useMay("approval.propose");
  const stopped = approvals.models.filter(({ refusal }) => refusal !== null);
  return (
    <div className="columns">
      <div>
        {stopped.length > 0 && <Stopped models={stopped} />}
        <Section flush title={t("safeguards.tabApprovals")}>
          {approvals.items.length === 0 ? (
            <Nothing title={t("safeguards.none")}>{t("safeguards.noneWhy")}</Nothing>
          ) : (
            <Table items={approvals.items} />
          )}
        </Section>
      </div>
      <div>{mayPropose && <Propose models={approvals.models} />}</div>
    </div>
  );
}

function Stopped({ models }: { readonly models: readonly ModelGateView[] }) {
  const { t, text } = useLanguage();
  return (
    <Section title={t("safeguards.stopped")}>
      <div className="stack">
        {models.map(({ model, title, refusal }) => (
          <Alert key={model} type="warning" showIcon title={text(title)} description={refusal && text(refusal)} />
        ))}
      </div>
    </Section>
  );
}

function Table({ items }: { readonly items: readonly ApprovalView[] }) {
  const { t, text } = useLanguage();
  return (
    <ListTable
      label={t("safeguards.tabApprovals")}
      items={items}
      idOf={(item) => item.id}
      detailOf={(item) => <Detail approval={item} />}
      columns={[
        { key: "kind", title: t("safeguards.kind"), render: (item) => text(APPROVAL_KINDS[item.kind]) },
        { key: "model", title: t("safeguards.model"), render: (item) => `${text(item.modelTitle)} ${item.modelMajor}.x` },
        {
          key: "status",
          title: t("safeguards.status"),
          width: 190,
          render: (item) => (
            <>
              {text(APPROVAL_STATUSES[item.status])}{" "}
              {item.status === "approved" && <Tag>{item.isInForce ? t("safeguards.inForce") : t("safeguards.notInForce")}</Tag>}
              {item.isDemo && <Tag>{t("safeguards.ofDemo")}</Tag>}
            </>
          ),
        },
        { key: "until", title: t("safeguards.validUntil"), width: 120, render: (item) => item.validUntil },
        { key: "by", title: t("safeguards.by"), width: 150, render: (item) => item.authorName },
      ]}
    />
  );
}

function Detail({ approval }: { readonly approval: ApprovalView }) {
  const { t } = useLanguage();
  const { user } = useSession();
  const mayDecide = useMay(approval.kind === "precision-exception" ? "model.except" : "approval.decide");
  const label = useFieldLabels();
  const path = `/api/approvals/${approval.id}/decision`;
  const act = (status: string, words: string, isDanger = false) => ({
    label: words,
    path,
    isDanger,
    bodyOf: ({ note }: Readonly<Record<string, string>>) => ({ status, note }),
  });
  const canDecide = mayDecide && approval.status === "proposed" && approval.author !== user.id;
  const canRevoke = mayDecide && approval.status === "approved";
  return (
    <div className="stack">
      <Facts
        wide
        items={[
          ...Object.entries(approval.content).map(([name, words]) => [label(name), words] as const),
          ...(approval.decidedByName === null
            ? []
            : [[t("safeguards.decidedBy"), `${approval.decidedByName}：${approval.decisionNote ?? ""}`] as const]),
        ]}
      />
      {(canDecide || canRevoke) && (
        <FieldsForm
          fields={[{ name: "note", label: t("safeguards.note"), kind: "area" }]}
          acts={
            canDecide
              ? [act("approved", t("safeguards.approve")), act("refused", t("safeguards.refuse"), true)]
              : [act("revoked", t("safeguards.revoke"), true)]
          }
        />
      )}
    </div>
  );
}

function useFieldLabels(): (name: string) => string {
  const { t } = useLanguage();
  const labels: Readonly<Record<string, string>> = {
    purpose: t("safeguards.purpose"),
    necessity: t("safeguards.necessity"),
    risk: t("safeguards.risk"),
    measures: t("safeguards.measures"),
    basis: t("safeguards.basis"),
    scope: t("safeguards.scope"),
    reason: t("safeguards.reason"),
  };
  return (name) => labels[name] ?? name;
}

function Propose({ models }: { readonly models: readonly ModelGateView[] }) {
  const { t, text } = useLanguage();
  const label = useFieldLabels();
  const [kind, setKind] = useState<ApprovalKind>("impact-assessment");
  const kinds = Object.entries(APPROVAL_KINDS).map(([value, title]) => ({ value: value as ApprovalKind, label: text(title) }));
  const bases = Object.entries(SEAL_BASES).map(([value, basis]) => ({
    value,
    label: `${text(basis.title)}（${basis.law}${basis.article}）`,
  }));
  const contents = APPROVAL_FIELDS[kind].map(
    (name): Field =>
      name === "basis" ? { name, label: label(name), kind: "choice", options: bases } : { name, label: label(name), kind: "area" },
  );
  return (
    <Section title={t("safeguards.propose")}>
      <Select
        aria-label={t("safeguards.kind")}
        value={kind}
        onChange={setKind}
        options={kinds}
        style={{ width: "100%", marginBottom: 10 }}
      />
      <FieldsForm
        key={kind}
        fields={[
          {
            name: "model",
            label: t("safeguards.model"),
            kind: "choice",
            options: models.map(({ model, title }) => ({ value: model, label: text(title) })),
          },
          ...contents,
          { name: "validUntil", label: t("safeguards.validUntil"), kind: "day" },
        ]}
        acts={[
          {
            label: t("safeguards.send"),
            path: "/api/approvals",
            bodyOf: ({ model, validUntil, ...content }) => ({ kind, model, validUntil, content }),
          },
        ]}
      />
    </Section>
  );
}
