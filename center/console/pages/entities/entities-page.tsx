import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { ENTITY_KINDS, type EntityKind } from "@yuejian/contracts";
import type { EntitySummary } from "@yuejian/contracts/api";
import { App, Button, Input, Select } from "antd";
import { ApiError } from "../../api/client.ts";
import { useEntities, useEntityReviews, useLinkEntities } from "../../api/entities.ts";
import { useMay } from "../../api/session.ts";
import { PageHeader } from "../../kit/layout.tsx";
import { List } from "../../kit/list.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { Nothing } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { usePurposeId } from "../../kit/purpose.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { Said } from "./said.tsx";

export function EntitiesPage() {
  const { t, text } = useLanguage();
  const { kind, query } = useSearch({ from: "/frame/data/entities" });
  const navigate = useNavigate();
  const list = useEntities({ kind, query }, usePurposeId());
  const columns = useColumns();
  usePageTitle(t("entities.title"));
  const isUnlinked = list.error instanceof ApiError && list.error.code === "ENTITIES_NOT_LINKED";
  const go = (search: { kind?: EntityKind | undefined; query?: string | undefined }) =>
    void navigate({
      to: "/data/entities",
      search: { ...(search.kind ? { kind: search.kind } : {}), ...(search.query ? { query: search.query } : {}) },
    });
  return (
    <>
      <PageHeader title={t("entities.title")} about={t("entities.about")} actions={<Actions />} />
      {isUnlinked ? (
        <section className="section">
          <Nothing title={t("entities.notLinked")} action={<LinkButton />}>
            {t("entities.notLinkedWhy")}
          </Nothing>
        </section>
      ) : (
        <>
          <div className="bar">
            <Select
              aria-label={t("entities.kind")}
              style={{ width: 150 }}
              value={kind ?? ""}
              onChange={(value: EntityKind | "") => go({ kind: value === "" ? undefined : value, query })}
              options={[
                { value: "", label: t("entities.allKinds") },
                ...Object.entries(ENTITY_KINDS).map(([value, title]) => ({ value, label: text(title) })),
              ]}
            />
            <Input.Search
              key={query ?? ""}
              aria-label={t("entities.search")}
              placeholder={t("entities.search")}
              style={{ width: 340 }}
              defaultValue={query ?? ""}
              allowClear
              onSearch={(value) => go({ kind, query: value.trim() })}
            />
          </div>
          <List
            list={list}
            label={t("entities.title")}
            title={(n) => t("entities.found", { n })}
            columns={columns}
            idOf={({ entity }) => entity}
            place="entities"
            hasKeys
            onOpen={({ entity }) => void navigate({ to: "/data/entities/$entity", params: { entity } })}
            empty={<Nothing title={t("entities.none")}>{t("entities.noneWhy")}</Nothing>}
          />
        </>
      )}
    </>
  );
}

function Actions() {
  const { t } = useLanguage();
  const mayDecide = useMay("entity.decide");
  const reviews = useEntityReviews(null);
  return (
    <>
      {mayDecide && (
        <Link to="/data/entities/reviews">
          <Button>{t("reviewing.open", { n: reviews.data?.total ?? 0 })}</Button>
        </Link>
      )}
      <LinkButton />
    </>
  );
}

function LinkButton() {
  const { t } = useLanguage();
  const { message } = App.useApp();
  const mayLink = useMay("entity.link");
  const link = useLinkEntities();
  if (!mayLink) return null;
  return (
    <Button
      type="primary"
      loading={link.isPending}
      onClick={() =>
        link.mutate(false, {
          onSuccess: () => void message.success(t("entities.linking")),
          onError: (error) => void message.error(error.message),
        })
      }
    >
      {t("entities.link")}
    </Button>
  );
}

function useColumns(): readonly ListColumn<EntitySummary>[] {
  const { t, text, format } = useLanguage();
  return [
    {
      key: "entity",
      title: t("entities.entity"),
      width: 250,
      render: ({ entity }) => (
        <Link to="/data/entities/$entity" params={{ entity }}>
          <code>{entity}</code>
        </Link>
      ),
    },
    { key: "kind", title: t("entities.kind"), width: 90, render: ({ kind }) => text(ENTITY_KINDS[kind]) },
    {
      key: "sample",
      title: t("entities.sample"),
      render: ({ sample }) => (sample === null ? <span className="missing">—</span> : <Said record={sample} />),
    },
    {
      key: "datasets",
      title: t("entities.datasets"),
      width: 100,
      align: "right",
      render: ({ datasets }) => <span className="number">{format.count(datasets)}</span>,
    },
    {
      key: "members",
      title: t("entities.members"),
      width: 110,
      align: "right",
      render: ({ members }) => <span className="number">{format.count(members)}</span>,
    },
  ];
}
