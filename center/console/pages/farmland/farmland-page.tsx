import "./farmland.css";
import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { ViolationView } from "@yuejian/contracts/api";
import { Button, Select } from "antd";
import { useEffect, useMemo, useRef, useState } from "react";
import { useFarmlandRuns, useRefreshFarmland, useViolations } from "../../api/farmland.ts";
import { isOver } from "../../api/jobs.ts";
import { PageHeader } from "../../kit/layout.tsx";
import { List } from "../../kit/list.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { Nothing } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { LeadStatusTag } from "../../kit/tags.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { BulkBar } from "../leads/bulk-bar.tsx";
import { type BulkAction, BulkDialog } from "../leads/bulk-dialog.tsx";
import { type ChosenViolations, DISTANCES, NEAR_METRES, neighboursOf, useChosenViolations } from "./chosen-violations.ts";
import { FileTogether } from "./file-together.tsx";
import { MapSection } from "./map-section.tsx";
import { RunningRun } from "./running-run.tsx";
import { StartRun } from "./start-run.tsx";
import { ViolationFilters } from "./violation-filters.tsx";
import { CONFIDENCE_KEYS, ELEMENT_KEYS, ViolationPanel } from "./violation-panel.tsx";

const ACTION_KEYS: Readonly<Record<string, BulkAction>> = { a: "assign", d: "dismiss", c: "comment" };

/** What images show on farmland: the list does everything, the map shows where. */
export function FarmlandPage() {
  const { t } = useLanguage();
  const { violation: selected, ...filter } = useSearch({ from: "/frame/farmland" });
  const navigate = useNavigate({ from: "/farmland" });
  const runs = useFarmlandRuns();
  const list = useViolations(filter);
  const items = list.items ?? [];
  const chosen = useChosenViolations(items);
  const [action, setAction] = useState<BulkAction | null>(null);
  const refresh = useRefreshFarmland();
  const columns = useColumns();
  usePageTitle(t("farmland.title"));
  const running = (runs.data?.items ?? []).filter(({ job }) => job !== null && !isOver(job));
  useWhenDone(running.length, () => void refresh());
  const select = (violation: string) => void navigate({ search: (before) => ({ ...before, violation }), replace: true });
  const current = items.find(({ id }) => id === selected) ?? items[0];
  const shown = useMemo(() => new Set(items.map(({ id }) => id)), [items]);
  const newest = (runs.data?.items ?? []).find(({ finishedAt }) => finishedAt !== null)?.id;
  const press = (key: string, each: ViolationView | undefined): boolean => {
    if (key === "Escape") return chosen.leads.clear();
    const wanted = ACTION_KEYS[key];
    if (!wanted || (chosen.leads.count === 0 && !each?.lead)) return false;
    if (chosen.leads.count === 0 && each) chosen.choose(new Set([each.id]));
    setAction(wanted);
    return true;
  };
  return (
    <>
      <PageHeader title={t("farmland.title")} about={t("farmland.about")} actions={<StartRun />} />
      {running.map(({ id, name, job }) => job && <RunningRun key={id} run={id} name={name} job={job} beside={newest} />)}
      {list.restored && list.restored.violations > 0 && (
        <p className="number">
          {t("farmland.restoredSum", {
            mu: list.restored.mu,
            hectares: list.restored.hectares,
            acres: list.restored.acres,
            n: list.restored.violations,
          })}
        </p>
      )}
      <ViolationFilters filter={filter} facets={list.facets} runs={runs.data?.items ?? []} />
      <div className="farmland">
        <div>
          <List
            list={list}
            label={t("farmland.list")}
            title={(n) => t("farmland.found", { n })}
            hint={t("farmland.keys")}
            above={<Above chosen={chosen} current={current} items={items} onAct={setAction} />}
            columns={columns}
            idOf={({ id }) => id}
            hasKeys
            selection={{ chosen: chosen.ids, onChange: chosen.choose }}
            onKey={press}
            onOpen={({ id }) => select(id)}
            empty={<NoViolations isFiltered={Object.keys(filter).length > 0} />}
          />
        </div>
        <div className="stack">
          <MapSection
            focus={selected}
            run={filter.run ?? current?.lastRun ?? newest}
            selected={current?.id}
            shown={shown}
            onSelect={select}
          />
          <ViolationPanel id={current?.id} />
        </div>
      </div>
      {action && (
        <BulkDialog
          action={action}
          chosen={chosen.leads}
          onClose={() => {
            setAction(null);
            void refresh();
          }}
        />
      )}
    </>
  );
}

