import type { Text } from "@yuejian/contracts";
import type { TemplateNames } from "../language/template.ts";
import type { catalogue } from "./catalogue.ts";

type Catalogue = typeof catalogue;
type Area = keyof Catalogue;

export type MessageKey = { [A in Area]: `${A}.${keyof Catalogue[A] & string}` }[Area];

type TemplateOf<K> = K extends `${infer A extends Area}.${infer Name}`
  ? Name extends keyof Catalogue[A]
    ? Catalogue[A][Name] extends { readonly zh: infer Zh extends string }
      ? Zh
      : never
    : never
  : never;

/** Names of the parameters of a message; never when it has none. */
export type MessageParameters<K extends MessageKey> = TemplateNames<TemplateOf<K>>;

type Table = Readonly<Record<string, Text>>;
const tables = new Map<string, Table>();

/** Makes the texts of an area known. The build adds the call to each module that names one of them, so that texts come with the pages that show them. */
export function giveMessages(area: string, table: Table): void {
  tables.set(area, table);
}

export function messageText(key: MessageKey): Text {
  const [area = "", name = ""] = key.split(".");
  return tables.get(area)?.[name] ?? { zh: key, en: key };
}
