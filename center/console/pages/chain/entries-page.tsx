import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { STATEMENT_TYPES } from "@yuejian/contracts";
import { Input, Select } from "antd";
import { type EntryFilters, useEntries } from "../../api/explorer.ts";
import { useSession } from "../../api/session.ts";
import { FilterBar, FilterSearch } from "../../kit/filter-bar.tsx";
import { PageHeader } from "../../kit/layout.tsx";
import { List } from "../../kit/list.tsx";
import { useOfficeName } from "../../kit/offices.ts";
import { Nothing } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { withChange } from "../../kit/with-change.ts";
import { useLanguage } from "../../language/locale.tsx";
import { ChainTabs } from "./chain-tabs.tsx";
import { useEntryColumns } from "./entry-columns.tsx";
import { statementKey } from "./statement-words.ts";

export function EntriesPage() {
  const { t } = useLanguage();
  const filters = useSearch({ from: "/frame/chain/entries" });
  const navigate = useNavigate();
  const list = useEntries(filters);
  usePageTitle(t("explorer.entries"));
  return (
    <>
      <PageHeader title={t("explorer.entries")} about={t("explorer.entriesAbout")} />
      <ChainTabs />
      <Filters filters={filters} />
      <List
        list={list}
        label={t("explorer.entries")}
        title={(n) => t(list.isAtLeast ? "explorer.entryCountOver" : "explorer.entryCount", { n })}
        columns={useEntryColumns()}
        idOf={({ index }) => String(index)}
        place={`entries ${JSON.stringify(filters)}`}
        hasKeys
        onOpen={({ index }) => void navigate({ to: "/chain/entries/$index", params: { index: String(index) } })}
        empty={
          Object.keys(filters).length > 0 ? (
            <Nothing title={t("explorer.noneFit")} action={<Link to="/chain/entries">{t("leads.clear")}</Link>} />
          ) : (
            <Nothing title={t("chain.empty")} />
          )
        }
      />
    </>
  );
}

function Filters({ filters }: { readonly filters: EntryFilters }) {
  const { t } = useLanguage();
  const { offices } = useSession();
  const officeName = useOfficeName();
  const navigate = useNavigate({ from: "/chain/entries" });
  const set = (change: EntryFilters) =>
    void navigate({
      search: (old) => withChange(old, change),
    });
  const types = STATEMENT_TYPES.map((value) => {
    const key = statementKey(value);
    return { value, label: key ? t(key) : value };
  });
  return (
    <FilterBar>
      <FilterSearch value={filters.subject} label={t("explorer.searchSubject")} onSearch={(subject) => set({ subject })} />
      <Select
        allowClear
        showSearch={{ optionFilterProp: "label" }}
        style={{ width: 160 }}
        placeholder={t("explorer.anyType")}
        aria-label={t("chain.type")}
        value={filters.type ?? null}
        options={types}
        onChange={(type: string | null) => set({ type: type ?? undefined })}
      />
      <Select
        allowClear
        showSearch={{ optionFilterProp: "label" }}
        style={{ width: 150 }}
        placeholder={t("explorer.anyOffice")}
        aria-label={t("chain.organisation")}
        value={filters.organisation ?? null}
        options={offices.map(({ id }) => ({ value: id, label: officeName(id) }))}
        onChange={(organisation: string | null) => set({ organisation: organisation ?? undefined })}
      />
      {(["from", "to"] as const).map((side) => (
        <Input
          key={side}
          type="date"
          style={{ width: 168 }}
          prefix={<span className="muted">{t(side === "from" ? "explorer.from" : "explorer.to")}</span>}
          aria-label={t(side === "from" ? "explorer.from" : "explorer.to")}
          value={filters[side] ?? ""}
          onChange={(event) => set({ [side]: event.target.value || undefined })}
        />
      ))}
      <Input
        key={filters.upTo ?? ""}
        style={{ width: 150 }}
        inputMode="numeric"
        prefix={<span className="muted">{t("explorer.upTo")}</span>}
        aria-label={t("explorer.upTo")}
        defaultValue={filters.upTo}
        onPressEnter={(event) => set({ upTo: numberIn(event.currentTarget.value) })}
        onBlur={(event) => numberIn(event.currentTarget.value) !== filters.upTo && set({ upTo: numberIn(event.currentTarget.value) })}
      />
      {Object.keys(filters).length > 0 && <Link to="/chain/entries">{t("leads.clear")}</Link>}
    </FilterBar>
  );
}

function numberIn(text: string): number | undefined {
  const digits = text.replaceAll(/\D/g, "");
  return digits === "" ? undefined : Number(digits);
}
