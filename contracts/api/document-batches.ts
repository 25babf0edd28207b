import { type Static, Type } from "typebox";
import { DOCUMENT_STAGES, FINDING_SEVERITIES } from "../document-check.ts";
import { ErrorShape, exact, oneOf, orNull, PageQuery, page, TextShape } from "./shapes.ts";

const Day = Type.String({ format: "date" });

/** How the documents of a batch are to be checked, all alike. */
const Options = {
  writtenOn: Type.Optional(Day),
  stage: Type.Optional(oneOf(DOCUMENT_STAGES)),
  on: Type.Optional(Day),
  isForPublication: Type.Optional(Type.Boolean()),
};

/** POST /api/documents/batches — a batch without files yet. 201 DocumentBatchShape */
export const DocumentBatchBody = exact({
  name: Type.Optional(Type.String({ maxLength: 200 })),
  /** The case that all its documents are of. */
  case: Type.Optional(Type.String({ maxLength: 64 })),
  ...Options,
});
export type DocumentBatchOrder = Static<typeof DocumentBatchBody>;

/** `collecting`: files arrive; `stopped`: the job ended before all were checked, and can be started again. */
export const DOCUMENT_BATCH_STATES = {
  collecting: { zh: "等待文件", en: "taking in files" },
  running: { zh: "正在校核", en: "being checked" },
  stopped: { zh: "已停下", en: "stopped" },
  done: { zh: "已完成", en: "done" },
  erased: { zh: "已删除", en: "erased" },
} as const;

const SeverityCounts = exact(
  Object.fromEntries(FINDING_SEVERITIES.map((each) => [each, Type.Integer()])) as Record<
    (typeof FINDING_SEVERITIES)[number],
    ReturnType<typeof Type.Integer>
  >,
);

const BatchMembers = {
  id: Type.String(),
  at: Type.String(),
  /** Null: nobody gave one, or erased. */
  name: orNull(Type.String()),
  /** The supervision case, or the case of the business system, that its documents are of. */
  case: orNull(Type.String()),
  handledCase: orNull(Type.String()),
  caseNumber: orNull(Type.String()),
  state: oneOf(DOCUMENT_BATCH_STATES),
  /** The job that checks, or did last. */
  job: orNull(Type.String()),
  files: exact({ all: Type.Integer(), waiting: Type.Integer(), checked: Type.Integer(), refused: Type.Integer() }),
  characters: Type.Integer(),
  findings: SeverityCounts,
  keepUntil: Type.String(),
  erasedAt: orNull(Type.String()),
};
export const DocumentBatchShape = exact(BatchMembers);
export type DocumentBatchView = Static<typeof DocumentBatchShape>;

/** GET /api/documents/batches — one's own, newest first. */
export const DocumentBatchesQuery = exact(PageQuery);
export const DocumentBatchesShape = page(DocumentBatchShape);
export type DocumentBatchesView = Static<typeof DocumentBatchesShape>;

export const DocumentBatchFileShape = exact({
  position: Type.Integer(),
  /** Where it lay in the folder; null once erased. */
  path: orNull(Type.String()),
  size: Type.Integer(),
  state: Type.Enum(["waiting", "checked", "refused", "dropped"]),
  /** Its pages are recognised behind the other files; false also while nobody looked. */
  isScan: Type.Boolean(),
  /** Of one that waits: how many are taken before it. */
  ahead: orNull(Type.Integer()),
  /** Of what was checked. */
  check: orNull(
    exact({
      id: Type.String(),
      kindName: TextShape,
      format: Type.String(),
      characters: Type.Integer(),
      /** Pages that were recognised. */
      scanned: Type.Integer(),
      findings: SeverityCounts,
      /** Findings that nobody has decided on. */
      open: Type.Integer(),
      isCounted: Type.Boolean(),
    }),
  ),
  /** Why it was not checked; null also once erased. */
  refused: orNull(ErrorShape),
});
export type DocumentBatchFileView = Static<typeof DocumentBatchFileShape>;

/** GET /api/documents/batches/:batch */
export const DocumentBatchDetailShape = exact({ batch: DocumentBatchShape, files: Type.Array(DocumentBatchFileShape) });
export type DocumentBatchDetail = Static<typeof DocumentBatchDetailShape>;

/** POST /api/documents/batches/:batch/files — a form with `path` and one `file`; a path that is there is answered as it stands. `tooLarge`: the file was left out for
 *  its size, and only that is noted. 200 DocumentBatchFileShape */
export const DocumentBatchFileFields = exact({
  path: Type.String({ minLength: 1, maxLength: 2000 }),
  tooLarge: Type.Optional(Type.String({ pattern: "^\\d{1,15}$" })),
});

/** POST /api/documents/batches/:batch/start — once the files are there, or again after a stop. 200 DocumentBatchShape
 *  POST /api/documents/batches/:batch/erase — texts, names and files, of its checks too. 200 DocumentBatchDetailShape */

/** GET /api/documents/batches/:batch/report */
export const DocumentBatchReportQuery = exact({
  form: Type.Enum(["docx", "html", "json"]),
  language: Type.Optional(Type.Enum(["zh", "en"])),
});
/** GET /api/documents/batches/:batch/documents — a ZIP of all its Word files and the report, or nothing. `changes`: every suggestion that was not rejected as a tracked change. */
export const DocumentBatchDocumentsQuery = exact({
  form: Type.Enum(["changes", "remarks"]),
  language: Type.Optional(Type.Enum(["zh", "en"])),
});

/** What a batch takes. */
export const DOCUMENT_BATCH_LIMITS = { files: 500, fileBytes: 32 * 1024 ** 2, bytes: 1024 ** 3 } as const;
