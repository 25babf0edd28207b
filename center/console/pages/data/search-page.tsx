import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { SEARCH_LONGEST, type SearchHitView, type SearchView } from "@yuejian/contracts/api";
import { Button, Input, Select } from "antd";
import { useRef, useState } from "react";
import { useDatasets } from "../../api/data.ts";
import { SEARCH_PAGE, useRecordSearch } from "../../api/search.ts";
import { useMay } from "../../api/session.ts";
import { recordsSearch } from "../../frame/search.ts";
import { CellValue } from "../../kit/cells.tsx";
import { FilterBar } from "../../kit/filter-bar.tsx";
import { PageHeader, Section } from "../../kit/layout.tsx";
import { useListKeys } from "../../kit/list-keys.ts";
import { Nothing, PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { usePurpose } from "../../kit/purpose.tsx";
import { useLanguage } from "../../language/locale.tsx";

/** Further fields of a hit that are shown beside those with the words. */
const BESIDE = 6;
const DAYS = [
  ["from", "searching.from"],
  ["to", "searching.to"],
] as const;

/** Words in the texts of all records; names and numbers of people in those that a stated purpose opens. */
export function SearchPage() {
  const { t } = useLanguage();
  const search = useSearch({ from: "/frame/data/search" });
  const { q = "" } = search;
  // What is looked for may name somebody: it stays out of the browser's tab.
  usePageTitle(t("searching.title"));
  return (
    <>
      <PageHeader title={t("searching.title")} about={t("searching.about")} />
      <Filters />
      {q === "" ? <Nothing title={t("searching.how")}>{t("searching.howWhy")}</Nothing> : <Results key={q} />}
    </>
  );
}

function Filters() {
  const { t, text } = useLanguage();
  const search = useSearch({ from: "/frame/data/search" });
  const navigate = useNavigate({ from: "/data/search" });
  const datasets = useDatasets();
  const [refused, setRefused] = useState<number | null>(null);
  const narrow = (change: { readonly [Key in keyof typeof search]?: (typeof search)[Key] | undefined }) =>
    void navigate({ search: recordsSearch({ ...search, offset: undefined, ...change }) });
  const look = (words: string) => {
    const isTooLong = words.trim().length > SEARCH_LONGEST;
    setRefused(isTooLong ? words.trim().length : null);
    if (!isTooLong) narrow({ q: words.trim() || undefined });
  };
  const bar = (
    <FilterBar>
      <Input.Search
        key={search.q ?? ""}
        autoFocus={search.q === undefined}
        defaultValue={search.q ?? ""}
        placeholder={t("searching.words")}
        aria-label={t("searching.words")}
        allowClear
        enterButton={t("searching.go")}
        style={{ width: 420 }}
        onChange={() => setRefused(null)}
        onSearch={look}
      />
      <Select
        aria-label={t("data.dataset")}
        allowClear
        showSearch={{ optionFilterProp: "label" }}
        placeholder={t("searching.anyDataset")}
        style={{ width: 200 }}
        value={search.dataset ?? null}
        onChange={(next: string | null) => narrow({ dataset: next ?? undefined })}
        options={(datasets.data?.items ?? []).map(({ id, title }) => ({ value: id, label: text(title) }))}
      />
      {DAYS.map(([end, label]) => (
        <label key={end} className="bar muted" style={{ margin: 0, flexWrap: "nowrap" }}>
          <span style={{ whiteSpace: "nowrap" }}>{t(label)}</span>
          <Input
            type="date"
            style={{ width: 150 }}
            value={search[end] ?? ""}
            onChange={({ target }) => narrow({ [end]: target.value || undefined })}
          />
        </label>
      ))}
    </FilterBar>
  );
  return (
    <>
      {bar}
      {refused !== null && (
        <div className="notice attention" role="alert">
          {t("searching.tooLong", { n: refused, most: SEARCH_LONGEST })}
        </div>
      )}
    </>
  );
}

function Results() {
  const { q = "", offset = 0, ...filters } = useSearch({ from: "/frame/data/search" });
  const { purpose } = usePurpose();
  const found = useRecordSearch({ query: q, offset, ...filters }, purpose?.id ?? null);
  return <PageState query={found}>{(view) => <Found view={view} />}</PageState>;
}

function Found({ view }: { readonly view: SearchView }) {
  const { t, text, format } = useLanguage();
  const { purpose, ask } = usePurpose();
  const mayReveal = useMay("record.reveal");
  const search = useSearch({ from: "/frame/data/search" });
  const navigate = useNavigate({ from: "/data/search" });
  const turn = (offset: number) => void navigate({ search: recordsSearch({ ...search, offset: offset === 0 ? undefined : offset }) });
  const last = view.offset + view.items.length;
  const title =
    view.total === null ? t("searching.foundSome", { from: view.offset + 1, to: last }) : t("searching.found", { n: view.total });
  return (
    <Section
      title={title}
      {...(view.isComplete ? {} : { hint: t("searching.notAll") })}
      actions={
        <>
          {view.offset > 0 && (
            <Button size="small" onClick={() => turn(Math.max(0, view.offset - SEARCH_PAGE))}>
              {t("searching.previous")}
            </Button>
          )}
          {view.hasMore && (
            <Button size="small" onClick={() => turn(last)}>
              {t("searching.next")}
            </Button>
          )}
        </>
      }
    >
      {!view.isPersonalSearched && (
        <p className="muted" style={{ margin: "0 0 12px" }}>
          {t("searching.personalNot")}{" "}
          {mayReveal && !purpose && (
            <Button size="small" onClick={() => ask()}>
              {t("purpose.openPersonal")}
            </Button>
          )}
        </p>
      )}
      {view.unread.map(({ dataset, title: name, batches }) => (
        <p key={dataset} className="muted" style={{ margin: "0 0 12px" }}>
          {t("searching.unread", { dataset: text(name), n: format.count(batches) })}
        </p>
      ))}
      {view.items.length === 0 ? (
        <Nothing title={t("searching.none")}>{t(view.isPersonalSearched ? "searching.noneOpened" : "searching.noneWhy")}</Nothing>
      ) : (
        <Hits view={view} subject={purpose?.subject} />
      )}
    </Section>
  );
}

/** j and k move from hit to hit; Enter opens the link that has the focus. */
function Hits({ view, subject }: { readonly view: SearchView; readonly subject: string | undefined }) {
  const list = useRef<HTMLOListElement>(null);
  const links = () => Array.from(list.current?.querySelectorAll<HTMLElement>("a[data-hit]") ?? []);
  const [at, setAt] = useState(-1);
  useListKeys({
    count: view.items.length,
    at,
    onMove: (index) => {
      setAt(index);
      links()[index]?.focus();
    },
  });
  return (
    <ol ref={list} style={{ listStyle: "none", margin: 0, padding: 0, display: "grid", gap: 14 }}>
      {view.items.map((hit) => (
        <Hit key={hit.record.ref} hit={hit} view={view} subject={subject} />
      ))}
    </ol>
  );
}

function Hit({ hit, view, subject }: { readonly hit: SearchHitView; readonly view: SearchView; readonly subject: string | undefined }) {
  const { t, text, format } = useLanguage();
  const { record, matches } = hit;
  const columns = view.datasets.find(({ dataset }) => dataset === record.dataset)?.columns ?? [];
  const named = new Set(matches.map(({ column }) => column));
  const beside = columns.filter(({ name }) => !named.has(name) && (record.values[name] ?? null) !== null).slice(0, BESIDE);
  return (
    <li>
      <div style={{ display: "flex", gap: 10, alignItems: "baseline", flexWrap: "wrap" }}>
        <Link data-hit to="/records/$ref" params={{ ref: record.ref }} search={subject ? { for: subject } : {}}>
          <strong>{text(hit.datasetTitle)}</strong> {hit.day !== null && <span className="number">{format.day(hit.day)}</span>}
        </Link>
        <span className="muted">
          {record.fileName} <span className="number">{t("record.atLine", { line: format.count(record.line) })}</span>
        </span>
      </div>
      {matches.map(({ column, places }) => (
        <div key={column}>
          <span className="muted">{text(columns.find(({ name }) => name === column)?.title ?? { zh: column, en: column })}</span>{" "}
          <Marked value={String(record.values[column] ?? "")} places={places} />
        </div>
      ))}
      <div className="muted" style={{ display: "flex", columnGap: 12, flexWrap: "wrap" }}>
        {beside.map((column) => (
          <span key={column.name}>
            {text(column.title)}{" "}
            <CellValue
              value={record.values[column.name] ?? null}
              column={column}
              dataset={record.dataset}
              isMasked={record.masked.includes(column.name)}
            />
          </span>
        ))}
      </div>
    </li>
  );
}

function Marked({ value, places }: { readonly value: string; readonly places: SearchHitView["matches"][number]["places"] }) {
  const pieces: { readonly text: string; readonly isFound: boolean; readonly at: number }[] = [];
  let at = 0;
  for (const { start, end } of places) {
    if (start < at) continue;
    pieces.push({ text: value.slice(at, start), isFound: false, at }, { text: value.slice(start, end), isFound: true, at: start });
    at = end;
  }
  pieces.push({ text: value.slice(at), isFound: false, at });
  return pieces
    .filter(({ text }) => text !== "")
    .map((piece) => (piece.isFound ? <mark key={`${piece.at} found`}>{piece.text}</mark> : <span key={piece.at}>{piece.text}</span>));
}
