import CaretDownOutlined from "@ant-design/icons/CaretDownOutlined";
import CaretRightOutlined from "@ant-design/icons/CaretRightOutlined";
import { Checkbox } from "antd";
import { useState } from "react";
import { useLanguage } from "../language/locale.tsx";
import type { ListColumn, ListTableProperties } from "./list-column.ts";

export interface Keyed<T> {
  readonly list: ListTableProperties<T>;
  readonly focused: number;
  readonly onChoose: (index: number, isRange: boolean) => void;
  readonly measure: ((row: HTMLElement | null) => void) | undefined;
}

interface RowProperties<T> extends Keyed<T> {
  readonly item: T;
  readonly index: number;
  readonly isTabStop: boolean;
}

export function ListRow<T>({ list, item, index, focused, isTabStop, onChoose, measure }: RowProperties<T>) {
  const { t } = useLanguage();
  const [isOpen, setOpen] = useState(false);
  const { columns, selection, detailOf, onOpen, hasKeys, idOf } = list;
  const id = idOf(item);
  const isChosen = selection?.chosen.has(id) ?? false;
  const look = [index === focused ? "focused-row" : "", isChosen ? "chosen" : ""].join(" ").trim();
  return (
    <>
      {/* Row 1 is the head. */}
      <tr
        ref={measure}
        data-index={index}
        data-id={id}
        aria-rowindex={index + 2}
        className={look || undefined}
        tabIndex={hasKeys ? (isTabStop ? 0 : -1) : undefined}
        onDoubleClick={onOpen && (() => onOpen(item, index))}
      >
        {selection && (
          <td className="choice">
            <Checkbox
              checked={isChosen}
              onChange={(event) => onChoose(index, event.nativeEvent instanceof MouseEvent && event.nativeEvent.shiftKey)}
              aria-label={t("list.choose", { row: index + 1 })}
            />
          </td>
        )}
        {detailOf && (
          <td className="choice">
            <button type="button" className="copy" aria-expanded={isOpen} aria-label={t("list.details")} onClick={() => setOpen(!isOpen)}>
              {isOpen ? <CaretDownOutlined aria-hidden /> : <CaretRightOutlined aria-hidden />}
            </button>
          </td>
        )}
        {columns.map((column) => (
          <td key={column.key} className={cellLook(column)}>
            {column.render(item, index)}
          </td>
        ))}
      </tr>
      {isOpen && detailOf && (
        <tr className="detail">
          <td colSpan={columns.length + 1 + (selection ? 1 : 0)}>{detailOf(item)}</td>
        </tr>
      )}
    </>
  );
}

function cellLook<T>({ align, isPinned, isOneLine }: ListColumn<T>): string | undefined {
  return [align === "right" ? "right" : "", isPinned ? "pinned" : "", isOneLine ? "one-line" : ""].join(" ").trim() || undefined;
}
