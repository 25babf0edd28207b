import { Link } from "@tanstack/react-router";
import { INSTRUMENT_KINDS } from "@yuejian/contracts";
import { useSuggestions } from "../../api/governance.ts";
import { PageHeader } from "../../kit/layout.tsx";
import { List } from "../../kit/list.tsx";
import { useShortOfficeName } from "../../kit/offices.ts";
import { Nothing } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { CaseStageTag } from "../../kit/tags.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { EffectSection } from "./effect-section.tsx";
import { GovernanceTabs } from "./governance-tabs.tsx";

export function SuggestionsPage() {
  const { t, text, format } = useLanguage();
  const officeName = useShortOfficeName();
  usePageTitle(t("governance.suggestions"));
  return (
    <>
      <PageHeader title={t("governance.suggestions")} about={t("governance.suggestionsAbout")} actions={<GovernanceTabs />} />
      <List
        list={useSuggestions()}
        label={t("governance.suggestions")}
        title={(n) => t("governance.suggestionCount", { n })}
        idOf={(each) => each.case}
        place="suggestions"
        detailOf={(each) => <EffectSection caseId={each.case} />}
        empty={<Nothing title={t("governance.noSuggestions")}>{t("governance.noSuggestionsWhy")}</Nothing>}
        columns={[
          {
            key: "served",
            title: t("governance.servedOn"),
            width: 120,
            render: ({ servedOn }) => <span className="number">{format.day(servedOn)}</span>,
          },
          {
            key: "number",
            title: t("cases.number"),
            width: 210,
            render: (each) => (
              <Link to="/cases/$case" params={{ case: each.case }}>
                {each.number}
              </Link>
            ),
          },
          { key: "kind", title: t("governance.kind"), width: 180, render: ({ kind }) => text(INSTRUMENT_KINDS[kind]) },
          { key: "title", title: t("governance.title"), render: ({ title }) => <span className="two-lines">{title}</span> },
          { key: "receiver", title: t("governance.receiver"), width: 200, render: ({ receiver }) => receiver },
          { key: "office", title: t("leads.office"), width: 110, render: ({ office }) => officeName(office) },
          { key: "stage", title: t("cases.stage"), width: 120, render: ({ stage }) => <CaseStageTag stage={stage} /> },
        ]}
      />
    </>
  );
}
