import CommentOutlined from "@ant-design/icons/CommentOutlined";
import PaperClipOutlined from "@ant-design/icons/PaperClipOutlined";
import { Link } from "@tanstack/react-router";
import { BUSINESS_LINES, DATA_CLASSES } from "@yuejian/contracts";
import { LEAD_COLUMNS, type LeadView } from "@yuejian/contracts/api";
import type { ReactNode } from "react";
import type { ListColumn } from "../../kit/list-column.ts";
import { useShortOfficeName } from "../../kit/offices.ts";
import { Time } from "../../kit/small.tsx";
import { LeadStatusTag } from "../../kit/tags.tsx";
import { useLanguage } from "../../language/locale.tsx";
import type { MessageKey } from "../../messages/index.ts";

export type LeadColumn = keyof typeof LEAD_COLUMNS;

export const COLUMN_TITLES = {
  status: "leads.status",
  subjectName: "leads.subject",
  summary: "leads.summary",
  model: "leads.model",
  office: "leads.office",
  businessLine: "inbox.businessLine",
  dataClass: "inbox.dataClass",
  assignee: "leads.assignee",
  createdAt: "inbox.created",
  changedAt: "leads.changed",
  comments: "inbox.comments",
  attachments: "inbox.attachments",
} as const satisfies Record<LeadColumn, MessageKey>;

/** In the order in which columns stand. */
export const ALL_COLUMNS = Object.keys(COLUMN_TITLES) as readonly LeadColumn[];
const USUAL: readonly LeadColumn[] = [
  "status",
  "subjectName",
  "summary",
  "model",
  "office",
  "assignee",
  "comments",
  "attachments",
  "changedAt",
];
const STORAGE_KEY = "yuejian-lead-columns";

const isColumn = (name: unknown): name is LeadColumn => typeof name === "string" && name in LEAD_COLUMNS;

export function rememberedColumns(): readonly LeadColumn[] {
  try {
    const names: unknown = JSON.parse(localStorage.getItem(STORAGE_KEY) ?? "null");
    const columns = Array.isArray(names) ? names.filter(isColumn) : [];
    return columns.length > 0 ? columns : USUAL;
  } catch {
    return USUAL;
  }
}

export function rememberColumns(columns: readonly LeadColumn[]): void {
  localStorage.setItem(STORAGE_KEY, JSON.stringify(columns));
}

const WIDTHS: Partial<Record<LeadColumn, number>> = {
  status: 108,
  subjectName: 104,
  model: 160,
  office: 108,
  businessLine: 130,
  dataClass: 120,
  assignee: 108,
  createdAt: 150,
  changedAt: 108,
  comments: 48,
  attachments: 48,
};

export function useLeadColumns(chosen: readonly LeadColumn[], onOpen: (lead: LeadView) => void): readonly ListColumn<LeadView>[] {
  const { t, text, format } = useLanguage();
  const officeName = useShortOfficeName();
  const render: Record<LeadColumn, (lead: LeadView) => ReactNode> = {
    status: (lead) => <LeadStatusTag status={lead.status} />,
    subjectName: (lead) => (
      <Link to="/leads/$lead" params={{ lead: lead.id }} onClick={() => onOpen(lead)}>
        {lead.subjectName}
      </Link>
    ),
    summary: (lead) => <span className="two-lines">{text(lead.summary)}</span>,
    model: (lead) => text(lead.modelTitle),
    office: (lead) => officeName(lead.office),
    businessLine: (lead) => named(BUSINESS_LINES, lead.businessLine, text),
    dataClass: (lead) => named(DATA_CLASSES, lead.dataClass, text),
    assignee: (lead) => lead.assigneeName ?? <span className="missing">{t("leads.nobody")}</span>,
    createdAt: (lead) => <Time at={lead.createdAt} />,
    changedAt: (lead) => <Time at={lead.changedAt} relative />,
    comments: (lead) => lead.comments > 0 && <span className="number">{format.count(lead.comments)}</span>,
    attachments: (lead) => lead.attachments > 0 && <span className="number">{format.count(lead.attachments)}</span>,
  };
  return ALL_COLUMNS.filter((name) => chosen.includes(name)).map((name) => {
    const width = WIDTHS[name];
    return {
      key: name,
      title: <ColumnTitle name={name} />,
      ...(width ? { width } : {}),
      ...(name === "comments" || name === "attachments" ? { align: "right" as const } : {}),
      render: render[name],
    };
  });
}

const ICONS: Partial<Record<LeadColumn, typeof CommentOutlined>> = { comments: CommentOutlined, attachments: PaperClipOutlined };

function ColumnTitle({ name }: { readonly name: LeadColumn }) {
  const { t } = useLanguage();
  const Icon = ICONS[name];
  if (!Icon) return t(COLUMN_TITLES[name]);
  return (
    <span title={t(COLUMN_TITLES[name])}>
      <Icon aria-hidden />
      <span className="visually-hidden">{t(COLUMN_TITLES[name])}</span>
    </span>
  );
}

function named(
  table: Readonly<Record<string, { zh: string; en: string }>>,
  id: string,
  text: (text: { zh: string; en: string }) => string,
): string {
  const found = table[id];
  return found ? text(found) : id;
}
