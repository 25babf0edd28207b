import { type Static, Type } from "typebox";
import { exact, orNull, TextShape } from "./shapes.ts";

const Words = Type.String({ maxLength: 20_000 });
const TextsShape = exact({ foreword: Words, findings: Words, causes: Words, outlook: Words });

/** GET /api/white-papers/:year — figures of the house's own records, and what people wrote. Null: withheld, since a person could be told. */
export const WhitePaperShape = exact({
  year: Type.Integer(),
  version: Type.Integer(),
  texts: TextsShape,
  figures: Type.Array(
    exact({
      id: Type.String(),
      title: TextShape,
      total: orNull(Type.Integer()),
      rows: Type.Array(exact({ label: TextShape, count: orNull(Type.Integer()) })),
      query: Type.String(),
      path: Type.String(),
    }),
  ),
});
export type WhitePaperView = Static<typeof WhitePaperShape>;

/** POST /api/white-papers/:year */
export const WhitePaperBody = exact({ version: Type.Integer(), texts: TextsShape });
