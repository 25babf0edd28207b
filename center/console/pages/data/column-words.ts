import type { ColumnType } from "@yuejian/contracts";
import type { MessageKey } from "../../messages/index.ts";

const TYPES = {
  text: "columns.text",
  integer: "columns.integer",
  decimal: "columns.decimal",
  amount: "columns.amount",
  date: "columns.date",
  boolean: "columns.boolean",
} as const satisfies Record<ColumnType, MessageKey>;

export function columnTypeKey(type: string): (typeof TYPES)[ColumnType] {
  return type in TYPES ? TYPES[type as ColumnType] : "columns.text";
}
