import { type Static, Type } from "typebox";
import { FIELD_CHECK_STATES, FIELD_FINDINGS, FIELD_LIMITS, FIELD_RECORD_FORMAT, FIELD_SIGNERS, POSITION_ABSENCES } from "../field-check.ts";
import { exact, oneOf, orNull, PageQuery, page, TextShape } from "./shapes.ts";

const Moment = Type.String({ pattern: "^\\d{4}-\\d{2}-\\d{2}T\\d{2}:\\d{2}:\\d{2}\\.\\d{3}Z$" });
const Digest = Type.String({ pattern: "^[0-9a-f]{64}$" });
const Id = Type.String({ minLength: 1, maxLength: 64 });
const Degrees = Type.String({ pattern: "^(0|-?[1-9]\\d{0,2}|-?(0|[1-9]\\d{0,2})\\.\\d{0,7}[1-9])$" });
const Name = Type.String({ minLength: 1, maxLength: FIELD_LIMITS.name });

const PositionShape = Type.Union([
  exact({
    state: Type.Literal("measured"),
    latitude: Degrees,
    longitude: Degrees,
    accuracyMetres: Type.Integer({ minimum: 0 }),
    at: Moment,
  }),
  exact({ state: oneOf(POSITION_ABSENCES) }),
]);

/** What the device bound together; see FieldRecord. */
export const FieldRecordShape = exact({
  format: Type.Literal(FIELD_RECORD_FORMAT),
  check: Id,
  violation: Id,
  finding: oneOf(FIELD_FINDINGS),
  class: orNull(Id),
  note: Type.String({ maxLength: FIELD_LIMITS.note }),
  checker: exact({ id: Id, name: Name }),
  recordedAt: Moment,
  position: PositionShape,
  photos: Type.Array(
    exact({
      sha256: Digest,
      size: Type.Integer({ minimum: 1 }),
      mediaType: Type.String({ maxLength: 100 }),
      name: Type.String({ minLength: 1, maxLength: 255 }),
      takenAt: Moment,
    }),
    { minItems: 1, maxItems: FIELD_LIMITS.photos },
  ),
  signatures: Type.Array(
    exact({ role: oneOf(FIELD_SIGNERS), name: Name, sha256: Digest, size: Type.Integer({ minimum: 1 }), signedAt: Moment }),
    { minItems: 1, maxItems: 2 },
  ),
});

/** POST /api/farmland/checks */
export const FieldCheckBody = exact({
  violation: Id,
  /** Id of the account. */
  assignee: Id,
  due: Type.String({ format: "date" }),
  /** What to look at. */
  words: Type.Optional(Type.String({ maxLength: 1000 })),
});

/** POST /api/farmland/checks/:check/withdraw */
export const FieldCheckWithdrawBody = exact({ reason: Type.String({ maxLength: 1000 }) });

/** POST /api/farmland/checks/:check/record — after its files; `capture`: the signed capture over record, photos and signatures, in its one text. `sentAt`: the device's clock when it sent. */
export const FieldCheckRecordBody = exact({ record: FieldRecordShape, capture: Type.String({ maxLength: 4_194_304 }), sentAt: Moment });

/** POST /api/farmland/checks/:check/files/:sha256 */
export const FieldFileShape = exact({ sha256: Digest, size: Type.Integer() });

export const FieldCheckShape = exact({
  id: Type.String(),
  violation: Type.String(),
  violationName: Type.String(),
  classTitle: TextShape,
  areaMu: Type.Number(),
  /** Longitude, latitude. */
  centre: Type.Tuple([Type.Number(), Type.Number()]),
  /** GeoJSON, degrees. */
  geometry: exact({ type: Type.String(), coordinates: Type.Array(Type.Unknown()) }),
  lead: orNull(Type.String()),
  office: Type.String(),
  assignee: Type.String(),
  assigneeName: Type.String(),
  givenByName: Type.String(),
  givenAt: Type.String(),
  due: Type.String(),
  words: Type.String(),
  state: oneOf(FIELD_CHECK_STATES),
  isOverdue: Type.Boolean(),
  withdrawn: orNull(exact({ at: Type.String(), byName: Type.String(), reason: Type.String() })),
  /** SHA-256 of files that came already, while the record did not. */
  received: Type.Array(Type.String()),
  mayCheck: Type.Boolean(),
  mayWithdraw: Type.Boolean(),
  result: orNull(
    exact({
      finding: oneOf(FIELD_FINDINGS),
      classTitle: orNull(TextShape),
      /** Masked for whoever may not open what stands in files. */
      note: Type.String(),
      position: PositionShape,
      /** From the outline, computed here anew; null without a position. */
      metresToOutline: orNull(Type.Integer()),
      recordedAt: Type.String(),
      receivedAt: Type.String(),
      /** The device's clock less the house's when it was sent. */
      clockSeconds: Type.Integer(),
      record: Type.String(),
      capture: Type.String(),
      /** What the device's key was when it came. */
      standing: Type.String(),
      standingText: TextShape,
      key: Type.String(),
      files: Type.Array(
        exact({
          sha256: Type.String(),
          kind: oneOf({ photo: 0, signature: 0, record: 0 }),
          name: Type.String(),
          size: Type.Integer(),
          at: orNull(Type.String()),
        }),
      ),
      signers: Type.Array(exact({ role: oneOf(FIELD_SIGNERS), name: Type.String(), sha256: Type.String(), signedAt: Type.String() })),
      /** The caller may look at photos and signatures. */
      mayOpen: Type.Boolean(),
      isErased: Type.Boolean(),
      ledgerIndex: orNull(Type.Integer()),
    }),
  ),
});
export type FieldCheckView = Static<typeof FieldCheckShape>;

/** GET /api/farmland/checks — `mine`: given to the caller. */
export const FieldChecksQuery = exact({
  violation: Type.Optional(Id),
  state: Type.Optional(oneOf(FIELD_CHECK_STATES)),
  mine: Type.Optional(Type.Boolean()),
  ...PageQuery,
});
export const FieldChecksShape = exact({
  ...page(FieldCheckShape).properties,
  /** The caller may give checks of the violation asked for. */
  mayGive: Type.Boolean(),
  classes: Type.Array(exact({ id: Type.String(), title: TextShape })),
  limits: exact({ photos: Type.Integer(), fileBytes: Type.Integer() }),
});
export type FieldChecksView = Static<typeof FieldChecksShape>;
