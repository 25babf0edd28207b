import { useSearch } from "@tanstack/react-router";
import type { LikeCasesOrder } from "@yuejian/contracts/api";
import { Button, Input, Select } from "antd";
import { useState } from "react";
import { useCase } from "../../api/cases.ts";
import { useLeadSummary } from "../../api/like-cases.ts";
import { useMay } from "../../api/session.ts";
import { FilterBar } from "../../kit/filter-bar.tsx";
import { PageHeader } from "../../kit/layout.tsx";
import { Nothing, PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { LawsTabs } from "../laws/laws-tabs.tsx";
import { FoundCases } from "./found-cases.tsx";
import { SuggestedCharges } from "./suggested-charges.tsx";
import "./like-cases.css";

/** Facts in, charges and like cases out; opened from a case it begins with what its lead and its instrument say. */
export function LikeCasesPage() {
  const { t } = useLanguage();
  const { case: id } = useSearch({ from: "/frame/laws/like" });
  usePageTitle(t("likeCases.title"));
  return (
    <>
      <PageHeader title={t("likeCases.title")} about={t("likeCases.about")} actions={<LawsTabs />} />
      {id === undefined ? <Asking facts="" hint={t("likeCases.factsHint")} /> : <AskingFromCase key={id} id={id} />}
    </>
  );
}

function AskingFromCase({ id }: { readonly id: string }) {
  const { t, text } = useLanguage();
  const found = useCase(id, null);
  const lead = useLeadSummary(found.data?.case.lead);
  if (found.data === undefined || (lead.isPending && lead.error === null)) return <PageState query={found}>{() => null}</PageState>;
  const { case: shown, instrument } = found.data;
  const facts = [lead.data ? text(lead.data) : shown.subjectName, instrument?.body ?? ""].filter(Boolean).join("\n");
  return <Asking facts={facts} hint={t("likeCases.fromCase", { number: shown.number })} />;
}

type Filters = Pick<LikeCasesOrder, "charge" | "source" | "from" | "to">;

function Asking({ facts, hint }: { readonly facts: string; readonly hint: string }) {
  const { t } = useLanguage();
  const mayLook = useMay("judgment.read");
  const [typed, setTyped] = useState(facts);
  const [asked, setAsked] = useState(facts);
  const [filters, setFilters] = useState<Filters>({});
  const set = (change: { readonly [K in keyof Filters]?: Filters[K] | undefined }) =>
    setFilters((old) => Object.fromEntries(Object.entries({ ...old, ...change }).filter(([, value]) => value !== undefined)));
  const ask = () => setAsked(typed.trim());
  return (
    <>
      <form
        className="like-asking"
        onSubmit={(event) => {
          event.preventDefault();
          ask();
        }}
      >
        <label htmlFor="like-facts">{t("likeCases.facts")}</label>
        <Input.TextArea
          id="like-facts"
          autoSize={{ minRows: 4, maxRows: 12 }}
          placeholder={hint}
          maxLength={200_000}
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
        />
        <FilterBar>
          <Button type="primary" htmlType="submit" disabled={typed.trim() === ""}>
            {t("likeCases.search")}
          </Button>
          <Select
            allowClear
            style={{ width: 160 }}
            aria-label={t("likeCases.source")}
            placeholder={t("likeCases.anySource")}
            value={filters.source ?? null}
            options={[
              { value: "office", label: t("likeCases.office") },
              { value: "public", label: t("likeCases.public") },
            ]}
            onChange={(source: "office" | "public" | null) => set({ source: source ?? undefined })}
          />
          <label className="muted" htmlFor="like-from">
            {t("likeCases.from")}
          </label>
          <Input
            id="like-from"
            type="date"
            style={{ width: 150 }}
            value={filters.from ?? ""}
            onChange={(event) => set({ from: event.target.value || undefined })}
          />
          <label className="muted" htmlFor="like-to">
            {t("likeCases.to")}
          </label>
          <Input
            id="like-to"
            type="date"
            style={{ width: 150 }}
            value={filters.to ?? ""}
            onChange={(event) => set({ to: event.target.value || undefined })}
          />
          {facts !== "" && <span className="muted">{hint}</span>}
        </FilterBar>
      </form>
      {asked === "" ? (
        <Nothing title={t("likeCases.ask")} />
      ) : (
        <div className="like-answers">
          <SuggestedCharges text={asked} chosen={filters.charge} onChoose={(charge) => set({ charge })} />
          {mayLook && <FoundCases order={{ ...filters, text: asked }} />}
        </div>
      )}
    </>
  );
}
