import { useNavigate } from "@tanstack/react-router";
import { LEAD_STATUSES } from "@yuejian/contracts";
import { Input, type InputRef, Select } from "antd";
import { useEffect, useRef } from "react";
import type { LeadFilters } from "../../api/leads.ts";
import { useModels } from "../../api/models.ts";
import { useSession, useUsers } from "../../api/session.ts";
import { useShortOfficeName } from "../../kit/offices.ts";
import { isTyping } from "../../kit/typing.ts";
import { useLanguage } from "../../language/locale.tsx";

interface FilterBarProperties {
  readonly filters: LeadFilters;
  readonly byStatus: Readonly<Record<string, number>>;
}

/** Filters live in the address; a change goes back to the first page. */
export function LeadFilterBar({ filters, byStatus }: FilterBarProperties) {
  const { t, text, format } = useLanguage();
  const navigate = useNavigate({ from: "/leads" });
  const session = useSession();
  const models = useModels();
  const users = useUsers();
  const officeName = useShortOfficeName();
  const search = useRef<InputRef>(null);
  const set = (change: LeadFilters) =>
    void navigate({
      search: (old) => {
        const { offset: _offset, ...kept } = { ...old, ...change };
        return Object.fromEntries(Object.entries(kept).filter(([, value]) => value !== undefined && value !== ""));
      },
    });
  useEffect(() => {
    const press = (event: KeyboardEvent) => {
      if (event.key !== "/" || isTyping(event)) return;
      event.preventDefault();
      search.current?.focus();
    };
    window.addEventListener("keydown", press);
    return () => window.removeEventListener("keydown", press);
  }, []);
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
    <div className="bar" role="search">
      <Input.Search
        ref={search}
        key={filters.q ?? ""}
        defaultValue={filters.q ?? ""}
        placeholder={t("leads.search")}
        aria-label={t("leads.search")}
        allowClear
        style={{ width: 240 }}
        onSearch={(q) => set({ q: q.trim() || undefined })}
      />
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
    </div>
  );
}
