import { Link, useNavigate } from "@tanstack/react-router";
import { DOCUMENT_WATCH_STATES, type DocumentWatchesView, type DocumentWatchOrder, type DocumentWatchView } from "@yuejian/contracts/api";
import { Button, Checkbox, Input, Select } from "antd";
import { useState } from "react";
import { useDocumentWatches, useSetDocumentWatch } from "../../api/document-watches.ts";
import { useSession } from "../../api/session.ts";
import { FilterBar } from "../../kit/filter-bar.tsx";
import { PageHeader, Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { useIsNarrow } from "../../kit/media.ts";
import { useOfficeName, useShortOfficeName } from "../../kit/offices.ts";
import { ErrorNotice, Nothing, PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { CaseChoice } from "./case-choice.tsx";
import { DocumentsTabs } from "./documents-tabs.tsx";
import { WATCH_TONES } from "./watch-steps.tsx";
import "./documents.css";

/** Folders of the machine in which the house checks what arrives: how each stands, and setting another. */
export function DocumentWatchesPage() {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const found = useDocumentWatches();
  const columns = useColumns();
  usePageTitle(t("documentWatches.title"));
  return (
    <>
      <PageHeader title={t("documentWatches.title")} about={t("documentWatches.about")} actions={<DocumentsTabs />} />
      <PageState query={found}>
        {({ items, mayConfigure, within }) => (
          <>
            <Section flush title={t("documentWatches.title")}>
              {items.length === 0 ? (
                <Nothing title={t("documentWatches.none")} />
              ) : (
                <ListTable
                  label={t("documentWatches.title")}
                  columns={columns}
                  items={items}
                  hasKeys
                  idOf={({ id }) => id}
                  onOpen={({ id }) => void navigate({ to: "/documents/folders/$watch", params: { watch: id } })}
                />
              )}
            </Section>
            {mayConfigure ? <SetWatch within={within} /> : <p className="muted">{t("documentWatches.notYours")}</p>}
          </>
        )}
      </PageState>
    </>
  );
}

function useColumns(): readonly ListColumn<DocumentWatchView>[] {
  const { t, text, format } = useLanguage();
  const officeName = useShortOfficeName();
  const isNarrow = useIsNarrow();
  const name: ListColumn<DocumentWatchView> = {
    key: "name",
    title: t("documentWatches.name"),
    render: ({ id, name: given, pathIn, pathOut }) => (
      <>
        <Link to="/documents/folders/$watch" params={{ watch: id }}>
          {given}
        </Link>
        <div className="muted">
          <code>{pathIn}</code> → <code>{pathOut}</code>
        </div>
      </>
    ),
  };
  const state: ListColumn<DocumentWatchView> = {
    key: "state",
    title: t("documentWatches.state"),
    width: isNarrow ? 130 : 260,
    render: ({ state: now, trouble, troubleSince, pausedUntil }) => (
      <>
        <span className={`tag ${WATCH_TONES[now]}`}>{text(DOCUMENT_WATCH_STATES[now])}</span>
        {pausedUntil !== null && <div className="muted">{t("documentWatches.until", { at: format.time(pausedUntil) })}</div>}
        {troubleSince !== null && <div>{t("documentWatches.since", { at: format.time(troubleSince) })}</div>}
        {trouble && <div className="muted">{text(trouble.text)}</div>}
      </>
    ),
  };
  if (isNarrow) return [name, state];
  return [
    name,
    { key: "office", title: t("documentWatches.office"), width: 140, render: ({ office }) => officeName(office) },
    state,
    {
      key: "counts",
      title: t("documentWatches.counts"),
      width: 200,
      render: ({ counts }) => (
        <span className="number">{t("documentWatches.countsOf", { checked: counts.checked, refused: counts.refused })}</span>
      ),
    },
    { key: "last", title: t("documentWatches.last"), width: 170, render: ({ lastAt }) => (lastAt === null ? "—" : <Time at={lastAt} />) },
  ];
}

/** Without a case where none was chosen. */
const orderOf = ({ case: of, ...order }: DocumentWatchOrder): DocumentWatchOrder => ({
  ...order,
  pathIn: order.pathIn.trim(),
  pathOut: order.pathOut.trim(),
  ...(of ? { case: of } : {}),
});

function SetWatch({ within }: Pick<DocumentWatchesView, "within">) {
  const { t } = useLanguage();
  const {
    offices,
    user: { office: own },
  } = useSession();
  const officeName = useOfficeName();
  const setting = useSetDocumentWatch();
  const empty = { name: "", office: own, pathIn: "", pathOut: "", reason: "", case: "", isForPublication: false };
  const [order, setOrder] = useState(empty);
  const change = (next: Partial<typeof empty>) => setOrder((old) => ({ ...old, ...next }));
  if (within === null) return <p className="notice attention">{t("documentWatches.unset")}</p>;
  const field = (key: "name" | "pathIn" | "pathOut" | "reason", placeholder: string) => (
    <div className="field">
      <label htmlFor={`watch-${key}`}>{placeholder}</label>
      <Input
        id={`watch-${key}`}
        maxLength={key === "reason" ? 500 : key === "name" ? 100 : 1000}
        value={order[key]}
        onChange={(event) => change({ [key]: event.target.value })}
      />
    </div>
  );
  const isWhole = [order.name, order.pathIn, order.pathOut, order.reason].every((each) => each.trim() !== "");
  return (
    <Section title={t("documentWatches.set")} hint={t("documentWatches.within", { folders: within.join("、") })}>
      <div className="stack">
        <div className="watch-form">
          {field("name", t("documentWatches.name"))}
          <div className="field">
            <label htmlFor="watch-office">{t("documentWatches.rulesOf")}</label>
            <Select
              id="watch-office"
              value={order.office}
              options={offices.map(({ id }) => ({ value: id, label: officeName(id) }))}
              onChange={(office: string) => change({ office })}
            />
          </div>
          {field("pathIn", t("documentWatches.pathIn"))}
          {field("pathOut", t("documentWatches.pathOut"))}
          <div className="field">
            <label htmlFor="document-case">{t("documentWatches.ofCase")}</label>
            <CaseChoice isHandledOnly value={order.case || undefined} onChange={(id) => change({ case: id })} />
          </div>
          {field("reason", t("caseField.reason"))}
        </div>
        <FilterBar>
          <Checkbox checked={order.isForPublication} onChange={(event) => change({ isForPublication: event.target.checked })}>
            {t("documents.isForPublication")}
          </Checkbox>
          <Button
            type="primary"
            disabled={!isWhole}
            loading={setting.isPending}
            onClick={() => setting.mutate(orderOf(order), { onSuccess: () => setOrder(empty) })}
          >
            {t("documentWatches.begin")}
          </Button>
        </FilterBar>
        {setting.error && <ErrorNotice error={setting.error} />}
      </div>
    </Section>
  );
}
