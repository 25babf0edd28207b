import { Link } from "@tanstack/react-router";
import type { Calendar, CalendarEntry } from "@yuejian/contracts/api";
import { useLanguage } from "../../language/locale.tsx";

type Day = Calendar["days"][number];

/** One clock that ends: its case's number and what it is; opens the case. */
export function DayEntry({ entry }: { readonly entry: CalendarEntry }) {
  const { t, text } = useLanguage();
  const { source, case: id, number, title, isOverdue, department, person } = entry;
  const look = `day-entry ${source} ${isOverdue ? "overdue" : ""}`;
  const hint = [number, text(title), department, person].filter(Boolean).join(" · ");
  const inside = (
    <>
      {isOverdue && <strong>! {t("cases.overdue")} </strong>}
      {source === "supervision" && <span className="muted">{t("calendar.supervision")} </span>}
      {number} {text(title)}
    </>
  );
  return source === "business" ? (
    <Link className={look} to="/cases/handled/$case" params={{ case: id }} title={hint}>
      {inside}
    </Link>
  ) : (
    <Link className={look} to="/cases/$case" params={{ case: id }} title={hint}>
      {inside}
    </Link>
  );
}

interface DayProperties {
  readonly day: Day;
  readonly today: string;
  readonly onDay: (day: string) => void;
}

/** The number of the day, whether people work, and how many clocks end, which opens them all. */
function DayHead({
  day: { day, isWorkingDay, note, total },
  onDay,
  withDate = false,
}: Omit<DayProperties, "today"> & { withDate?: boolean }) {
  const { t, text, format } = useLanguage();
  return (
    <div className="day-head">
      <span className="number day-number">{withDate ? format.day(day) : Number(day.slice(8))}</span>
      {!isWorkingDay && (
        <span className="note">
          {t("calendar.off")} {note && text(note)}
        </span>
      )}
      {isWorkingDay && note && (
        <span className="note">
          {t("calendar.work")} {text(note)}
        </span>
      )}
      {total > 0 && (
        <button
          type="button"
          className="day-more total"
          aria-label={t("calendar.dayTitle", { day: format.day(day), n: total })}
          onClick={() => onDay(day)}
        >
          <span className="number">{format.count(total)}</span>
        </button>
      )}
    </div>
  );
}

function DayEntries({ day, onDay }: Omit<DayProperties, "today">) {
  const { t } = useLanguage();
  const left = day.total - day.entries.length;
  return (
    <>
      {day.entries.map((entry) => (
        <DayEntry key={`${entry.case} ${entry.key}`} entry={entry} />
      ))}
      {left > 0 && (
        <button type="button" className="day-more" onClick={() => onDay(day.day)}>
          {t("calendar.more", { n: left })}
        </button>
      )}
    </>
  );
}

export function DayCell({ day, today, month, onDay }: DayProperties & { readonly month: string | null }) {
  const looks = ["day", day.isWorkingDay ? "" : "off", day.day === today ? "today" : ""];
  if (month !== null && !day.day.startsWith(month)) looks.push("outside");
  return (
    <div className={looks.join(" ")} data-day={day.day}>
      <DayHead day={day} onDay={onDay} />
      <DayEntries day={day} onDay={onDay} />
    </div>
  );
}

/** Where there is no room for seven columns: the days that have something, one below the other. */
export function DayLine({ day, onDay }: Omit<DayProperties, "today">) {
  return (
    <div className={day.isWorkingDay ? "day-line" : "day-line off"} data-day={day.day}>
      <DayHead day={day} onDay={onDay} withDate />
      <DayEntries day={day} onDay={onDay} />
    </div>
  );
}