/** Once what was running is over, everything is read anew. */
function useWhenDone(count: number, then: () => void): void {
  const before = useRef(count);
  useEffect(() => {
    if (count < before.current) then();
    before.current = count;
  });
}

interface AboveProperties {
  readonly chosen: ChosenViolations;
  readonly current: ViolationView | undefined;
  readonly items: readonly ViolationView[];
  readonly onAct: (action: BulkAction) => void;
}

/** What can be done with the chosen ones, and the way to choose what may be one case. */
function Above({ chosen, current, items, onAct }: AboveProperties) {
  const { t } = useLanguage();
  const [metres, setMetres] = useState<number>(NEAR_METRES);
  const near = current?.lead ? neighboursOf(current, items, metres) : [];
  return (
    <>
      {current?.lead && chosen.ids.size === 0 && (
        <div className="bar farmland-near">
          <Select
            size="small"
            aria-label={t("farmland.distance")}
            value={metres}
            options={DISTANCES.map((value) => ({ value, label: t("farmland.within", { n: value }) }))}
            onChange={setMetres}
          />
          <Button size="small" disabled={near.length < 2} onClick={() => chosen.choose(new Set(near.map(({ id }) => id)))}>
            {t("farmland.neighbours", { n: near.length })}
          </Button>
        </div>
      )}
      <FileTogether chosen={chosen} />
      <BulkBar chosen={chosen.leads} isAtLeast={false} onAct={onAct} />
    </>
  );
}

function useColumns(): readonly ListColumn<ViolationView>[] {
  const { t, text } = useLanguage();
  return [
    {
      key: "place",
      title: t("farmland.place"),
      width: 176,
      render: ({ name, classTitle, confidence }) => (
        <>
          {text(classTitle)} <span className="tag quiet">{t(CONFIDENCE_KEYS[confidence])}</span>
          <div className="muted">{placeOf(name)}</div>
        </>
      ),
    },
    {
      key: "area",
      title: t("farmland.area"),
      width: 90,
      align: "right",
      render: ({ area, areaElement }) => (
        <>
          <span className="number">
            {area.mu.toFixed(1)} ± {area.errorMu.toFixed(1)}
          </span>
          <div className="muted">{t(ELEMENT_KEYS[areaElement])}</div>
        </>
      ),
    },
    {
      key: "changed",
      title: t("farmland.changed"),
      width: 92,
      render: ({ changedBy }) => <span className="number">{changedBy ?? t("farmland.unknownDay")}</span>,
    },
    {
      key: "state",
      title: t("farmland.state"),
      width: 92,
      render: ({ lead }) => (lead ? <LeadStatusTag status={lead.status} /> : <span className="muted">{t("farmland.noLead")}</span>),
    },
  ];
}

/** Its parcels; the coordinates stand on its page. */
function placeOf(name: string): string {
  return name.replace(/（[^）]*）$/, "") || name;
}

function NoViolations({ isFiltered }: { readonly isFiltered: boolean }) {
  const { t } = useLanguage();
  return (
    <Nothing
      title={t(isFiltered ? "farmland.noneFit" : "farmland.none")}
      action={isFiltered ? <Link to="/farmland">{t("farmland.clear")}</Link> : undefined}
    >
      {isFiltered ? "" : t("farmland.noneWhy")}
    </Nothing>
  );
}
