import { useVirtualizer } from "@tanstack/react-virtual";
import { Checkbox } from "antd";
import { type ReactNode, type RefObject, useEffect, useLayoutEffect, useRef, useState } from "react";
import { useLanguage } from "../language/locale.tsx";
import type { ListTableProperties } from "./list-column.ts";
import { useListKeys } from "./list-keys.ts";
import { type Place, usePlace } from "./list-place.ts";
import { type Keyed, ListRow } from "./list-row.tsx";
import { useIsPrinting } from "./printing.ts";

const ROW_HEIGHT = 42;
/** Up to here every row is drawn, so that the browser finds words in all of them. */
const DRAWN_WHOLE = 200;
const HEAD_HEIGHT = 34;
/** Pixels from the end at which more rows are asked for. */
const NEAR_END = 1_200;
const FLEXIBLE_WIDTH = 180;
const CHOICE_WIDTH = 36;

/** The one table of the console: plain table markup, so that every reader understands it, over any number of rows. */
export function ListTable<T>(properties: ListTableProperties<T>) {
  const { items, idOf, fills = false, hasKeys = false, onOpen, selection, onNearEnd } = properties;
  const scroller = useRef<HTMLDivElement>(null);
  const place = usePlace(properties.place);
  const [at, setAt] = useState(place.at);
  const [anchor, setAnchor] = useState(-1);
  const isPrinting = useIsPrinting();
  const isPartial = fills && !isPrinting && items.length > DRAWN_WHOLE;
  const focused = Math.min(at, items.length - 1);
  const rows = useVirtualizer({
    count: items.length,
    enabled: isPartial,
    getScrollElement: () => scroller.current,
    getItemKey: (index) => idOf(items[index] as T),
    estimateSize: () => scroller.current?.querySelector<HTMLElement>("tr[data-index]")?.offsetHeight ?? ROW_HEIGHT,
    scrollPaddingStart: HEAD_HEIGHT,
    overscan: 12,
    initialOffset: () => place.offset,
    // The row with the focus stays drawn wherever the list is moved to, or the focus would fall out of the page.
    rangeExtractor: ({ startIndex, endIndex, overscan, count }) => around(startIndex - overscan, endIndex + overscan, focused, count),
  });
  useTop(scroller, fills);
  const look = useScroll(scroller, { place, count: items.length, onNearEnd: fills ? onNearEnd : undefined });
  const move = (index: number) => {
    setAt(index);
    place.at = index;
    if (isPartial) rows.scrollToIndex(index);
    requestAnimationFrame(() => focusRow(scroller, index, !isPartial));
  };
  const choose = (index: number, isRange: boolean) => {
    if (!selection) return;
    selection.onChange(chosenAfter({ items, idOf, chosen: selection.chosen, index, anchor: isRange ? anchor : -1 }));
    setAnchor(index);
  };
  useListKeys({
    count: hasKeys ? items.length : 0,
    at: focused,
    onMove: move,
    onOpen: onOpen && ((index) => onOpen(items[index] as T, index)),
    onSelect: selection && choose,
    onKey: properties.onKey && ((key, index) => properties.onKey?.(key, items[index]) ?? false),
  });
  const shown = isPartial ? rows.getVirtualItems().map(({ index, start, end }) => ({ index, start, end })) : null;
  return (
    <div
      ref={scroller}
      onScroll={fills ? look : undefined}
      className={fills ? "list-scroll fills" : "list-scroll"}
      // A region that scrolls must be reachable by the keyboard.
      role="region"
      aria-label={properties.label}
      tabIndex={0}
      aria-busy={properties.isOutdated || undefined}
    >
      <table
        className={properties.isOutdated ? "list outdated" : "list"}
        aria-label={properties.label}
        aria-rowcount={properties.total === -1 ? -1 : (properties.total ?? items.length) + 1}
        style={{ tableLayout: fills ? "fixed" : "auto", minWidth: fills ? leastWidth(properties) : undefined }}
      >
        <Head {...properties} onChooseAll={() => selection?.onChange(allOrNone(items.map(idOf), selection.chosen))} />
        <Body
          {...properties}
          shown={shown}
          height={rows.getTotalSize()}
          measure={rows.measureElement}
          focused={focused}
          onChoose={choose}
        />
      </table>
    </div>
  );
}

function leastWidth<T>({ columns, selection }: ListTableProperties<T>): number {
  return columns.reduce((sum, { width }) => sum + (width ?? FLEXIBLE_WIDTH), selection ? CHOICE_WIDTH : 0);
}

/** Tells the style sheet where the list begins, so that it ends with the window. */
function useTop(scroller: RefObject<HTMLDivElement | null>, isOn: boolean): void {
  useLayoutEffect(() => {
    const element = scroller.current;
    if (!isOn || !element) return undefined;
    const measure = () => element.style.setProperty("--top", `${element.getBoundingClientRect().top + window.scrollY}px`);
    const observer = new ResizeObserver(measure);
    observer.observe(document.body);
    measure();
    return () => observer.disconnect();
  }, [scroller, isOn]);
}

function focusRow(scroller: RefObject<HTMLDivElement | null>, index: number, scrolls: boolean): void {
  const row = scroller.current?.querySelector<HTMLElement>(`tr[data-index="${index}"]`);
  row?.focus({ preventScroll: true });
  if (scrolls) row?.scrollIntoView({ block: "nearest" });
}

