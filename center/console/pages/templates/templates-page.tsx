import { useNavigate, useSearch } from "@tanstack/react-router";
import { TEMPLATE_KINDS, type TemplateKind } from "@yuejian/contracts";
import { Select } from "antd";
import { useTemplates } from "../../api/instruments.ts";
import { useSession } from "../../api/session.ts";
import { PageHeader } from "../../kit/layout.tsx";
import { PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { CasesTabs } from "../cases/cases-tabs.tsx";
import { TemplateEditor } from "./template-editor.tsx";

const KINDS = Object.keys(TEMPLATE_KINDS) as TemplateKind[];

/** Each office's wording of each kind of document. */
export function TemplatesPage() {
  const { t, text } = useLanguage();
  const navigate = useNavigate();
  const { user, offices } = useSession();
  const search = useSearch({ from: "/frame/cases/templates" });
  const office = search.office ?? user.office;
  const kind = search.kind ?? "suggestion-public-interest";
  const found = useTemplates(office);
  usePageTitle(t("templates.title"));
  const go = (change: { office?: string; kind?: TemplateKind }) =>
    void navigate({ to: "/cases/templates", search: { office, kind, ...change } });
  return (
    <>
      <PageHeader title={t("templates.title")} about={t("templates.about")} />
      <CasesTabs />
      <div className="bar">
        <Select
          value={office}
          aria-label={t("templates.office")}
          onChange={(chosen) => go({ office: chosen })}
          options={offices.map((each) => ({ value: each.id, label: text(each.name) }))}
          style={{ minWidth: 220 }}
        />
        <Select
          value={kind}
          aria-label={t("templates.kind")}
          onChange={(chosen) => go({ kind: chosen })}
          options={KINDS.map((each) => ({ value: each, label: text(TEMPLATE_KINDS[each]) }))}
          style={{ minWidth: 220 }}
        />
      </div>
      <PageState query={found}>
        {(data) => {
          const template = data.items.find((each) => each.kind === kind);
          return template ? <TemplateEditor key={`${office} ${kind}`} office={office} template={template} mayEdit={data.mayEdit} /> : null;
        }}
      </PageState>
    </>
  );
}
