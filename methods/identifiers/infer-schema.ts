import { BUSINESS_LINES, type BusinessLine, type ColumnSchema, DATA_CLASSES, type DataClass, type DatasetSchema } from "@yuejian/contracts";
import { normaliseLabel } from "./characters.ts";
import { columnNames } from "./column-names.ts";
import { namelessColumn } from "./headings.ts";
import { inferColumn } from "./infer-column.ts";
import { standardise } from "./standardise.ts";

/** Describes a file that no schema is known for: `sample` holds records as texts in heading order. Give it as many records as can be had
 *  cheaply: a type is chosen when the sample bears it out, and a later value that does not fit is quarantined.
 *  Numbers that only look like numbers (ids, codes, telephones, leading zeros) stay text. */
export function inferSchema(datasetId: string, headings: readonly string[], sample: readonly (readonly string[])[]): DatasetSchema {
  const names = columnNames(headings);
  const columns = headings.map((heading, index): ColumnSchema => {
    const values = sample.map((record) => normaliseLabel(record[index] ?? "")).filter((value) => !isEmpty(value));
    const title = heading.trim() === "" ? namelessColumn(index) : heading;
    return { name: names[index] ?? namelessColumn(index), title: { zh: title, en: title }, ...inferColumn(heading, values) };
  });
  const ranks = Object.keys(DATA_CLASSES) as DataClass[];
  return {
    id: datasetId,
    version: 1,
    title: { zh: datasetId, en: datasetId },
    source: null,
    owner: { zh: "导入的文件", en: "Imported file" },
    dataClass: ranks.findLast((rank) => columns.some((column) => column.dataClass === rank)) ?? "internal",
    isInternal: false,
    businessLines: Object.keys(BUSINESS_LINES) as BusinessLine[],
    columns,
  };
}

/** A column of codes shows which marks mean «empty»: the widest list that any column accepts. */
const EMPTINESS: ColumnSchema = {
  name: "emptiness",
  title: { zh: "空值", en: "Emptiness" },
  type: "text",
  semantic: "code",
  dataClass: "public",
};

function isEmpty(value: string): boolean {
  const standard = standardise(value, EMPTINESS);
  return "value" in standard && standard.value === null;
}
