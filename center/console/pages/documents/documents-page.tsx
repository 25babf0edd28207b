import { Link, useNavigate } from "@tanstack/react-router";
import type { DocumentCheckView } from "@yuejian/contracts/api";
import { useDocumentChecks } from "../../api/documents.ts";
import { useMay } from "../../api/session.ts";
import { PageHeader, Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { useIsNarrow } from "../../kit/media.ts";
import { Nothing, PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { DocumentsTabs } from "./documents-tabs.tsx";
import { SubmitDocument } from "./submit-document.tsx";
import "./documents.css";

/** A document in, its findings out; and what one had checked before. */
export function DocumentsPage() {
  const { t } = useLanguage();
  const mayCheck = useMay("document.check");
  usePageTitle(t("documents.title"));
  return (
    <>
      <PageHeader title={t("documents.title")} about={t("documents.about")} actions={<DocumentsTabs />} />
      {mayCheck && <SubmitDocument />}
      {mayCheck && <Mine />}
    </>
  );
}

function Mine() {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const found = useDocumentChecks();
  const columns = useColumns();
  return (
    <Section flush title={t("documents.mine")}>
      <PageState query={found} rows={4}>
        {({ items, total }) =>
          items.length === 0 ? (
            <Nothing title={t("documents.none")} />
          ) : (
            <ListTable
              label={t("documents.mine")}
              columns={columns}
              items={items}
              total={total}
              hasKeys
              idOf={({ id }) => id}
              onOpen={({ id }) => void navigate({ to: "/documents/checks/$check", params: { check: id } })}
            />
          )
        }
      </PageState>
    </Section>
  );
}

function useColumns(): readonly ListColumn<DocumentCheckView>[] {
  const { t, text, format } = useLanguage();
  const isNarrow = useIsNarrow();
  const name: ListColumn<DocumentCheckView> = {
    key: "name",
    title: t("documents.name"),
    render: (each) => (
      <>
        <Link to="/documents/checks/$check" params={{ check: each.id }}>
          {each.name ?? t("documents.erased")}
        </Link>
        {each.caseNumber !== null && <div className="muted number">{each.caseNumber}</div>}
        {!each.isCounted && <div className="muted">{t("documents.again")}</div>}
      </>
    ),
  };
  const findings: ListColumn<DocumentCheckView> = {
    key: "findings",
    title: t("documents.findings"),
    width: 150,
    render: (each) => (
      <span className="number">
        {format.count(each.findings)}
        {each.open > 0 && each.erasedAt === null && <span className="muted"> · {t("documents.open", { n: each.open })}</span>}
      </span>
    ),
  };
  if (isNarrow) return [name, findings];
  return [
    name,
    { key: "kind", title: t("documents.kind"), width: 180, render: (each) => text(each.kindName) },
    findings,
    { key: "at", title: t("documents.at"), width: 170, render: (each) => <Time at={each.at} /> },
  ];
}
