import { type Static, type TEnum, type TObject, type TProperties, type TSchema, Type } from "typebox";
import type { Text } from "../text.ts";

/** Objects of the HTTP interface refuse unknown members. */
export function exact<P extends TProperties>(properties: P): TObject<P> {
  return Type.Object(properties, { additionalProperties: false });
}

/** A closed set of words, from the keys of a table. */
export function oneOf<K extends string>(table: Readonly<Record<K, unknown>>): TEnum<K[]> {
  return Type.Enum(Object.keys(table) as K[]);
}

export const orNull = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()]);

export const TextShape = exact({ zh: Type.String(), en: Type.String() });

/** Standardised value of a cell as JSON: amounts in fen, dates YYYY-MM-DD. */
export const CellShape = Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]);

/** Lists are paged by offset; `total` counts all rows that the caller may see. */
export function page<T extends TSchema>(item: T) {
  return exact({ items: Type.Array(item), total: Type.Integer(), offset: Type.Integer(), limit: Type.Integer() });
}

export const PageQuery = {
  offset: Type.Optional(Type.Integer({ minimum: 0, default: 0 })),
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 500, default: 50 })),
};

/** How a document is wanted as a file; a Word file where nothing is said. */
export const FormatQuery = exact({ format: Type.Optional(oneOf({ docx: 0, pdf: 0 })) });

export const ErrorShape = exact({
  code: Type.String(),
  kind: Type.String(),
  parameters: Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()])),
  text: TextShape,
});
export type ErrorBody = Static<typeof ErrorShape>;
export type { Text };
