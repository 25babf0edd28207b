import type { QueryTables } from "@yuejian/contracts/api";
import { Input } from "antd";
import { useState } from "react";
import { Section } from "../../kit/layout.tsx";
import { useLanguage } from "../../language/locale.tsx";

/** Datasets with their columns; a click writes the name into the text. */
export function QueryTablesList({ tables, onInsert }: { readonly tables: QueryTables; readonly onInsert: (word: string) => void }) {
  const { t, text, format } = useLanguage();
  const [wanted, setWanted] = useState("");
  const fits = (...words: readonly string[]) => words.some((word) => word.toLowerCase().includes(wanted.trim().toLowerCase()));
  const shown = tables.items.filter(
    ({ name, title, rows, columns }) =>
      (wanted !== "" || rows !== 0) &&
      (fits(name, title.zh, title.en) || columns.some((column) => fits(column.name, column.title.zh, column.title.en))),
  );
  return (
    <Section title={t("queries.tables")} hint={format.count(shown.length)}>
      <Input
        allowClear
        size="small"
        value={wanted}
        placeholder={t("queries.find")}
        aria-label={t("queries.find")}
        onChange={(event) => setWanted(event.target.value)}
      />
      {shown.map(({ name, title, rows, columns }) => (
        <details key={name}>
          <summary>
            {text(title)} {rows !== null && <span className="muted number">{format.count(rows)}</span>}
          </summary>
          <div className="query-columns">
            <button type="button" className="query-word" onClick={() => onInsert(name)}>
              <code>{name}</code>
            </button>
            {columns.map((column) => (
              <button key={column.name} type="button" className="query-word" onClick={() => onInsert(column.name)}>
                <code>{column.name}</code> <span className="muted">{text(column.title)}</span>
                {column.mask && <span className="muted"> · {t(column.mask === "pseudonym" ? "queries.pseudonym" : "queries.hidden")}</span>}
              </button>
            ))}
          </div>
        </details>
      ))}
    </Section>
  );
}
