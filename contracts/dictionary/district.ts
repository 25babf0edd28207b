import type { ColumnSchema, DatasetSchema } from "../dataset.ts";
import { YUEYANG_OFFICES } from "../offices.ts";
import { office } from "./columns.ts";

/** The last column of every dataset of the dictionary. */
export const district = office(YUEYANG_OFFICES);

interface Details extends Pick<DatasetSchema, "source" | "owner" | "businessLines"> {
  readonly dataClass?: DatasetSchema["dataClass"];
  readonly recordKey: readonly string[];
  readonly absenceKeys?: readonly string[];
  /** Without the office, which is added as the last. */
  readonly columns: readonly ColumnSchema[];
}

/** Records of another authority in their first version, personal unless said otherwise. */
export const external = (id: string, zh: string, en: string, details: Details): DatasetSchema => dataset(id, { zh, en }, details, false);

/** Records of the procuratorate itself in their first version, personal unless said otherwise. */
export const internal = (id: string, zh: string, en: string, details: Details): DatasetSchema => dataset(id, { zh, en }, details, true);

function dataset(id: string, title: DatasetSchema["title"], details: Details, isInternal: boolean): DatasetSchema {
  const { source, owner, dataClass = "personal", businessLines, recordKey, absenceKeys, columns } = details;
  return {
    id,
    version: 1,
    title,
    source,
    owner,
    dataClass,
    isInternal,
    businessLines,
    recordKey,
    ...(absenceKeys ? { absenceKeys } : {}),
    officeColumn: "office",
    columns: [...columns, district],
  };
}
