import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import { LAW_CHANGES, LAW_NOTICE_STATUSES, LAW_RULE_KINDS } from "@yuejian/contracts";
import type { LawNoticeView, LawRulesView } from "@yuejian/contracts/api";
import { Select } from "antd";
import { useLawNotices, useLawRules } from "../../api/law-links.ts";
import { FilterBar } from "../../kit/filter-bar.tsx";
import { PageHeader } from "../../kit/layout.tsx";
import { List } from "../../kit/list.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { useShortOfficeName } from "../../kit/offices.ts";
import { Nothing } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { LawsTabs } from "./laws-tabs.tsx";
import "./laws.css";

const VIEWS = [
  { value: "waiting", title: "lawUse.showWaiting", search: {} },
  { value: "any", title: "lawUse.showAny", search: { status: "any" } },
  { value: "all", title: "lawUse.showPlaces", search: { places: "all" } },
  { value: "unresolved", title: "lawUse.showUnresolved", search: { places: "unresolved" } },
] as const;

/** Rules whose article changed, and what all rules rest on. */
export function LawRulesPage() {
  const { t } = useLanguage();
  const navigate = useNavigate({ from: "/laws/rules" });
  const { status, places } = useSearch({ from: "/frame/laws/rules" });
  usePageTitle(t("lawUse.rulesTitle"));
  return (
    <>
      <PageHeader title={t("lawUse.rulesTitle")} about={t("lawUse.rulesAbout")} actions={<LawsTabs />} />
      <FilterBar>
        <Select
          aria-label={t("lawUse.show")}
          style={{ width: 220 }}
          value={places ?? status ?? "waiting"}
          options={VIEWS.map(({ value, title }) => ({ value: value as string, label: t(title) }))}
          onChange={(value) => void navigate({ search: VIEWS.find((view) => view.value === value)?.search ?? {} })}
        />
      </FilterBar>
      {places === undefined ? <Notices status={status} /> : <Places state={places === "all" ? undefined : places} />}
    </>
  );
}

function Notices({ status }: { readonly status: LawNoticeView["status"] | "any" | undefined }) {
  const { t, text, format } = useLanguage();
  const navigate = useNavigate();
  const list = useLawNotices(status === undefined ? {} : { status });
  const columns: ListColumn<LawNoticeView>[] = [
    {
      key: "rule",
      title: t("lawUse.rule"),
      render: ({ id, rule }) => (
        <Link to="/laws/rules/$notice" params={{ notice: id }}>
          {text(rule.title)}
        </Link>
      ),
    },
    { key: "kind", title: t("lawUse.kind"), width: 150, render: ({ rule }) => <Kind rule={rule} /> },
    { key: "article", title: t("lawUse.article"), width: 230, render: ({ law, label }) => `${law} ${label}` },
    { key: "change", title: t("lawUse.change"), width: 110, render: ({ change }) => text(LAW_CHANGES[change]) },
    {
      key: "on",
      title: t("lawUse.changesOn"),
      width: 120,
      render: ({ changesOn }) => (changesOn === null ? t("laws.unknownDay") : format.day(changesOn)),
    },
    { key: "status", title: t("lawUse.status"), width: 140, render: (one) => text(LAW_NOTICE_STATUSES[one.status]) },
    { key: "opened", title: t("lawUse.openedAt"), width: 150, render: ({ openedAt }) => <Time at={openedAt} /> },
  ];
  return (
    <List
      list={list}
      label={t("lawUse.rulesTitle")}
      title={(n) => t("lawUse.waiting", { n })}
      columns={columns}
      idOf={({ id }) => id}
      place={`law notices ${status ?? ""}`}
      hasKeys
      onOpen={({ id }) => void navigate({ to: "/laws/rules/$notice", params: { notice: id } })}
      empty={<Nothing title={t("lawUse.noNotices")}>{t("lawUse.noNoticesWhy")}</Nothing>}
    />
  );
}

function Kind({ rule: { kind, office } }: { readonly rule: Pick<LawNoticeView["rule"], "kind" | "office"> }) {
  const { text } = useLanguage();
  const name = useShortOfficeName();
  return <>{[text(LAW_RULE_KINDS[kind]), ...(office === null ? [] : [name(office)])].join(" · ")}</>;
}

type Place = LawRulesView["items"][number];

function Places({ state }: { readonly state: "resolved" | "unresolved" | undefined }) {
  const { t, text } = useLanguage();
  const list = useLawRules(state);
  const columns: ListColumn<Place>[] = [
    {
      key: "rule",
      title: t("lawUse.rule"),
      render: ({ title, link }) => (link === null ? text(title) : <Link to={link}>{text(title)}</Link>),
    },
    { key: "kind", title: t("lawUse.kind"), width: 190, render: (rule) => <Kind rule={rule} /> },
    {
      key: "article",
      title: t("lawUse.article"),
      width: 380,
      render: ({ law, named, key, place }) =>
        law === null || key === null ? (
          `${named} ${place}`
        ) : (
          <Link to="/laws" search={{ law, article: key }}>
            {law} {place}
          </Link>
        ),
    },
    { key: "state", title: t("lawUse.state"), width: 200, render: ({ stateText }) => text(stateText) },
  ];
  return (
    <List
      list={list}
      label={t("lawUse.rulesTitle")}
      title={(n) => t("lawUse.placesCount", { n })}
      columns={columns}
      idOf={({ kind, id, named, place }) => `${kind} ${id} ${named} ${place}`}
      place={`law rules ${state ?? ""}`}
      empty={<Nothing title={t("lawUse.noPlaces")} />}
    />
  );
}
