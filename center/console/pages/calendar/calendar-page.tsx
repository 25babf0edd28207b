import { useNavigate, useSearch } from "@tanstack/react-router";
import type { Calendar, CalendarFilter } from "@yuejian/contracts/api";
import { Button, Checkbox, Pagination, Segmented } from "antd";
import { useState } from "react";
import { useCalendar } from "../../api/casework.ts";
import { getFile } from "../../api/client.ts";
import { dayAfter, mondayOf, monthAfter, todayHere } from "../../kit/days.ts";
import { FilterBar } from "../../kit/filter-bar.tsx";
import { PageHeader, Section } from "../../kit/layout.tsx";
import { useIsNarrow } from "../../kit/media.ts";
import { Nothing, PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { saveFile } from "../../kit/save-file.ts";
import { withChange } from "../../kit/with-change.ts";
import { useLanguage } from "../../language/locale.tsx";
import { CasesTabs } from "../cases/cases-tabs.tsx";
import { DepartmentFilter, OfficeFilter } from "../casework/place-filters.tsx";
import { DayCell, DayEntry, DayLine } from "./day-cell.tsx";
import "./calendar.css";

type Search = ReturnType<typeof useCalendarSearch>;
/** What changes in the address; undefined takes it out. */
type Change = { readonly [K in keyof Search]?: Search[K] | undefined };
const useCalendarSearch = () => useSearch({ from: "/frame/cases/calendar" });

/** A month or week of days by which something ends; every entry opens its case, every number its entries. */
export function CalendarPage() {
  const { t } = useLanguage();
  const navigate = useNavigate({ from: "/cases/calendar" });
  const search = useCalendarSearch();
  const set = (change: Change) => void navigate({ search: (old) => withChange(old, change), replace: true });
  usePageTitle(t("calendar.title"));
  const isWeek = search.view === "week";
  const start = search.from ?? todayHere();
  const first = mondayOf(isWeek ? start : monthAfter(start, 0));
  const last = isWeek ? dayAfter(first, 6) : dayAfter(mondayOf(dayAfter(monthAfter(start, 1), -1)), 6);
  const filter = filterOf(search);
  const shown = useCalendar({ ...filter, from: first, to: last, perDay: isWeek ? 25 : 4 });
  const move = (count: -1 | 1) => set({ from: isWeek ? dayAfter(first, 7 * count) : monthAfter(start, count), day: undefined });
  return (
    <>
      <PageHeader
        title={t("calendar.title")}
        about={t("calendar.about")}
        actions={
          <Button title={t("calendar.exportHint")} onClick={() => void download({ ...filter, from: first, to: last }, first)}>
            {t("calendar.export")}
          </Button>
        }
      />
      <CasesTabs />
      <Filters search={search} set={set} />
      <div className="bar">
        <Segmented
          aria-label={t("calendar.view")}
          value={isWeek ? "week" : "month"}
          options={[
            { value: "month", label: t("calendar.month") },
            { value: "week", label: t("calendar.week") },
          ]}
          onChange={(view) => set({ view: view === "week" ? "week" : undefined })}
        />
        <Button onClick={() => move(-1)}>‹ {t("calendar.back")}</Button>
        <Button onClick={() => set({ from: undefined, day: undefined })}>{t("calendar.today")}</Button>
        <Button onClick={() => move(1)}>{t("calendar.on")} ›</Button>
        <strong className="number">{isWeek ? `${first} – ${last}` : start.slice(0, 7)}</strong>
      </div>
      {search.day !== undefined && <DayList key={search.day} day={search.day} filter={filter} onClose={() => set({ day: undefined })} />}
      <PageState query={shown}>
        {(data) => <Days data={data} month={isWeek ? null : start.slice(0, 7)} onDay={(day) => set({ day })} />}
      </PageState>
    </>
  );
}

function filterOf({ mine, office, department }: Search): Pick<CalendarFilter, "mine" | "office" | "department"> {
  return {
    ...(mine === true ? { mine } : {}),
    ...(office === undefined ? {} : { office }),
    ...(department === undefined ? {} : { department }),
  };
}

async function download(filter: CalendarFilter, first: string): Promise<void> {
  const query = new URLSearchParams(Object.entries(filter).map(([name, value]) => [name, String(value)]));
  saveFile(await getFile(`/api/calendar.ics?${query.toString()}`), `yuejian-${first}.ics`);
}

function Days({ data, month, onDay }: { readonly data: Calendar; readonly month: string | null; readonly onDay: (day: string) => void }) {
  const { t, locale } = useLanguage();
  const isNarrow = useIsNarrow();
  const { days, today, unknownYears } = data;
  const busy = days.filter(({ day, total }) => total > 0 && (month === null || day.startsWith(month)));
  const weekdays = new Intl.DateTimeFormat(locale === "zh" ? "zh-CN" : "en-GB", { weekday: "short", timeZone: "UTC" });
  return (
    <Section flush title={t("calendar.list")}>
      {unknownYears.length > 0 && (
        <div className="notice attention" style={{ margin: 10 }}>
          {t("calendar.unknown", { years: unknownYears.join("、") })}
        </div>
      )}
      {isNarrow ? (
        <div className="calendar-list">
          {busy.length === 0 && <Nothing title={t("calendar.noneShown")} />}
          {busy.map((day) => (
            <DayLine key={day.day} day={day} onDay={onDay} />
          ))}
        </div>
      ) : (
        <div className={month === null ? "calendar week" : "calendar"}>
          {days.slice(0, 7).map(({ day }) => (
            <div key={day} className="weekday" aria-hidden>
              {weekdays.format(new Date(`${day}T00:00:00Z`))}
            </div>
          ))}
          {days.map((day) => (
            <DayCell key={day.day} day={day} today={today} month={month} onDay={onDay} />
          ))}
        </div>
      )}
    </Section>
  );
}

interface DayListProperties {
  readonly day: string;
  readonly filter: Pick<CalendarFilter, "mine" | "office" | "department">;
  readonly onClose: () => void;
}

const MOST = 200;

/** Everything that ends on one day. */
function DayList({ day, filter, onClose }: DayListProperties) {
  const { t, format } = useLanguage();
  const [page, setPage] = useState(1);
  const found = useCalendar({ ...filter, from: day, to: day, perDay: MOST, offset: (page - 1) * MOST });
  const [shown] = found.data?.days ?? [];
  const close = (
    <Button size="small" onClick={onClose}>
      {t("calendar.close")}
    </Button>
  );
  return (
    <Section title={t("calendar.dayTitle", { day: format.day(day), n: shown?.total ?? 0 })} actions={close}>
      <PageState query={found} rows={2}>
        {() =>
          shown === undefined || shown.total === 0 ? (
            <p className="muted">{t("calendar.none")}</p>
          ) : (
            <div className="stack" style={{ gap: 2 }}>
              {shown.entries.map((entry) => (
                <DayEntry key={`${entry.case} ${entry.key}`} entry={entry} />
              ))}
              <Pagination
                size="small"
                current={page}
                total={shown.total}
                pageSize={MOST}
                showSizeChanger={false}
                hideOnSinglePage
                onChange={setPage}
              />
            </div>
          )
        }
      </PageState>
    </Section>
  );
}

function Filters({ search, set }: { readonly search: Search; readonly set: (change: Change) => void }) {
  const { t } = useLanguage();
  return (
    <FilterBar>
      <Checkbox checked={search.mine === true} onChange={(event) => set({ mine: event.target.checked || undefined })}>
        {t("calendar.mine")}
      </Checkbox>
      <OfficeFilter value={search.office} onChange={(office) => set({ office, department: undefined })} />
      <DepartmentFilter office={search.office} value={search.department} onChange={(department) => set({ department })} />
    </FilterBar>
  );
}
