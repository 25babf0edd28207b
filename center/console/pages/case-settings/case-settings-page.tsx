import { useNavigate, useSearch } from "@tanstack/react-router";
import { Select } from "antd";
import { useMay, useSession } from "../../api/session.ts";
import { FilterBar } from "../../kit/filter-bar.tsx";
import { PageHeader } from "../../kit/layout.tsx";
import { useOfficeName } from "../../kit/offices.ts";
import { usePageTitle } from "../../kit/page-title.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { CasesTabs } from "../cases/cases-tabs.tsx";
import { LevelsSection } from "./levels-section.tsx";
import { SharesSection } from "./shares-section.tsx";

const ALL = "";

/** Who approves what, and who takes how many cases. */
export function CaseSettingsPage() {
  const { t } = useLanguage();
  const navigate = useNavigate({ from: "/cases/settings" });
  const { office } = useSearch({ from: "/frame/cases/settings" });
  const { offices } = useSession();
  const officeName = useOfficeName();
  const mayAssign = useMay("case.assign");
  usePageTitle(t("caseSettings.title"));
  return (
    <>
      <PageHeader title={t("caseSettings.title")} about={t("caseSettings.about")} />
      <CasesTabs />
      <FilterBar>
        <Select
          style={{ width: 240 }}
          aria-label={t("caseSettings.forOffice")}
          value={office ?? ALL}
          options={[
            { value: ALL, label: t("caseSettings.allOffices") },
            ...offices.map(({ id }) => ({ value: id, label: officeName(id) })),
          ]}
          onChange={(chosen) => void navigate({ search: chosen === ALL ? {} : { office: chosen }, replace: true })}
        />
      </FilterBar>
      <LevelsSection key={office ?? ALL} office={office} />
      {mayAssign && <SharesSection key={`shares ${office ?? ALL}`} office={office} />}
    </>
  );
}
