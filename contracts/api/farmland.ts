import { type Static, Type } from "typebox";
import { LEAD_STATUSES } from "../lead.ts";
import { exact, oneOf, orNull, PageQuery, page, TextShape } from "./shapes.ts";
import { JobShape } from "./work.ts";

const Day = Type.String({ format: "date" });
const Path = Type.String({ minLength: 1, maxLength: 4096 });

export const FARMLAND_CONFIDENCES = { possible: 0, probable: 1, confirmed: 2 } as const;
export const AREA_ELEMENTS = { reached: 0, "not-reached": 1, "cannot-tell": 2 } as const;
const METHODS = { series: 0, pair: 0 } as const;

/** POST /api/farmland/runs — paths on the server's machine: a folder of dated images (or a manifest of arrays), or two images. */
export const FarmlandRunBody = exact({
  images: Type.Optional(Path),
  before: Type.Optional(Path),
  after: Type.Optional(Path),
  parcels: Type.Optional(Path),
  approvals: Type.Optional(Path),
  /** Districts of the offices; violations go to the office in whose district they lie. */
  boundaries: Type.Optional(Path),
  /** A folder as it was handed over: images, parcels, approvals and districts are told apart. */
  folder: Type.Optional(Path),
  /** Files sent before; told apart likewise. */
  upload: Type.Optional(Type.String({ maxLength: 64 })),
  from: Type.Optional(Day),
  /** To whom violations outside of all districts go; the caller's own when not given. */
  office: Type.Optional(Type.String({ maxLength: 64 })),
});

export type FarmlandRunRequest = Static<typeof FarmlandRunBody>;

/** POST /api/farmland/runs */
export const FarmlandStartedShape = exact({ run: Type.String(), job: JobShape });
export type FarmlandStarted = Static<typeof FarmlandStartedShape>;

/** POST /api/farmland/uploads */
export const FarmlandUploadBody = exact({ office: Type.Optional(Type.String({ maxLength: 64 })) });
const UploadedFileShape = exact({ path: Type.String(), size: Type.Integer() });
export const FarmlandUploadShape = exact({
  id: Type.String(),
  office: Type.String(),
  at: Type.String(),
  /** The newest that looked at them. */
  run: orNull(Type.String()),
  files: Type.Array(UploadedFileShape),
  bytes: Type.Integer(),
  /** Bytes. */
  limits: exact({ fileBytes: Type.Integer(), totalBytes: Type.Integer(), freeBytes: Type.Integer(), files: Type.Integer() }),
});
export type FarmlandUpload = Static<typeof FarmlandUploadShape>;

/** GET /api/farmland/uploads — the newest first. */
export const FarmlandUploadsShape = exact({ items: Type.Array(FarmlandUploadShape) });
export type FarmlandUploads = Static<typeof FarmlandUploadsShape>;

/** POST /api/farmland/uploads/:upload/files — a form with `path`, `offset` and the piece as `file`. Answers what is there now. */
export const UploadedPieceShape = UploadedFileShape;
export type UploadedPiece = Static<typeof UploadedPieceShape>;

/** POST /api/farmland/uploads/:upload/check, /api/farmland/folders — zips are unpacked, files told apart. */
export const FarmlandFolderBody = exact({ folder: Path });
export const FarmlandFilesShape = exact({
  files: Type.Array(
    exact({
      path: Type.String(),
      kind: oneOf({ image: 0, mask: 0, areas: 0, unknown: 0 }),
      date: orNull(Type.String()),
      system: orNull(Type.String()),
      width: orNull(Type.Integer()),
      height: orNull(Type.Integer()),
      role: orNull(oneOf({ parcels: 0, approvals: 0, boundaries: 0 })),
      features: orNull(Type.Integer()),
      /** Why it is not used. */
      problem: orNull(TextShape),
    }),
  ),
  /** How the images will be looked at; null where there are too few of different days. */
  method: orNull(oneOf(METHODS)),
});
export type FarmlandFiles = Static<typeof FarmlandFilesShape>;

const InputShape = exact({
  role: Type.String(),
  file: Type.String(),
  size: Type.Integer(),
  sha256: Type.String(),
  sm3: Type.String(),
});

export const FarmlandRunShape = exact({
  id: Type.String(),
  name: Type.String(),
  office: Type.String(),
  actor: Type.String(),
  at: Type.String(),
  /** Null once the list of jobs has forgotten it. */
  job: orNull(JobShape),
  finishedAt: orNull(Type.String()),
  method: orNull(oneOf(METHODS)),
  /** First and last image. */
  dates: orNull(exact({ first: Type.String(), last: Type.String(), count: Type.Integer() })),
  watchFrom: orNull(Type.String()),
  violations: orNull(Type.Integer()),
  newViolations: orNull(Type.Integer()),
  ledgerIndex: orNull(Type.Integer()),
});
export type FarmlandRunView = Static<typeof FarmlandRunShape>;

/** GET /api/farmland/runs */
export const FarmlandRunsQuery = exact(PageQuery);
export const FarmlandRunsShape = page(FarmlandRunShape);
export type FarmlandRunsView = Static<typeof FarmlandRunsShape>;

