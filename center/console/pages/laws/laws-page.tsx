import { useNavigate, useSearch } from "@tanstack/react-router";
import { LAW_LEVELS, type LawLevel } from "@yuejian/contracts";
import { AutoComplete, Input, Select } from "antd";
import { useEffect, useState } from "react";
import { useNoteLawHistory } from "../../api/law-collections.ts";
import { useLawSuggestions } from "../../api/laws.ts";
import { FilterBar } from "../../kit/filter-bar.tsx";
import { PageHeader } from "../../kit/layout.tsx";
import { Nothing } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { withChange } from "../../kit/with-change.ts";
import { useLanguage } from "../../language/locale.tsx";
import { FoundArticles } from "./found-articles.tsx";
import { LawReading } from "./law-reading.tsx";
import type { LawsChange, LawsSearch } from "./laws-search.ts";
import { LawsTabs } from "./laws-tabs.tsx";
import "./laws.css";

/** Found articles, the law that one of them stands in, and what is known of its wordings, side by side. */
export function LawsPage() {
  const { t } = useLanguage();
  const navigate = useNavigate({ from: "/laws" });
  const search = useSearch({ from: "/frame/laws" });
  const set = (change: LawsChange) => void navigate({ search: (old) => withChange(old, change) });
  usePageTitle(search.law);
  const { mutate: note } = useNoteLawHistory();
  useEffect(() => {
    if (search.q !== undefined && search.q.length <= 1000)
      note({ kind: "search", query: search.q, ...(search.on === undefined ? {} : { on: search.on }) });
  }, [note, search.q, search.on]);
  useEffect(() => {
    if (search.law === undefined) return;
    const place = { law: search.law, ...(search.article === undefined ? {} : { article: search.article }) };
    note({ kind: "reading", ...place, ...(search.on === undefined ? {} : { on: search.on }) });
  }, [note, search.law, search.article, search.on]);
  return (
    <>
      <PageHeader title={t("laws.title")} about={t("laws.about")} actions={<LawsTabs />} />
      <Filters key={search.q ?? ""} search={search} set={set} />
      <div className="laws">
        <FoundArticles search={search} set={set} />
        {search.law === undefined ? (
          <section className="section laws-text">
            <Nothing title={t("laws.text")}>{t("laws.choose")}</Nothing>
          </section>
        ) : (
          <LawReading key={`${search.law} ${search.on ?? ""}`} law={search.law} search={search} set={set} />
        )}
      </div>
    </>
  );
}

function Filters({ search, set }: { readonly search: LawsSearch; readonly set: (change: LawsChange) => void }) {
  const { t, text } = useLanguage();
  const [typed, setTyped] = useState(search.q ?? "");
  const suggested = useLawSuggestions(typed.trim());
  const options = (typed.trim() === "" ? [] : (suggested.data?.items ?? [])).map((item) => ({
    value: item.text,
    label: `${item.text} · ${text(LAW_LEVELS[item.level])}`,
    item,
  }));
  return (
    <FilterBar>
      <AutoComplete
        value={typed}
        options={options}
        style={{ flex: "1 1 320px", maxWidth: 640 }}
        onChange={(value: string) => setTyped(value)}
        onSelect={(_: string, { item }) => set({ law: item.law, article: item.article ?? undefined, with: undefined })}
      >
        <Input.Search
          aria-label={t("laws.query")}
          placeholder={t("laws.placeholder")}
          allowClear
          onSearch={(value) => set({ q: value.trim() || undefined })}
        />
      </AutoComplete>
      <Select
        allowClear
        style={{ width: 160 }}
        placeholder={t("laws.anyLevel")}
        aria-label={t("laws.level")}
        value={search.level ?? null}
        options={Object.entries(LAW_LEVELS).map(([value, title]) => ({ value, label: text(title) }))}
        onChange={(level: LawLevel | null) => set({ level: level ?? undefined })}
      />
      <label className="muted" htmlFor="laws-on">
        {t("laws.on")}
      </label>
      <Input
        id="laws-on"
        type="date"
        style={{ width: 160 }}
        value={search.on ?? ""}
        onChange={(event) => set({ on: event.target.value || undefined, with: undefined })}
      />
    </FilterBar>
  );
}
