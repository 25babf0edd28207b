import { Link } from "@tanstack/react-router";
import { CONTEST_CHANNELS, CONTEST_CONSEQUENCES, CONTEST_OUTCOMES } from "@yuejian/contracts";
import type { ContestView } from "@yuejian/contracts/api";
import { Tag } from "antd";
import { useContests } from "../../api/safeguards.ts";
import { useMay, useSession, useUsers } from "../../api/session.ts";
import { Facts, Section } from "../../kit/layout.tsx";
import { ListTable } from "../../kit/list-table.tsx";
import { Nothing, PageState } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { FieldsForm } from "./fields-form.tsx";

export function ContestsTab() {
  const { t } = useLanguage();
  const contests = useContests();
  return (
    <PageState query={contests}>
      {({ items, days, law, article }) => (
        <Section flush title={t("safeguards.tabContests")} hint={t("safeguards.clock", { days, law, article })}>
          {items.length === 0 ? <Nothing title={t("safeguards.none")}>{t("safeguards.noneWhy")}</Nothing> : <Table items={items} />}
        </Section>
      )}
    </PageState>
  );
}

function Table({ items }: { readonly items: readonly ContestView[] }) {
  const { t, text } = useLanguage();
  return (
    <ListTable
      label={t("safeguards.tabContests")}
      items={items}
      idOf={(item) => item.id}
      detailOf={(item) => <ContestDetail contest={item} />}
      columns={[
        { key: "person", title: t("safeguards.contestPerson"), width: 140, render: (item) => item.person },
        {
          key: "lead",
          title: t("safeguards.grounds"),
          render: (item) => (
            <>
              <span className="two-lines">{item.grounds}</span>
              {item.lead && (
                <Link to="/leads/$lead" params={{ lead: item.lead }}>
                  {t("safeguards.openLead")}
                </Link>
              )}
            </>
          ),
        },
        {
          key: "due",
          title: t("safeguards.due"),
          width: 170,
          render: (item) => (
            <>
              {item.due} {item.isOverdue && <Tag color="red">{t("safeguards.overdue")}</Tag>}
            </>
          ),
        },
        { key: "reviewer", title: t("safeguards.reviewer"), width: 160, render: (item) => item.reviewerName ?? t("safeguards.noReviewer") },
        {
          key: "outcome",
          title: t("safeguards.outcome"),
          width: 110,
          render: (item) => (item.outcome === null ? "—" : text(CONTEST_OUTCOMES[item.outcome])),
        },
      ]}
    />
  );
}

function ContestDetail({ contest }: { readonly contest: ContestView }) {
  const { t, text } = useLanguage();
  return (
    <div className="stack">
      <Facts
        wide
        items={[
          [t("safeguards.receivedOn"), `${contest.receivedOn} ${text(CONTEST_CHANNELS[contest.receivedHow])}`],
          [t("safeguards.grounds"), contest.grounds],
          ...(contest.consequence === null
            ? []
            : [[t("safeguards.consequence"), text(CONTEST_CONSEQUENCES[contest.consequence])] as const]),
          ...(contest.reasons === null ? [] : [[t("safeguards.note"), contest.reasons] as const]),
          ...(contest.answer === null ? [] : [[t("safeguards.answer"), `${contest.answeredOn ?? ""} ${contest.answer}`] as const]),
        ]}
      />
      {contest.status === "open" && <ContestActs contest={contest} />}
    </div>
  );
}

function ContestActs({ contest }: { readonly contest: ContestView }) {
  const { t, text } = useLanguage();
  const { user } = useSession();
  const mayAssign = useMay("contest.assign");
  const users = useUsers(mayAssign);
  const wordsOf = (table: Readonly<Record<string, { zh: string; en: string }>>) =>
    Object.entries(table).map(([value, title]) => ({ value, label: text(title) }));
  return (
    <>
      {mayAssign && (
        <FieldsForm
          fields={[
            {
              name: "reviewer",
              label: t("safeguards.reviewer"),
              kind: "choice",
              options: (users.data?.items ?? []).map(({ id, displayName }) => ({ value: id, label: displayName })),
            },
          ]}
          acts={[{ label: t("safeguards.assign"), path: `/api/contests/${contest.id}/reviewer`, bodyOf: (values) => ({ ...values }) }]}
        />
      )}
      {contest.reviewer === user.id && (
        <FieldsForm
          fields={[
            { name: "outcome", label: t("safeguards.outcome"), kind: "choice", options: wordsOf(CONTEST_OUTCOMES) },
            { name: "consequence", label: t("safeguards.consequence"), kind: "choice", options: wordsOf(CONTEST_CONSEQUENCES) },
            { name: "reasons", label: t("safeguards.note"), kind: "area" },
            { name: "answer", label: t("safeguards.answer"), kind: "area" },
            { name: "answeredOn", label: t("safeguards.answeredOn"), kind: "day" },
          ]}
          acts={[{ label: t("safeguards.decide"), path: `/api/contests/${contest.id}/decision`, bodyOf: (values) => ({ ...values }) }]}
        />
      )}
    </>
  );
}
