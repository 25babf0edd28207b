import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { CATALOGUE_PLACES, type CatalogueEntry, type CatalogueHits } from "@yuejian/contracts/api";
import { Checkbox, Input, Select } from "antd";
import { useEffect, useState } from "react";
import { useCatalogue, useCatalogueSearch } from "../../api/catalogue.ts";
import { catalogueSearch } from "../../frame/search.ts";
import { FilterBar } from "../../kit/filter-bar.tsx";
import { PageHeader, Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { Nothing, PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { Time } from "../../kit/small.tsx";
import { DataClassTag } from "../../kit/tags.tsx";
import { useLanguage } from "../../language/locale.tsx";

type Hit = CatalogueHits["items"][number];

const PAUSE_MS = 150;

/** Datasets with what is known of them; while words stand in the field, what they find. */
export function CataloguePage() {
  const { t } = useLanguage();
  const { q = "", tag, loaded = true } = useSearch({ from: "/frame/data/catalogue" });
  const navigate = useNavigate({ from: "/data/catalogue" });
  const [typed, setTyped] = useState(q);
  usePageTitle(t("catalogued.title"));
  useEffect(() => {
    const words = typed.trim();
    if (words === q) return undefined;
    const timer = setTimeout(
      () => void navigate({ search: catalogueSearch({ q: words || undefined, tag, loaded: unless(loaded) }), replace: true }),
      PAUSE_MS,
    );
    return () => clearTimeout(timer);
  }, [typed, q, tag, loaded, navigate]);
  const narrow = (change: { tag?: string | undefined; loaded?: boolean | undefined }) =>
    void navigate({ search: catalogueSearch({ tag, loaded: unless(loaded), ...change }) });
  return (
    <>
      <PageHeader title={t("catalogued.title")} about={t("catalogued.about")} />
      <FilterBar>
        <Input.Search
          value={typed}
          onChange={(event) => setTyped(event.target.value)}
          placeholder={t("catalogued.search")}
          aria-label={t("catalogued.search")}
          allowClear
          style={{ width: 360 }}
        />
        {q === "" && <TagFilter tag={tag} onChange={(next) => narrow({ tag: next })} />}
        {q === "" && (
          <Checkbox checked={loaded} onChange={(event) => narrow({ loaded: unless(event.target.checked) })}>
            {t("catalogued.onlyLoaded")}
          </Checkbox>
        )}
      </FilterBar>
      {q === "" ? <Entries tag={tag} isLoadedOnly={loaded} /> : <Hits q={q} />}
    </>
  );
}

/** What is so by itself is not said in the address. */
const unless = (isSo: boolean): false | undefined => (isSo ? undefined : false);

function TagFilter({ tag, onChange }: { readonly tag: string | undefined; readonly onChange: (tag: string | undefined) => void }) {
  const { t } = useLanguage();
  const tags = [...new Set((useCatalogue().data?.items ?? []).flatMap((entry) => entry.tags))].sort();
  if (tags.length === 0) return null;
  return (
    <Select
      aria-label={t("catalogued.tag")}
      allowClear
      placeholder={t("catalogued.anyTag")}
      style={{ width: 180 }}
      value={tag ?? null}
      onChange={(next: string | null) => onChange(next ?? undefined)}
      options={tags.map((each) => ({ value: each, label: each }))}
    />
  );
}

function Entries({ tag, isLoadedOnly }: { readonly tag: string | undefined; readonly isLoadedOnly: boolean }) {
  const { t } = useLanguage();
  const catalogue = useCatalogue();
  const columns = useEntryColumns();
  return (
    <PageState query={catalogue}>
      {({ items }) => {
        const shown = items.filter((each) => (!isLoadedOnly || each.batches > 0) && (tag === undefined || each.tags.includes(tag)));
        const title = t("catalogued.all", { n: shown.length });
        return (
          <Section flush title={title}>
            {shown.length === 0 ? (
              <Nothing title={t("data.noDatasets")}>{t("data.noDatasetsWhy")}</Nothing>
            ) : (
              <ListTable label={title} columns={columns} items={shown} idOf={({ dataset }) => dataset} />
            )}
          </Section>
        );
      }}
    </PageState>
  );
}

function useEntryColumns(): readonly ListColumn<CatalogueEntry>[] {
  const { t, text, format } = useLanguage();
  return [
    {
      key: "title",
      title: t("data.dataset"),
      render: ({ dataset, title, tags }) => (
        <span className="bar" style={{ margin: 0 }}>
          <Link to="/data/$dataset" params={{ dataset }} search={{ tab: "columns" }}>
            {text(title)}
          </Link>
          <code className="muted">{dataset}</code>
          {tags.map((tag) => (
            <span key={tag} className="tag quiet">
              {tag}
            </span>
          ))}
        </span>
      ),
    },
    { key: "owner", title: t("data.owner"), width: 160, render: ({ owner }) => text(owner) },
    { key: "class", title: t("data.class"), width: 116, render: ({ dataClass }) => <DataClassTag dataClass={dataClass} /> },
    {
      key: "basis",
      title: t("catalogued.legalBasis"),
      width: 140,
      render: ({ legalBases }) =>
        legalBases.length === 0 ? (
          <span className="missing">{t("catalogued.noLegalBasis")}</span>
        ) : (
          <span className="two-lines">{[...new Set(legalBases.map((each) => each.text))].join(t("lead.listSeparator"))}</span>
        ),
    },
    {
      key: "size",
      title: t("catalogued.size"),
      width: 90,
      align: "right",
      render: ({ rows, bytes }) =>
        rows === 0 ? (
          <span className="missing">0</span>
        ) : (
          <>
            <span className="number">{t("data.rowsFound", { n: rows })}</span>
            <div className="muted number">{format.bytes(bytes)}</div>
          </>
        ),
    },
    { key: "fresh", title: t("catalogued.fresh"), width: 150, render: (entry) => <Freshness entry={entry} /> },
    {
      key: "score",
      title: t("catalogued.score"),
      width: 70,
      render: ({ score, dataset }) =>
        score === null ? (
          <span className="missing">—</span>
        ) : (
          <Link to="/data/$dataset" params={{ dataset }} search={{ tab: "quality" }} className="count-link">
            {score.toFixed(1)}
          </Link>
        ),
    },
    {
      key: "use",
      title: t("catalogued.usedBy"),
      width: 90,
      render: ({ models, dataset }) =>
        models === 0 ? (
          <span className="missing">—</span>
        ) : (
          <Link to="/data/$dataset" params={{ dataset }} search={{ tab: "lineage" }}>
            {t("catalogued.models", { n: models })}
          </Link>
        ),
    },
  ];
}

/** When the newest load came and the next is expected. */
export function Freshness({ entry: { lastBatchAt, expected, isOverdue } }: { readonly entry: CatalogueEntry }) {
  const { t } = useLanguage();
  if (lastBatchAt === null) return <span className="missing">{t("catalogued.neverLoaded")}</span>;
  return (
    <>
      <Time at={lastBatchAt} relative />{" "}
      {expected && (
        <span className={isOverdue ? "tag attention" : "muted"} style={isOverdue ? {} : { display: "block" }}>
          {isOverdue ? t("catalogued.overdue") : t("catalogued.expected", { day: expected.at.slice(0, 10) })}
        </span>
      )}
    </>
  );
}

function Hits({ q }: { readonly q: string }) {
  const { t, text } = useLanguage();
  const hits = useCatalogueSearch(q);
  const columns: readonly ListColumn<Hit>[] = [
    {
      key: "what",
      title: t("catalogued.what"),
      render: ({ dataset, column, title, datasetTitle }) => (
        <span className="bar" style={{ margin: 0 }}>
          <Link to="/data/$dataset" params={{ dataset }} search={{ tab: "columns", ...(column === null ? {} : { column }) }}>
            {column === null ? text(title) : `${text(datasetTitle)} › ${text(title)}`}
          </Link>
          <code className="muted">{column === null ? dataset : `${dataset}.${column}`}</code>
        </span>
      ),
    },
    { key: "class", title: t("data.class"), width: 150, render: ({ dataClass }) => <DataClassTag dataClass={dataClass} /> },
    {
      key: "where",
      title: t("catalogued.where"),
      width: 180,
      render: ({ place, isBySound }) => (
        <>
          {text(CATALOGUE_PLACES[place])} {isBySound && <span className="tag quiet">{t("catalogued.bySound")}</span>}
        </>
      ),
    },
    { key: "text", title: t("catalogued.meaning"), render: (hit) => <span className="two-lines">{hit.text}</span> },
    {
      key: "lineage",
      title: t("lineage.title"),
      width: 100,
      render: ({ dataset, column }) => (
        <Link to="/lineage/$subject" params={{ subject: column === null ? dataset : `${dataset}.${column}` }}>
          {t("catalogued.lineageOf")}
        </Link>
      ),
    },
  ];
  return (
    <PageState query={hits}>
      {({ items, total }) =>
        items.length === 0 ? (
          <Nothing title={t("catalogued.nothing", { q })}>{t("catalogued.nothingWhy")}</Nothing>
        ) : (
          <Section flush title={t("catalogued.found", { n: total })}>
            <ListTable
              label={t("catalogued.found", { n: total })}
              columns={columns}
              items={items}
              idOf={({ dataset, column }) => `${dataset}.${column ?? ""}`}
            />
          </Section>
        )
      }
    </PageState>
  );
}
