import { Link, useSearch } from "@tanstack/react-router";
import { CATALOGUE_USES, type CatalogueDataset, type CatalogueUse } from "@yuejian/contracts/api";
import { useCatalogueDataset } from "../../api/catalogue.ts";
import { Facts, Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { PageState } from "../../kit/page-state.tsx";
import { Time } from "../../kit/small.tsx";
import { DataClassTag } from "../../kit/tags.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { CatalogueNotes } from "./catalogue-note.tsx";
import { Freshness } from "./catalogue-page.tsx";
import { columnTypeKey } from "./column-words.ts";

type Column = CatalogueDataset["items"][number];

/** What the dataset and its columns mean, and who has used them. */
export function ColumnsTab({ dataset }: { readonly dataset: string }) {
  const entry = useCatalogueDataset(dataset);
  return (
    <PageState query={entry}>
      {(data) => (
        <>
          <DatasetFacts entry={data} />
          <ColumnList entry={data} />
          <Uses uses={data.uses} />
        </>
      )}
    </PageState>
  );
}

function DatasetFacts({ entry }: { readonly entry: CatalogueDataset }) {
  const { t, text, format } = useLanguage();
  const separator = t("lead.listSeparator");
  const bases = entry.legalBases.map((each) => each.text);
  return (
    <Section title={t("catalogued.facts")}>
      <div className="stack">
        <Facts
          wide
          items={[
            [t("data.owner"), text(entry.owner)],
            [t("data.class"), <DataClassTag key="class" dataClass={entry.dataClass} />],
            [
              t("catalogued.legalBasis"),
              bases.length === 0 ? (
                <span key="none" className="missing">
                  {t("catalogued.noLegalBasis")}
                </span>
              ) : (
                [...new Set(bases)].join(separator)
              ),
            ],
            [t("catalogued.fresh"), <Freshness key="fresh" entry={entry} />],
            [t("catalogued.size"), `${t("data.rowsFound", { n: entry.rows })} · ${format.bytes(entry.bytes)}`],
            [t("catalogued.score"), entry.score === null ? "—" : entry.score.toFixed(1)],
            ...(entry.sources.length === 0
              ? []
              : [[t("catalogued.sources"), entry.sources.map(({ name, owner }) => `${name}（${owner}）`).join(separator)] as const]),
          ]}
        />
        <CatalogueNotes dataset={entry.dataset} column={null} title={text(entry.title)} notes={entry.notes} />
      </div>
    </Section>
  );
}

function ColumnList({ entry }: { readonly entry: CatalogueDataset }) {
  const { t, text } = useLanguage();
  const { column: sought } = useSearch({ from: "/frame/data/$dataset" });
  const separator = t("lead.listSeparator");
  const usedBy = (name: string) => entry.uses.filter(({ kind, columns }) => kind === "model" && columns.includes(name));
  const columns: readonly ListColumn<Column>[] = [
    {
      key: "title",
      title: t("quality.column"),
      render: (each) => (
        <span className="bar" style={{ margin: 0 }}>
          {each.name === sought ? <b>{text(each.title)}</b> : text(each.title)}
          <code className="muted">{each.name}</code>
        </span>
      ),
    },
    { key: "type", title: t("columns.type"), width: 90, render: (each) => t(columnTypeKey(each.type)) },
    { key: "semantic", title: t("columns.semantic"), width: 140, render: (each) => <code className="muted">{each.semantic}</code> },
    { key: "class", title: t("data.class"), width: 120, render: (each) => <DataClassTag dataClass={each.dataClass} /> },
    { key: "required", title: t("columns.required"), width: 60, render: (each) => (each.isRequired ? t("cell.yes") : "") },
    { key: "key", title: t("columns.key"), width: 80, render: (each) => (each.isKey ? t("cell.yes") : "") },
    {
      key: "delivered",
      title: t("catalogued.delivered"),
      width: 200,
      render: ({ delivered }) =>
        delivered.length === 0 ? (
          <span className="missing">{t("catalogued.neverDelivered")}</span>
        ) : (
          <span className="two-lines">{delivered.join(separator)}</span>
        ),
    },
    {
      key: "meaning",
      title: t("catalogued.meaning"),
      render: ({ notes }) => (
        <span className="two-lines">
          {notes.map(({ meaning, tags }) => [meaning, ...tags.map((tag) => `#${tag}`)].join(" ")).join(separator)}
        </span>
      ),
    },
    {
      key: "used",
      title: t("catalogued.usedBy"),
      width: 100,
      render: ({ name }) => {
        const models = usedBy(name);
        return models.length === 0 ? (
          <span className="missing">—</span>
        ) : (
          <Link to="/lineage/$subject" params={{ subject: `${entry.dataset}.${name}` }}>
            {t("catalogued.models", { n: models.length })}
          </Link>
        );
      },
    },
    {
      key: "lineage",
      title: t("lineage.title"),
      width: 80,
      render: ({ name }) => (
        <Link to="/lineage/$subject" params={{ subject: `${entry.dataset}.${name}` }}>
          {t("catalogued.lineageOf")}
        </Link>
      ),
    },
  ];
  return (
    <Section flush title={t("columns.title")} hint={t("columns.hint")}>
      <ListTable
        label={t("columns.title")}
        columns={columns}
        items={sought === undefined ? entry.items : entry.items.toSorted((a, b) => Number(b.name === sought) - Number(a.name === sought))}
        idOf={(each) => each.name}
        detailOf={(each) => (
          <div className="stack">
            <Facts
              items={[
                ...(each.allowed.length === 0 ? [] : [[t("catalogued.allowed"), each.allowed.join(separator)] as const]),
                [
                  t("catalogued.usedBy"),
                  usedBy(each.name)
                    .map(({ title }) => text(title))
                    .join(separator) || "—",
                ],
                [
                  t("quality.rule"),
                  entry.uses
                    .filter(({ kind, columns: of }) => kind === "rule" && of.includes(each.name))
                    .map(({ title }) => text(title))
                    .join(separator) || "—",
                ],
              ]}
            />
            <CatalogueNotes dataset={entry.dataset} column={each.name} title={text(each.title)} notes={each.notes} />
          </div>
        )}
      />
    </Section>
  );
}

function Uses({ uses }: { readonly uses: readonly CatalogueUse[] }) {
  const { t, text, format } = useLanguage();
  const shown = uses.filter(({ kind }) => kind !== "rule");
  const rules = uses.length - shown.length;
  const columns: readonly ListColumn<CatalogueUse>[] = [
    {
      key: "kind",
      title: t("catalogued.use"),
      width: 150,
      render: ({ kind }) => <span className="tag quiet">{text(CATALOGUE_USES[kind])}</span>,
    },
    {
      key: "title",
      title: t("models.model"),
      render: ({ kind, id, title }) =>
        kind === "model" && id !== null ? (
          <Link to="/models/$model" params={{ model: id }}>
            {text(title)}
          </Link>
        ) : (
          text(title)
        ),
    },
    {
      key: "columns",
      title: t("catalogued.usedColumns"),
      render: ({ columns: of }) =>
        of.length === 0 ? <span className="muted">{t("catalogued.wholeRows")}</span> : <code className="two-lines">{of.join(", ")}</code>,
    },
    {
      key: "times",
      title: t("catalogued.times"),
      width: 80,
      align: "right",
      render: ({ times }) => <span className="number">{format.count(times)}</span>,
    },
    {
      key: "last",
      title: t("catalogued.last"),
      width: 160,
      render: ({ lastAt }) => (lastAt ? <Time at={lastAt} /> : <span className="missing">—</span>),
    },
    {
      key: "by",
      title: t("catalogued.people"),
      width: 240,
      render: ({ by }) =>
        by === null ? (
          <span className="missing">—</span>
        ) : (
          by.map(({ name, times }) => `${name} ${format.count(times)}`).join(t("lead.listSeparator"))
        ),
    },
  ];
  return (
    <Section
      flush
      title={t("catalogued.uses")}
      hint={`${t("catalogued.usesHint")}${t("lead.listSeparator")}${t("catalogued.rules", { n: rules })}`}
    >
      <ListTable label={t("catalogued.uses")} columns={columns} items={shown} idOf={({ kind, id }) => `${kind} ${id ?? ""}`} />
    </Section>
  );
}
