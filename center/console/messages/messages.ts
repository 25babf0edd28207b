import type { Text } from "@yuejian/contracts";

/** Checks a table of messages while keeping its keys and texts as literal types. */
export function messages<const Table extends Record<string, Text>>(table: Table): Table {
  return table;
}
