import { useNavigate, useSearch } from "@tanstack/react-router";
import { BUSINESS_LINES, type BusinessLine } from "@yuejian/contracts";
import { Checkbox, Segmented, Select } from "antd";
import { FilterBar } from "../../kit/filter-bar.tsx";
import { PageHeader } from "../../kit/layout.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { withChange } from "../../kit/with-change.ts";
import { useLanguage } from "../../language/locale.tsx";
import { CasesTabs } from "../cases/cases-tabs.tsx";
import { OfficeFilter } from "../casework/place-filters.tsx";
import { BusinessKanban, Workload } from "./business-board.tsx";
import { SupervisionKanban } from "./supervision-board.tsx";
import "./board.css";

const useBoardSearch = () => useSearch({ from: "/frame/cases/board" });
type Search = ReturnType<typeof useBoardSearch>;
type Change = { readonly [K in keyof Search]?: Search[K] | undefined };

/** Boards of an office, of a line, or of one's own cases. */
export function BoardPage() {
  const { t, text } = useLanguage();
  const navigate = useNavigate({ from: "/cases/board" });
  const { of, by = "department", ...places } = useBoardSearch();
  const set = (change: Change) => void navigate({ search: (old) => withChange(old, change), replace: true });
  usePageTitle(t("board.title"));
  return (
    <>
      <PageHeader title={t("board.title")} about={of === "business" ? t("board.aboutBusiness") : t("board.about")} />
      <CasesTabs />
      <FilterBar>
        <Segmented
          aria-label={t("board.of")}
          value={of ?? "supervision"}
          options={[
            { value: "supervision", label: t("board.supervision") },
            { value: "business", label: t("board.business") },
          ]}
          onChange={(value) => set({ of: value === "business" ? "business" : undefined })}
        />
        <Checkbox checked={places.mine === true} onChange={(event) => set({ mine: event.target.checked || undefined })}>
          {t("board.mine")}
        </Checkbox>
        <OfficeFilter value={places.office} onChange={(office) => set({ office })} />
        <Select
          allowClear
          style={{ width: 180 }}
          placeholder={t("board.anyLine")}
          aria-label={t("board.line")}
          value={places.line ?? null}
          options={Object.entries(BUSINESS_LINES).map(([value, title]) => ({ value: value as BusinessLine, label: text(title) }))}
          onChange={(line: BusinessLine | null) => set({ line: line ?? undefined })}
        />
      </FilterBar>
      {of === "business" ? (
        <>
          <Workload places={places} by={by} onBy={(next) => set({ by: next })} />
          <BusinessKanban places={places} />
        </>
      ) : (
        <SupervisionKanban filter={places} />
      )}
    </>
  );
}
