import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { ProcessCasesFilter } from "@yuejian/contracts/api";
import { Input } from "antd";
import { useProcess } from "../../api/casework.ts";
import { dayAfter, todayHere } from "../../kit/days.ts";
import { FilterBar } from "../../kit/filter-bar.tsx";
import { PageHeader } from "../../kit/layout.tsx";
import { Nothing, PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { withChange } from "../../kit/with-change.ts";
import { useLanguage } from "../../language/locale.tsx";
import { CasesTabs } from "../cases/cases-tabs.tsx";
import { CaseKindFilter, DepartmentFilter, OfficeFilter } from "../casework/place-filters.tsx";
import { type Behind, Stages, Variants, Whole } from "./process-figures.tsx";
import { ProcessRows } from "./process-rows.tsx";
import "./process.css";

const YEAR_DAYS = 365;

const useProcessSearch = () => useSearch({ from: "/frame/cases/process" });
type Search = ReturnType<typeof useProcessSearch>;
type Change = { readonly [K in keyof Search]?: Search[K] | undefined };

/** Where the time of cases goes; every number opens the cases that it counts. */
export function ProcessPage() {
  const { t } = useLanguage();
  const navigate = useNavigate({ from: "/cases/process" });
  const { stage, variant, part, ...search } = useProcessSearch();
  const set = (change: Change) => void navigate({ search: (old) => withChange(old, change), replace: true });
  usePageTitle(t("process.title"));
  const today = todayHere();
  const filter = { ...search, from: search.from ?? dayAfter(today, -YEAR_DAYS), to: search.to ?? today };
  const found = useProcess(filter);
  const open = (behind: Behind) => {
    set({ stage: undefined, variant: undefined, ...behind } as Change);
    document.getElementById("rows")?.scrollIntoView({ block: "nearest" });
  };
  const behind = { ...filter, ...(stage ? { stage } : {}), ...(variant ? { variant } : {}), part: part ?? "all" } as ProcessCasesFilter;
  return (
    <>
      <PageHeader title={t("process.title")} about={t("process.about")} />
      <CasesTabs />
      <Filters filter={filter} set={set} />
      <PageState query={found}>
        {(data) =>
          data.cases === 0 ? (
            <Nothing title={t("process.none")} action={<Link to="/cases/handled">{t("casework.title")}</Link>}>
              {t("process.noneWhy")}
            </Nothing>
          ) : (
            <>
              <Whole data={data} onOpen={open} />
              <div id="rows">
                {part !== undefined && (
                  <ProcessRows filter={behind} onClose={() => set({ stage: undefined, variant: undefined, part: undefined })} />
                )}
              </div>
              <Stages data={data} onOpen={open} />
              <Variants data={data} onOpen={open} />
            </>
          )
        }
      </PageState>
    </>
  );
}

function Filters({
  filter,
  set,
}: {
  readonly filter: Search & { readonly from: string; readonly to: string };
  readonly set: (change: Change) => void;
}) {
  const { t } = useLanguage();
  const day = (name: "from" | "to", label: string) => (
    <label>
      {label}{" "}
      <Input
        type="date"
        value={filter[name]}
        style={{ width: 150 }}
        onChange={(event) => event.target.value !== "" && set({ [name]: event.target.value })}
      />
    </label>
  );
  return (
    <FilterBar>
      {day("from", t("process.from"))}
      {day("to", t("process.to"))}
      <CaseKindFilter value={filter.kind} onChange={(kind) => set({ kind })} />
      <OfficeFilter value={filter.office} onChange={(office) => set({ office, department: undefined })} />
      <DepartmentFilter office={filter.office} value={filter.department} onChange={(department) => set({ department })} />
    </FilterBar>
  );
}
