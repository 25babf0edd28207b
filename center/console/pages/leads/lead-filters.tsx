import { Link, useNavigate } from "@tanstack/react-router";
import { BUSINESS_LINES, DATA_CLASSES, LEAD_STATUSES } from "@yuejian/contracts";
import type { LeadFilter, LeadPage, LeadSort } from "@yuejian/contracts/api";
import { Badge, Button, Checkbox, Input, Popover, Select } from "antd";
import { useModels } from "../../api/models.ts";
import { useSession, useUsers } from "../../api/session.ts";
import { FilterBar, FilterSearch } from "../../kit/filter-bar.tsx";
import { useShortOfficeName } from "../../kit/offices.ts";
import { withChange } from "../../kit/with-change.ts";
import { useLanguage } from "../../language/locale.tsx";

interface FilterBarProperties {
  readonly filter: LeadFilter;
  /** The first page, for the counts beside the choices. */
  readonly first: LeadPage | undefined;
}

type Change = { readonly [K in keyof LeadFilter]: LeadFilter[K] | undefined } & { readonly sort?: LeadSort | undefined };

function useSetFilter(): (change: Change) => void {
  const navigate = useNavigate({ from: "/leads" });
  return (change) =>
    void navigate({
      search: (old) => {
        const next = withChange(old, change);
        return Object.keys(next).length > 0 ? next : { view: "none" };
      },
    });
}

/** Filters live in the address. Beside each choice stands how many leads it would show. */
export function LeadFilterBar({ filter, first }: FilterBarProperties) {
  const { t, text } = useLanguage();
  const session = useSession();
  const models = useModels();
  const users = useUsers();
  const officeName = useShortOfficeName();
  const set = useSetFilter();
  const people = [
    { value: "me", label: t("leads.me") },
    { value: "none", label: t("leads.nobody") },
    ...(users.data?.items ?? []).map((user) => ({ value: user.id, label: user.displayName })),
  ];
  return (
    <FilterBar>
      <FilterSearch value={filter.q} label={t("leads.search")} onSearch={(q) => set({ q })} />
      <Facet
        label={t("leads.status")}
        placeholder={t("leads.anyStatus")}
        width={170}
        value={filter.status}
        options={Object.entries(LEAD_STATUSES).map(([value, title]) => ({ value, label: text(title) }))}
        counts={first?.byStatus}
        onChange={(status) => set({ status })}
      />
      <Facet
        label={t("leads.model")}
        placeholder={t("leads.anyModel")}
        width={190}
        value={filter.model}
        options={(models.data?.items ?? []).map((model) => ({ value: model.id, label: text(model.title) }))}
        counts={first?.byModel}
        onChange={(model) => set({ model })}
      />
      <Facet
        label={t("leads.office")}
        placeholder={t("leads.anyOffice")}
        width={150}
        value={filter.office}
        options={session.offices.map((office) => ({ value: office.id, label: officeName(office.id) }))}
        counts={first?.byOffice}
        onChange={(office) => set({ office })}
      />
      <Select
        allowClear
        showSearch={{ optionFilterProp: "label" }}
        style={{ width: 140 }}
        placeholder={t("leads.anyone")}
        aria-label={t("leads.assignee")}
        value={filter.assignee ?? null}
        options={people}
        onChange={(assignee: string | null) => set({ assignee: assignee ?? undefined })}
      />
      <MoreFilters filter={filter} onChange={set} />
      {Object.keys(filter).length > 0 && (
        <Link to="/leads" search={{ view: "none" }}>
          {t("leads.clear")}
        </Link>
      )}
    </FilterBar>
  );
}

/** The order of the list. */
export function LeadOrder({ sort }: { readonly sort: LeadSort | undefined }) {
  const { t } = useLanguage();
  const set = useSetFilter();
  return (
    <Select
      size="small"
      variant="borderless"
      style={{ width: 140 }}
      aria-label={t("leads.sort")}
      value={sort ?? "newest"}
      options={[
        { value: "newest", label: t("leads.newest") },
        { value: "oldest", label: t("leads.oldest") },
        { value: "changed", label: t("leads.lastChanged") },
        { value: "waiting", label: t("inbox.waiting") },
      ]}
      onChange={(next: LeadSort) => set({ sort: next === "newest" ? undefined : next })}
    />
  );
}

interface FacetProperties {
  readonly label: string;
  readonly placeholder: string;
  readonly width: number;
  readonly value: string | undefined;
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly counts: Readonly<Record<string, number>> | undefined;
  readonly onChange: (value: string | undefined) => void;
}