/** GET /api/farmland/runs/:run — with all that it rests on. */
export const FarmlandRunDetailShape = exact({
  run: FarmlandRunShape,
  inputs: Type.Array(InputShape),
  parameters: Type.Record(Type.String(), Type.Union([Type.Number(), Type.String(), Type.Boolean(), Type.Null()])),
  threshold: orNull(Type.Number()),
  doubts: Type.Array(TextShape),
  approvalsSubtracted: Type.Array(Type.String()),
  violationsSha256: orNull(Type.String()),
  batch: orNull(Type.String()),
  modelRun: orNull(Type.String()),
  note: TextShape,
});
export type FarmlandRunDetail = Static<typeof FarmlandRunDetailShape>;

const Position = Type.Tuple([Type.Number(), Type.Number()]);
const Extent = Type.Tuple([Type.Number(), Type.Number(), Type.Number(), Type.Number()]);
const Polygons = Type.Array(Type.Array(Type.Array(Position)));

/** GET /api/farmland/runs/:run/map — pictures and outlines in the coordinates of the images' own grid. */
export const FarmlandMapShape = exact({
  run: Type.String(),
  system: Type.String(),
  /** West, south, east, north. */
  extent: Extent,
  /** Units of the system a pixel. */
  pixel: Type.Number(),
  colours: Type.String(),
  days: Type.Array(exact({ date: Type.String(), width: Type.Integer(), height: Type.Integer() })),
  outlines: Type.Array(exact({ violation: Type.String(), polygons: Polygons })),
  /** Where somebody stood who looked at a violation on the ground, and how exactly that is known. */
  checks: Type.Array(exact({ check: Type.String(), violation: Type.String(), at: Position, accuracyMetres: Type.Integer() })),
});
export type FarmlandMap = Static<typeof FarmlandMapShape>;

/** GET /api/farmland/runs/:run/parts?since= — what a running look at images has found so far: provisional, gone when it ends. Parts from the one numbered `since` on. */
export const FarmlandPartsQuery = exact({ since: Type.Optional(Type.Integer({ minimum: 0 })) });
export const FarmlandPartsShape = exact({
  run: Type.String(),
  isRunning: Type.Boolean(),
  /** The `since` of the next question. */
  next: Type.Integer(),
  /** In all; null, as what follows, while none is known. */
  parts: orNull(Type.Integer()),
  system: orNull(Type.String()),
  extent: orNull(Extent),
  pixel: orNull(Type.Number()),
  /** Ground of each part that is done. */
  areas: Type.Array(Extent),
  found: Type.Integer(),
  /** The largest of each part. */
  spots: Type.Array(
    exact({ class: Type.String(), classTitle: TextShape, confidence: oneOf(FARMLAND_CONFIDENCES), mu: Type.Number(), polygons: Polygons }),
  ),
});
export type FarmlandParts = Static<typeof FarmlandPartsShape>;

/** GET /api/farmland/runs/:run/curve?x=&y= — of the cell that holds a place, in the coordinates of the map. */
export const FarmlandCurveQuery = exact({ x: Type.Number(), y: Type.Number() });
export const FarmlandCurveShape = exact({
  longitude: Type.Number(),
  latitude: Type.Number(),
  /** Pixels a side that one value stands for. */
  block: Type.Integer(),
  points: Type.Array(exact({ date: Type.String(), ndvi: orNull(Type.Number()) })),
});
export type FarmlandCurve = Static<typeof FarmlandCurveShape>;

const AreaShape = exact({
  squareMetres: Type.Number(),
  errorSquareMetres: Type.Number(),
  mu: Type.Number(),
  errorMu: Type.Number(),
  hectares: Type.Number(),
  acres: Type.Number(),
});

export const RESTORED = { restored: 0, partly: 0, demolished: 0, "not-restored": 0, "cannot-tell": 0 } as const;

/** POST /api/farmland/restorations — images from before the changes until now. */
export const RestorationBody = exact({
  images: Path,
  from: Type.Optional(Day),
  /** Whose violations; those of all offices that the caller sees when not given. */
  office: Type.Optional(Type.String({ maxLength: 64 })),
});
export const RestorationStartedShape = exact({ restoration: Type.String(), job: JobShape });
export type RestorationStarted = Static<typeof RestorationStartedShape>;

/** GET /api/farmland/restorations/:restoration */
export const RestorationShape = exact({
  id: Type.String(),
  name: Type.String(),
  at: Type.String(),
  job: orNull(JobShape),
  finishedAt: orNull(Type.String()),
  /** Days between which was looked. */
  from: orNull(Type.String()),
  to: orNull(Type.String()),
  counts: Type.Record(Type.String(), Type.Integer()),
  restored: orNull(AreaShape),
  doubts: Type.Array(TextShape),
  inputs: Type.Array(InputShape),
  plots: Type.Array(
    exact({
      violation: Type.String(),
      verdict: oneOf(RESTORED),
      title: TextShape,
      reason: TextShape,
      area: AreaShape,
      restored: AreaShape,
    }),
  ),
  ledgerIndex: orNull(Type.Integer()),
  note: TextShape,
});
export type RestorationView = Static<typeof RestorationShape>;

