import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { CaseView } from "@yuejian/contracts/api";
import { Table, type TableProps } from "antd";
import { useCases } from "../../api/leads.ts";
import { useModels } from "../../api/models.ts";
import { PageHeader, Section } from "../../kit/layout.tsx";
import { useListKeys } from "../../kit/list-keys.ts";
import { useShortOfficeName } from "../../kit/offices.ts";
import { Nothing, PageState } from "../../kit/page-state.tsx";
import { Pager } from "../../kit/pager.tsx";
import { Time } from "../../kit/small.tsx";
import { CaseStatusTag } from "../../kit/tags.tsx";
import { useLanguage } from "../../language/locale.tsx";

const PAGE_SIZE = 50;

export function CasesPage() {
  const { t } = useLanguage();
  const { offset = 0 } = useSearch({ from: "/frame/cases" });
  const navigate = useNavigate({ from: "/cases" });
  const cases = useCases(offset, PAGE_SIZE);
  return (
    <>
      <PageHeader title={t("nav.cases")} about={t("cases.about")} />
      <PageState query={cases}>
        {({ items, total }) => (
          <Section flush title={t("cases.count", { n: total })}>
            {items.length === 0 ? (
              <Nothing
                title={t("cases.none")}
                action={
                  <Link to="/leads" search={{ status: "verified" }}>
                    {t("cases.toVerified")}
                  </Link>
                }
              >
                {t("cases.noneWhy")}
              </Nothing>
            ) : (
              <CaseTable cases={items} />
            )}
            <Pager
              offset={offset}
              limit={PAGE_SIZE}
              total={total}
              onGo={(next) => void navigate({ search: next ? { offset: next } : {} })}
            />
          </Section>
        )}
      </PageState>
    </>
  );
}

function CaseTable({ cases }: { readonly cases: readonly CaseView[] }) {
  const { t, text } = useLanguage();
  const officeName = useShortOfficeName();
  const models = useModels();
  const navigate = useNavigate();
  const modelTitle = (id: string) => {
    const model = models.data?.items.find((each) => each.id === id);
    return model ? text(model.title) : id;
  };
  const open = (each: CaseView | undefined) => each && void navigate({ to: "/cases/$case", params: { case: each.id } });
  const focused = useListKeys({ count: cases.length, onOpen: (index) => open(cases[index]) });
  const columns: TableProps<CaseView>["columns"] = [
    {
      key: "number",
      title: t("cases.number"),
      width: 200,
      render: (_, each) => (
        <Link to="/cases/$case" params={{ case: each.id }}>
          {each.number}
        </Link>
      ),
    },
    { key: "subject", title: t("leads.subject"), width: 140, render: (_, each) => each.subjectName },
    { key: "model", title: t("leads.model"), render: (_, each) => modelTitle(each.model) },
    { key: "office", title: t("leads.office"), width: 140, render: (_, each) => officeName(each.office) },
    { key: "owner", title: t("cases.owner"), width: 140, render: (_, each) => each.ownerName },
    { key: "status", title: t("leads.status"), width: 110, render: (_, each) => <CaseStatusTag status={each.status} /> },
    { key: "opened", title: t("cases.opened"), width: 160, render: (_, each) => <Time at={each.openedAt} /> },
  ];
  return (
    <Table<CaseView>
      size="small"
      rowKey="id"
      columns={columns}
      dataSource={cases}
      pagination={false}
      rowClassName={(_, index) => (index === focused ? "focused-row" : "")}
    />
  );
}
