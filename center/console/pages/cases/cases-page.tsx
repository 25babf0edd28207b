import { Link, useNavigate } from "@tanstack/react-router";
import type { CaseView } from "@yuejian/contracts/api";
import { useCases } from "../../api/leads.ts";
import { useModels } from "../../api/models.ts";
import { PageHeader } from "../../kit/layout.tsx";
import { List } from "../../kit/list.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { useShortOfficeName } from "../../kit/offices.ts";
import { Nothing } from "../../kit/page-state.tsx";
import { Time } from "../../kit/small.tsx";
import { CaseStatusTag } from "../../kit/tags.tsx";
import { useLanguage } from "../../language/locale.tsx";

export function CasesPage() {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const columns = useColumns();
  return (
    <>
      <PageHeader title={t("nav.cases")} about={t("cases.about")} />
      <List
        list={useCases()}
        label={t("nav.cases")}
        title={(n) => t("cases.count", { n })}
        columns={columns}
        idOf={(each) => each.id}
        place="cases"
        hasKeys
        onOpen={(each) => void navigate({ to: "/cases/$case", params: { case: each.id } })}
        empty={
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
        }
      />
    </>
  );
}

function useColumns(): readonly ListColumn<CaseView>[] {
  const { t, text } = useLanguage();
  const officeName = useShortOfficeName();
  const models = useModels();
  const modelTitle = (id: string) => {
    const model = models.data?.items.find((each) => each.id === id);
    return model ? text(model.title) : id;
  };
  return [
    {
      key: "number",
      title: t("cases.number"),
      width: 200,
      render: (each) => (
        <Link to="/cases/$case" params={{ case: each.id }}>
          {each.number}
        </Link>
      ),
    },
    { key: "subject", title: t("leads.subject"), width: 140, render: (each) => each.subjectName },
    { key: "model", title: t("leads.model"), render: (each) => modelTitle(each.model) },
    { key: "office", title: t("leads.office"), width: 140, render: (each) => officeName(each.office) },
    { key: "owner", title: t("cases.owner"), width: 140, render: (each) => each.ownerName },
    { key: "status", title: t("leads.status"), width: 110, render: (each) => <CaseStatusTag status={each.status} /> },
    { key: "opened", title: t("cases.opened"), width: 160, render: (each) => <Time at={each.openedAt} /> },
  ];
}