/** POST /api/farmland/cases — verified leads that are one matter: filed, and their cases merged into that of the first. */
export const FarmlandCaseBody = exact({
  leads: Type.Array(Type.String({ maxLength: 64 }), { minItems: 2, maxItems: 100 }),
  note: Type.String({ minLength: 1, maxLength: 2000 }),
});
export const FarmlandCaseShape = exact({
  case: Type.String(),
  filed: Type.Integer(),
  merged: Type.Integer(),
  refused: Type.Array(exact({ case: Type.String(), text: TextShape })),
});
export type FarmlandCase = Static<typeof FarmlandCaseShape>;

export const ViolationShape = exact({
  id: Type.String(),
  name: Type.String(),
  office: Type.String(),
  class: Type.String(),
  classTitle: TextShape,
  confidence: oneOf(FARMLAND_CONFIDENCES),
  areaElement: oneOf(AREA_ELEMENTS),
  area: AreaShape,
  /** Last day on which it was normal, first on which it was not. */
  changedAfter: orNull(Type.String()),
  changedBy: orNull(Type.String()),
  imagesTo: Type.String(),
  centre: Position,
  firstRun: Type.String(),
  lastRun: Type.String(),
  /** What became of it; null while nobody looked. */
  restored: orNull(
    exact({ verdict: oneOf(RESTORED), title: TextShape, squareMetres: Type.Number(), mu: Type.Number(), to: Type.String() }),
  ),
  /** Null while it is no lead. */
  lead: orNull(
    exact({
      id: Type.String(),
      version: Type.Integer(),
      status: oneOf(LEAD_STATUSES),
      assignee: orNull(Type.String()),
      caseId: orNull(Type.String()),
    }),
  ),
});
export type ViolationView = Static<typeof ViolationShape>;

/** GET /api/farmland/violations — the largest first. `state`: a lead's status, or `none` for what is no lead. */
export const ViolationsQuery = exact({
  run: Type.Optional(Type.String({ maxLength: 64 })),
  office: Type.Optional(Type.String({ maxLength: 64 })),
  class: Type.Optional(Type.String({ maxLength: 64 })),
  confidence: Type.Optional(oneOf(FARMLAND_CONFIDENCES)),
  element: Type.Optional(oneOf(AREA_ELEMENTS)),
  state: Type.Optional(oneOf({ ...LEAD_STATUSES, none: 0 })),
  /** At least so many mu. */
  mu: Type.Optional(Type.Number({ minimum: 0 })),
  /** Changed from this day on. */
  since: Type.Optional(Day),
  ...PageQuery,
});
export type ViolationsFilter = Static<typeof ViolationsQuery>;

const Facet = Type.Array(exact({ id: Type.String(), title: TextShape, count: Type.Integer() }));
export const ViolationsShape = exact({
  items: Type.Array(ViolationShape),
  total: Type.Integer(),
  offset: Type.Integer(),
  limit: Type.Integer(),
  /** Of everything that the caller may see. */
  facets: exact({ classes: Facet, offices: Facet, states: Facet }),
  /** Land that is fields again, of all that the caller may see. */
  restored: exact({
    violations: Type.Integer(),
    squareMetres: Type.Number(),
    mu: Type.Number(),
    hectares: Type.Number(),
    acres: Type.Number(),
  }),
});
export type ViolationsView = Static<typeof ViolationsShape>;

/** GET /api/farmland/violations/:violation */
export const ViolationDetailShape = exact({
  violation: ViolationShape,
  reason: TextShape,
  pixels: Type.Integer(),
  limits: Type.Array(
    exact({
      kind: Type.String(),
      limitMu: Type.Number(),
      law: Type.String(),
      article: Type.String(),
      against: oneOf({ above: 0, below: 0, "cannot-tell": 0 }),
    }),
  ),
  parcels: Type.Array(exact({ id: Type.String(), kind: Type.String(), areaMu: Type.Number(), areaErrorMu: Type.Number() })),
  approvalsToCheck: Type.Array(Type.String()),
  approvalsSubtracted: Type.Array(Type.String()),
  /** GeoJSON, degrees. */
  geometry: exact({ type: Type.String(), coordinates: Type.Array(Type.Unknown()) }),
  method: oneOf(METHODS),
  /** Means over its clear pixels. */
  curve: Type.Array(exact({ date: Type.String(), ndvi: orNull(Type.Number()), water: orNull(Type.Number()), clear: Type.Number() })),
  pictures: exact({ before: orNull(Type.String()), after: orNull(Type.String()) }),
  doubts: Type.Array(TextShape),
  /** Runs that saw it, the newest first. */
  sightings: Type.Array(
    exact({ run: Type.String(), at: Type.String(), confidence: Type.String(), areaMu: Type.Number(), imagesTo: Type.String() }),
  ),
  ledgerIndex: orNull(Type.Integer()),
  note: TextShape,
});
export type ViolationDetailView = Static<typeof ViolationDetailShape>;
