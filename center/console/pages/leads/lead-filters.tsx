import { useNavigate } from "@tanstack/react-router";
import { LEAD_STATUSES } from "@yuejian/contracts";
import { Select } from "antd";
import type { LeadFilters } from "../../api/leads.ts";
import { useModels } from "../../api/models.ts";
import { useSession, useUsers } from "../../api/session.ts";
import { FilterBar, FilterSearch } from "../../kit/filter-bar.tsx";
import { useShortOfficeName } from "../../kit/offices.ts";
import { useLanguage } from "../../language/locale.tsx";

interface FilterBarProperties {
  readonly filters: LeadFilters;
  readonly byStatus: Readonly<Record<string, number>>;
}

/** Filters live in the address. */
export function LeadFilterBar({ filters, byStatus }: FilterBarProperties) {
  const { t, text, format } = useLanguage();
  const navigate = useNavigate({ from: "/leads" });
  const session = useSession();
  const models = useModels();
  const users = useUsers();
  const officeName = useShortOfficeName();
  const set = (change: LeadFilters) =>
    void navigate({
      search: (old) => Object.fromEntries(Object.entries({ ...old, ...change }).filter(([, value]) => value !== undefined && value !== "")),
    });
  const people = [
    { value: "me", label: t("leads.me") },
    { value: "none", label: t("leads.nobody") },
    ...(users.data?.items ?? []).map((user) => ({ value: user.id, label: user.displayName })),
  ];
  const statuses = Object.entries(LEAD_STATUSES).map(([value, title]) => ({
    value,
    label: value in byStatus ? `${text(title)} ${format.count(byStatus[value] ?? 0)}` : text(title),
  }));
  return (
    <FilterBar>
      <FilterSearch value={filters.q} label={t("leads.search")} onSearch={(q) => set({ q })} />
      <Select
        mode="multiple"
        allowClear
        maxTagCount="responsive"
        style={{ minWidth: 220 }}
        placeholder={t("leads.anyStatus")}
        aria-label={t("leads.status")}
        value={filters.status?.split(",") ?? []}
        options={statuses}
        onChange={(chosen: string[]) => set({ status: chosen.join(",") || undefined })}
      />
      <Select
        allowClear
        style={{ width: 200 }}
        placeholder={t("leads.anyModel")}
        aria-label={t("leads.model")}
        value={filters.model ?? null}
        options={(models.data?.items ?? []).map((model) => ({ value: model.id, label: text(model.title) }))}
        onChange={(model: string | null) => set({ model: model ?? undefined })}
      />
      <Select
        allowClear
        showSearch={{ optionFilterProp: "label" }}
        style={{ width: 150 }}
        placeholder={t("leads.anyOffice")}
        aria-label={t("leads.office")}
        value={filters.office ?? null}
        options={session.offices.map((office) => ({ value: office.id, label: officeName(office.id) }))}
        onChange={(office: string | null) => set({ office: office ?? undefined })}
      />
      <Select
        allowClear
        showSearch={{ optionFilterProp: "label" }}
        style={{ width: 150 }}
        placeholder={t("leads.anyone")}
        aria-label={t("leads.assignee")}
        value={filters.assignee ?? null}
        options={people}
        onChange={(assignee: string | null) => set({ assignee: assignee ?? undefined })}
      />
      <Select
        style={{ width: 130 }}
        className="push"
        aria-label={t("leads.sort")}
        value={filters.sort ?? "newest"}
        options={[
          { value: "newest", label: t("leads.newest") },
          { value: "oldest", label: t("leads.oldest") },
          { value: "changed", label: t("leads.lastChanged") },
        ]}
        onChange={(sort: "newest" | "oldest" | "changed") => set({ sort: sort === "newest" ? undefined : sort })}
      />
    </FilterBar>
  );
}
