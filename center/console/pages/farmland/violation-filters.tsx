import { useNavigate } from "@tanstack/react-router";
import { LEAD_STATUSES } from "@yuejian/contracts";
import type { FarmlandRunsView, ViolationsView } from "@yuejian/contracts/api";
import { Input, Select } from "antd";
import type { ViolationFilter } from "../../api/farmland.ts";
import { FilterBar } from "../../kit/filter-bar.tsx";
import { withChange } from "../../kit/with-change.ts";
import { useLanguage } from "../../language/locale.tsx";
import { CONFIDENCE_KEYS, ELEMENT_KEYS } from "./violation-panel.tsx";

interface FilterProperties {
  readonly filter: ViolationFilter;
  readonly facets: ViolationsView["facets"] | undefined;
  readonly runs: FarmlandRunsView["items"];
}

/** What the list shows: kept in the address. */
export function ViolationFilters({ filter, facets, runs }: FilterProperties) {
  const { t, text } = useLanguage();
  const navigate = useNavigate({ from: "/farmland" });
  const set = (name: keyof ViolationFilter) => (value: string | undefined) =>
    void navigate({ search: (before) => withChange(before, { [name]: value, violation: undefined }), replace: true });
  const counted = (title: string, state: string) => `${title}（${facets?.states.find(({ id }) => id === state)?.count ?? 0}）`;
  const facet = (each: ViolationsView["facets"]["classes"][number]) => ({ value: each.id, label: `${text(each.title)}（${each.count}）` });
  const choice = (
    name: "class" | "office" | "state" | "element" | "confidence" | "run",
    any: string,
    options: { value: string; label: string }[],
  ) => (
    <Select
      size="small"
      allowClear
      aria-label={any}
      placeholder={any}
      value={filter[name] ?? null}
      options={options}
      popupMatchSelectWidth={false}
      onChange={(value: string | null | undefined) => set(name)(value ?? undefined)}
    />
  );
  return (
    <FilterBar>
      {choice("class", t("farmland.anyClass"), facets?.classes.map(facet) ?? [])}
      {choice("state", t("farmland.anyState"), [
        ...Object.entries(LEAD_STATUSES).map(([value, title]) => ({ value, label: counted(text(title), value) })),
        { value: "none", label: counted(t("farmland.noLead"), "none") },
      ])}
      {choice(
        "element",
        t("farmland.anyElement"),
        Object.entries(ELEMENT_KEYS).map(([value, key]) => ({ value, label: t(key) })),
      )}
      {choice(
        "confidence",
        t("farmland.anyConfidence"),
        Object.entries(CONFIDENCE_KEYS).map(([value, key]) => ({ value, label: t(key) })),
      )}
      {choice("office", t("farmland.anyOffice"), facets?.offices.map(facet) ?? [])}
      {choice(
        "run",
        t("farmland.anyRun"),
        runs.map(({ id, name, at }) => ({ value: id, label: `${name} ${at.slice(0, 10)}` })),
      )}
      <label htmlFor="farmland-since" className="muted">
        {t("farmland.since")}
      </label>
      <Input
        id="farmland-since"
        size="small"
        type="date"
        style={{ width: 140 }}
        value={filter.since ?? ""}
        onChange={(event) => set("since")(event.target.value || undefined)}
      />
    </FilterBar>
  );
}
