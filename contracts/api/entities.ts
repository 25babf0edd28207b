import { type Static, Type } from "typebox";
import { ENTITY_KINDS } from "../entities.ts";
import { exact, oneOf, orNull, page } from "./shapes.ts";

const Kind = oneOf(ENTITY_KINDS);

/** POST /api/entities/runs */
export const LinkBody = exact({
  /** All that hold anybody when not given. */
  datasets: Type.Optional(Type.Array(Type.String({ minLength: 1, maxLength: 63 }), { maxItems: 500 })),
  /** Everything is compared anew and the weights are learned again. */
  full: Type.Optional(Type.Boolean()),
});

export const EntityRunShape = exact({
  /** The batch of members. */
  run: Type.String(),
  mode: Type.Union([Type.Literal("full"), Type.Literal("incremental")]),
  startedAt: Type.String(),
  finishedAt: Type.String(),
  actor: Type.String(),
  members: Type.Integer(),
  entities: Type.Integer(),
  kinds: Type.Array(
    exact({
      kind: Kind,
      mentions: Type.Integer(),
      profiles: Type.Integer(),
      entities: Type.Integer(),
      compared: Type.Integer(),
      candidates: Type.Integer(),
      /** Probability from which a pair is one. */
      threshold: Type.Number(),
      expected: orNull(exact({ precision: Type.Number(), recall: Type.Number(), f1: Type.Number() })),
      refused: Type.Integer(),
      contradictions: Type.Array(exact({ different: Type.String(), same: Type.Array(Type.String()) })),
      waiting: Type.Integer(),
    }),
  ),
  datasets: Type.Array(Type.String()),
  codeVersion: Type.String(),
  resultDigest: Type.String(),
});
export type EntityRunView = Static<typeof EntityRunShape>;
/** GET /api/entities/runs — newest first. */
export const EntityRunsShape = page(EntityRunShape);
