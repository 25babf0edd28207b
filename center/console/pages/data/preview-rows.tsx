import { QUARANTINE_CODES } from "@yuejian/contracts";
import type { PreviewView } from "@yuejian/contracts/api";
import { Checkbox } from "antd";
import { useState } from "react";
import { useDataset } from "../../api/data.ts";
import { type Cell, useCellText } from "../../kit/cells.tsx";
import { Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { isQuarantineCode } from "./quarantine-words.ts";

type Row = PreviewView["rows"][number];

/** First rows as they would be stored; where that differs, what is written in the file stands below. Refused values are marked and stay as written. */
export function PreviewRows({ view }: { readonly view: PreviewView }) {
  const { t, text, format } = useLanguage();
  const [isOnlyBad, setOnlyBad] = useState(false);
  const dataset = useDataset(view.dataset ?? "");
  const cellText = useCellText();
  const titleOf = (name: string | null) => {
    const column = view.columns.find((each) => each.name === name);
    return column ? text(column.title) : name;
  };
  const columns: readonly ListColumn<Row>[] = [
    {
      key: "line",
      title: t("preview.line"),
      width: 70,
      isPinned: true,
      align: "right",
      render: ({ line }) => <span className="number">{format.count(line)}</span>,
    },
    {
      key: "outcome",
      title: t("preview.outcome"),
      width: 250,
      render: ({ reasons }) =>
        reasons.length === 0 ? (
          <span className="tag good">{t("preview.loads")}</span>
        ) : (
          <>
            <span className="tag attention">{t("preview.quarantines")}</span>
            {reasons.map(({ code, column }) => (
              <div key={`${code} ${column}`}>
                {column && <strong>{titleOf(column)} </strong>}
                {isQuarantineCode(code) ? text(QUARANTINE_CODES[code]) : code}
              </div>
            ))}
          </>
        ),
    },
    ...view.columns
      .filter(({ heading }) => heading !== null)
      .map(
        ({ name, title, heading }): ListColumn<Row> => ({
          key: name,
          title: text(title),
          render: (row) => {
            const written = row.source[heading ?? ""] ?? "";
            if (row.reasons.some(({ column }) => column === name)) return <span className="tag attention">{written || "—"}</span>;
            const column = dataset.data?.columns.find((each) => each.name === name);
            const stored = row.values[name] ?? null;
            const shown = cellText(typed(stored, column?.type), column, view.dataset ?? "");
            return (
              <span title={t("preview.written", { value: written })}>
                {shown || <span className="missing">—</span>}
                {stored !== null && shown !== written && <div className="muted one-line">{written}</div>}
              </span>
            );
          },
        }),
      ),
  ];
  const rows = isOnlyBad ? view.rows.filter(({ reasons }) => reasons.length > 0) : view.rows;
  return (
    <Section
      flush
      title={t("preview.rows", { n: rows.length })}
      actions={
        <Checkbox checked={isOnlyBad} onChange={({ target }) => setOnlyBad(target.checked)}>
          {t("preview.onlyBad")}
        </Checkbox>
      }
    >
      <ListTable label={t("preview.outcome")} columns={columns} items={rows} idOf={({ row }) => String(row)} />
    </Section>
  );
}

/** A canonical text as the value that the lake would hold. */
function typed(text: string | null, type: string | undefined): Cell {
  if (text === null) return null;
  if (type === "amount" || type === "integer" || type === "decimal") return Number.isFinite(Number(text)) ? Number(text) : text;
  if (type === "boolean") return text === "true";
  return text;
}