/** Several values of one kind, each with how many leads have it. */
function Facet({ label, placeholder, width, value, options, counts, onChange }: FacetProperties) {
  const { format } = useLanguage();
  return (
    <Select
      mode="multiple"
      allowClear
      maxTagCount="responsive"
      style={{ width }}
      popupMatchSelectWidth={280}
      placeholder={placeholder}
      aria-label={label}
      showSearch={{ optionFilterProp: "name" }}
      value={value?.split(",") ?? []}
      optionLabelProp="name"
      options={options.map((option) => ({
        value: option.value,
        name: option.label,
        label: (
          <span className="facet">
            <span>{option.label}</span>
            {counts && <span className="muted number">{format.count(counts[option.value] ?? 0)}</span>}
          </span>
        ),
      }))}
      onChange={(chosen: string[]) => onChange(chosen.join(",") || undefined)}
    />
  );
}

const MORE = ["businessLine", "dataClass", "createdFrom", "createdTo", "changedFrom", "changedTo", "mentions", "has"] as const;

/** What is asked for less often. */
function MoreFilters({ filter, onChange }: { readonly filter: LeadFilter; readonly onChange: (change: Change) => void }) {
  const { t, text } = useLanguage();
  const has = filter.has?.split(",") ?? [];
  const toggleHas = (what: string) =>
    onChange({ has: (has.includes(what) ? has.filter((each) => each !== what) : [...has, what]).join(",") || undefined });
  const content = (
    <div className="stack" style={{ width: 340 }}>
      <Several
        label={t("inbox.businessLine")}
        table={BUSINESS_LINES}
        text={text}
        value={filter.businessLine}
        onChange={(businessLine) => onChange({ businessLine })}
      />
      <Several
        label={t("inbox.dataClass")}
        table={DATA_CLASSES}
        text={text}
        value={filter.dataClass}
        onChange={(dataClass) => onChange({ dataClass })}
      />
      <Days
        label={t("inbox.created")}
        from={filter.createdFrom}
        to={filter.createdTo}
        onChange={(createdFrom, createdTo) => onChange({ createdFrom, createdTo })}
      />
      <Days
        label={t("leads.changed")}
        from={filter.changedFrom}
        to={filter.changedTo}
        onChange={(changedFrom, changedTo) => onChange({ changedFrom, changedTo })}
      />
      <fieldset className="choices">
        <legend className="visually-hidden">{t("inbox.more")}</legend>
        <Checkbox checked={filter.mentions === "me"} onChange={({ target }) => onChange({ mentions: target.checked ? "me" : undefined })}>
          {t("inbox.mentionsMe")}
        </Checkbox>
        <Checkbox checked={has.includes("comments")} onChange={() => toggleHas("comments")}>
          {t("inbox.hasComments")}
        </Checkbox>
        <Checkbox checked={has.includes("attachments")} onChange={() => toggleHas("attachments")}>
          {t("inbox.hasAttachments")}
        </Checkbox>
      </fieldset>
    </div>
  );
  const count = MORE.filter((name) => filter[name] !== undefined).length;
  return (
    <Popover trigger="click" placement="bottomLeft" content={content}>
      <Button>
        {t("inbox.more")} {count > 0 && <Badge count={count} color="var(--accent)" />}
      </Button>
    </Popover>
  );
}

interface SeveralProperties {
  readonly label: string;
  readonly table: Readonly<Record<string, { zh: string; en: string }>>;
  readonly text: (text: { zh: string; en: string }) => string;
  readonly value: string | undefined;
  readonly onChange: (value: string | undefined) => void;
}

function Several({ label, table, text, value, onChange }: SeveralProperties) {
  return (
    <div className="field">
      <span className="label">{label}</span>
      <Select
        mode="multiple"
        allowClear
        maxTagCount="responsive"
        aria-label={label}
        value={value?.split(",") ?? []}
        options={Object.entries(table).map(([id, title]) => ({ value: id, label: text(title) }))}
        onChange={(chosen: string[]) => onChange(chosen.join(",") || undefined)}
      />
    </div>
  );
}

interface DaysProperties {
  readonly label: string;
  readonly from: string | undefined;
  readonly to: string | undefined;
  readonly onChange: (from: string | undefined, to: string | undefined) => void;
}

function Days({ label, from, to, onChange }: DaysProperties) {
  const { t } = useLanguage();
  return (
    <div className="field">
      <span className="label">{label}</span>
      <span className="bar" style={{ margin: 0, flexWrap: "nowrap" }}>
        <Input
          type="date"
          aria-label={`${label} ${t("inbox.from")}`}
          value={from ?? ""}
          max={to}
          onChange={(event) => onChange(event.target.value || undefined, to)}
        />
        <span className="muted">–</span>
        <Input
          type="date"
          aria-label={`${label} ${t("inbox.to")}`}
          value={to ?? ""}
          min={from}
          onChange={(event) => onChange(from, event.target.value || undefined)}
        />
      </span>
    </div>
  );
}