/** Indexes from one row to another, and the one with the focus, in order. */
function around(from: number, to: number, focused: number, count: number): number[] {
  const first = Math.max(0, from);
  const last = Math.min(count - 1, to);
  const range = Array.from({ length: Math.max(0, last - first + 1) }, (_, step) => first + step);
  if (focused < 0 || focused >= count || (focused >= first && focused <= last)) return range;
  return focused < first ? [focused, ...range] : [...range, focused];
}

/** Puts the list where the reader left it, and asks for more rows before the last one is in sight. */
function useScroll(scroller: RefObject<HTMLDivElement | null>, { place, count, onNearEnd }: ScrollProperties): () => void {
  const look = () => {
    const element = scroller.current;
    if (!element) return;
    place.offset = element.scrollTop;
    if (element.scrollHeight - element.scrollTop - element.clientHeight < NEAR_END) onNearEnd?.();
  };
  const latest = useRef(look);
  useEffect(() => {
    latest.current = look;
  });
  useLayoutEffect(() => {
    if (scroller.current) scroller.current.scrollTop = place.offset;
  }, [scroller, place]);
  useEffect(() => {
    if (count > 0) latest.current();
  }, [count]);
  return look;
}

interface ScrollProperties {
  readonly place: Place;
  readonly count: number;
  readonly onNearEnd: (() => void) | undefined;
}

interface Choice<T> {
  readonly items: readonly T[];
  readonly idOf: (item: T) => string;
  readonly chosen: ReadonlySet<string>;
  readonly index: number;
  /** The other end of a range, -1 for the row alone. */
  readonly anchor: number;
}

function chosenAfter<T>({ items, idOf, chosen, index, anchor }: Choice<T>): ReadonlySet<string> {
  const ids = items.map(idOf);
  const next = new Set(chosen);
  const id = ids[index];
  if (id === undefined) return chosen;
  if (anchor >= 0) {
    for (const each of ids.slice(Math.min(anchor, index), Math.max(anchor, index) + 1)) next.add(each);
  } else if (!next.delete(id)) next.add(id);
  return next;
}

function allOrNone(ids: readonly string[], chosen: ReadonlySet<string>): ReadonlySet<string> {
  return ids.every((id) => chosen.has(id)) ? new Set() : new Set([...chosen, ...ids]);
}

function Head<T>({
  columns,
  selection,
  items,
  idOf,
  detailOf,
  onChooseAll,
}: ListTableProperties<T> & { readonly onChooseAll: () => void }) {
  const { t } = useLanguage();
  const here = selection ? items.filter((item) => selection.chosen.has(idOf(item))).length : 0;
  return (
    <>
      <colgroup>
        {selection && <col style={{ width: CHOICE_WIDTH }} />}
        {detailOf && <col style={{ width: CHOICE_WIDTH }} />}
        {columns.map(({ key, width }) => (
          <col key={key} style={width ? { width } : undefined} />
        ))}
      </colgroup>
      <thead>
        <tr aria-rowindex={1}>
          {selection && (
            <th scope="col" className="choice">
              <Checkbox
                checked={here > 0 && here === items.length}
                indeterminate={here > 0 && here < items.length}
                onChange={onChooseAll}
                aria-label={t("list.chooseAll")}
              />
            </th>
          )}
          {detailOf && (
            <th scope="col">
              <span className="visually-hidden">{t("list.details")}</span>
            </th>
          )}
          {columns.map(({ key, title, align, isPinned }) => (
            <th
              key={key}
              scope="col"
              className={[align === "right" ? "right" : "", isPinned ? "pinned" : ""].join(" ").trim() || undefined}
            >
              {title || <span className="visually-hidden">{t("list.actions")}</span>}
            </th>
          ))}
        </tr>
      </thead>
    </>
  );
}

interface BodyProperties<T> extends ListTableProperties<T> {
  /** Rows to draw with their place from the top; null draws all. */
  readonly shown: readonly { readonly index: number; readonly start: number; readonly end: number }[] | null;
  readonly height: number;
  readonly measure: (row: HTMLElement | null) => void;
  readonly focused: number;
  readonly onChoose: (index: number, isRange: boolean) => void;
}

function Body<T>({ shown, height, measure, focused, onChoose, ...list }: BodyProperties<T>) {
  const { items, idOf, columns, selection, hasKeys } = list;
  const span = columns.length + (selection ? 1 : 0) + (list.detailOf ? 1 : 0);
  const keyed: Keyed<T> = { list, focused, onChoose, measure: shown ? measure : undefined };
  if (!shown) {
    return (
      <tbody>
        {items.map((item, index) => (
          <ListRow key={idOf(item)} item={item} index={index} isTabStop={hasKeys === true && index === Math.max(0, focused)} {...keyed} />
        ))}
      </tbody>
    );
  }
  let end = 0;
  const parts: ReactNode[] = [];
  for (const row of shown) {
    const item = items[row.index];
    if (item === undefined) continue;
    if (row.start > end) parts.push(<Gap key={`before ${row.index}`} height={row.start - end} span={span} />);
    parts.push(<ListRow key={idOf(item)} item={item} index={row.index} isTabStop={row.index === Math.max(0, focused)} {...keyed} />);
    end = row.end;
  }
  if (height > end) parts.push(<Gap key="after" height={height - end} span={span} />);
  return <tbody>{parts}</tbody>;
}

/** Stands for the rows that are not drawn. */
function Gap({ height, span }: { readonly height: number; readonly span: number }) {
  return (
    <tr aria-hidden="true" className="gap">
      <td colSpan={span} style={{ height }} />
    </tr>
  );
}
