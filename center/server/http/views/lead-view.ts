import type { DataClass } from "@yuejian/contracts";
import type { LeadView } from "@yuejian/contracts/api";
import type { Home } from "../../home/index.ts";
import type { Cell } from "../../policy/index.ts";
import { type ResultColumns, resultColumns, type ShownLead, showLead, unknownColumns } from "./lead-masking.ts";
import type { LeadRow } from "./leads.ts";

/** Result columns per model, worked out once per application: models and dictionary do not change while it runs. */
const columnsByModel = new WeakMap<Home, Map<string, ResultColumns>>();

export function columnsOfModel(home: Home, modelId: string): ResultColumns {
  const known = columnsByModel.get(home) ?? new Map<string, ResultColumns>();
  columnsByModel.set(home, known);
  const model = home.models.get(modelId);
  const columns = known.get(modelId) ?? (model ? resultColumns(model, (id) => home.schemas.get(id) ?? null) : unknownColumns);
  known.set(modelId, columns);
  return columns;
}

/** A lead's words and newest finding as the caller may see them. `opensSealed`: a purpose for an inquiry into sealed records opens it. */
export function shownRow(
  { home }: { readonly home: Home },
  row: LeadRow,
  opens: (dataClass: DataClass) => boolean,
  opensSealed = false,
): ShownLead {
  if (row.expired_at !== null) return expiredLead;
  if (row.is_sealed !== 0 && !opensSealed) return sealedLead(row);
  const values = row.cells === null ? {} : (JSON.parse(row.cells) as Record<string, Cell>);
  const words = { subject: row.subject, subjectName: row.subject_name, summary: { zh: row.summary_zh, en: row.summary_en } };
  return showLead(words, { values, columns: columnsOfModel(home, row.model) }, opens);
}

const HIDDEN = "••••";

/** Nothing of a lead on sealed rows is shown, not even masked: that there is a record is what the seal hides. */
function sealedLead(row: LeadRow): ShownLead {
  const cells = row.cells === null ? {} : (JSON.parse(row.cells) as Record<string, Cell>);
  return {
    subject: HIDDEN,
    subjectName: HIDDEN,
    summary: { zh: "所依据的记录已封存", en: "The records it rests on are sealed" },
    finding: Object.fromEntries(Object.keys(cells).map((name) => [name, HIDDEN])),
    opened: [],
    hide: () => HIDDEN,
  };
}

const expiredLead: ShownLead = {
  subject: "",
  subjectName: HIDDEN,
  summary: { zh: "已排除，个人信息已到期删除", en: "Dismissed; its personal data expired" },
  finding: {},
  opened: [],
  hide: () => HIDDEN,
};

export function leadView({ home }: { readonly home: Home }, row: LeadRow, shown: ShownLead): LeadView {
  const { subject, subjectName, summary } = shown;
  return {
    id: row.id,
    version: row.version,
    model: row.model,
    modelTitle: home.models.get(row.model)?.manifest.title ?? { zh: row.model, en: row.model },
    subject,
    subjectName,
    office: row.office,
    status: row.status,
    assignee: row.assignee,
    assigneeName: row.assignee_name,
    summary,
    firstRun: row.first_run,
    lastRun: row.last_run,
    createdAt: row.created_at,
    changedAt: row.changed_at,
    caseId: row.case_id,
    businessLine: row.business_line,
    dataClass: row.data_class,
    comments: row.comments,
    attachments: row.attachments,
    isSealed: row.is_sealed !== 0,
    expiredAt: row.expired_at,
  };
}
