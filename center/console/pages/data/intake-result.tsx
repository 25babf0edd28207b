import { Link } from "@tanstack/react-router";
import { QUARANTINE_CODES } from "@yuejian/contracts";
import type { IntakeResult } from "@yuejian/contracts/api";
import { Facts } from "../../kit/layout.tsx";
import { ListTable } from "../../kit/list-table.tsx";
import { Digest } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { columnTypeKey } from "./column-words.ts";
import { isQuarantineCode } from "./quarantine-words.ts";

type Part = Omit<IntakeResult, "parts" | "skipped">;

export function isIntakeResult(value: unknown): value is IntakeResult {
  return typeof value === "object" && value !== null && "rowsRead" in value && "rowsQuarantined" in value && "batch" in value;
}

/** One line: how many were read, loaded and quarantined, each a link. */
export function IntakeSummary({ result }: { readonly result: Part }) {
  const { t, format } = useLanguage();
  const { dataset, batch } = result;
  return (
    <div className="bar" style={{ margin: 0, gap: 16 }}>
      <span>{t("intake.read", { n: result.rowsRead })}</span>
      <Link to="/data/$dataset" params={{ dataset }} search={{ tab: "rows", batch }}>
        {t("intake.accepted", { n: result.rowsAccepted })}
      </Link>
      {result.rowsQuarantined > 0 ? (
        <Link to="/data/$dataset" params={{ dataset }} search={{ tab: "quarantine", batch }}>
          {t("intake.quarantined", { n: result.rowsQuarantined })}
        </Link>
      ) : (
        <span className="muted">{t("intake.noneQuarantined")}</span>
      )}
      <span className="muted">{format.seconds(result.seconds)}</span>
    </div>
  );
}

/** The tables of a file one below the other, and what was left out of it. */
export function IntakeDetails({ result }: { readonly result: IntakeResult }) {
  const { t, text } = useLanguage();
  const { parts = [result], skipped = [] } = result;
  return (
    <div className="stack">
      {parts.length > 1 && (
        <div className="notice">
          {t("intake.parts", { n: parts.length })}: {t("intake.read", { n: result.rowsRead })},{" "}
          {t("intake.accepted", { n: result.rowsAccepted })}, {t("intake.quarantined", { n: result.rowsQuarantined })}
        </div>
      )}
      {parts.map((part) => (
        <PartDetails key={`${part.batch} ${part.file.name} ${part.file.sheet}`} result={part} />
      ))}
      {skipped.length > 0 && (
        <div>
          <strong>{t("intake.skipped")}</strong>
          <ul className="bullets">
            {skipped.map(({ member, sheet, reason }) => (
              <li key={`${member} ${sheet}`}>
                {[member, sheet].filter((each) => each !== null).join(" › ")}: {text(reason)}
              </li>
            ))}
          </ul>
        </div>
      )}
    </div>
  );
}

/** What was read, how headings were mapped, what was ignored and what was quarantined. */
function PartDetails({ result }: { readonly result: Part }) {
  const { t, text, format } = useLanguage();
  const { dataset, batch, file } = result;
  return (
    <div className="stack">
      {result.status === "duplicate" && <div className="notice">{t("intake.duplicate")}</div>}
      {result.datasetCreated && <div className="notice">{t("intake.created", { dataset })}</div>}
      <IntakeSummary result={result} />
      <Facts
        items={[
          [
            t("batch.file"),
            `${file.name} · ${[file.format, file.encoding, file.sheet].filter(Boolean).join(" · ")} · ${format.bytes(file.size)}`,
          ],
          ["SHA-256", <Digest value={file.sha256} key="sha256" />],
          [t("batch.root"), <Digest value={result.recordRoot} key="root" />],
          ...(result.savedMapping
            ? [[t("intake.savedMapping"), `${result.savedMapping.name} (${result.savedMapping.version})`] as const]
            : []),
          [
            t("intake.ignored"),
            result.ignoredHeadings.length > 0 ? result.ignoredHeadings.join(t("lead.listSeparator")) : t("intake.noneIgnored"),
          ],
        ]}
      />
      {result.notes && (
        <ul className="bullets">
          {result.notes.map((note) => (
            <li key={note.en}>{text(note)}</li>
          ))}
        </ul>
      )}
      {result.quarantine.length > 0 && (
        <ul className="bullets">
          {result.quarantine.map(({ code, column, rows }) => (
            <li key={`${code} ${column}`}>
              {column && <code>{column}</code>} {isQuarantineCode(code) ? text(QUARANTINE_CODES[code]) : code}:{" "}
              <Link
                to="/data/$dataset"
                params={{ dataset }}
                search={{ tab: "quarantine", batch, code, ...(column ? { column } : {}) }}
                className="count-link"
              >
                {format.count(rows)}
              </Link>
            </li>
          ))}
        </ul>
      )}
      <ListTable
        label={t("columns.title")}
        idOf={(column) => column.name}
        items={result.columns}
        columns={[
          {
            key: "from",
            title: t("intake.heading"),
            render: (column) => column.from ?? <span className="missing">{t("intake.notInFile")}</span>,
          },
          { key: "name", title: t("quality.column"), render: (column) => <code>{column.name}</code> },
          { key: "type", title: t("columns.type"), render: (column) => t(columnTypeKey(column.type)) },
          { key: "semantic", title: t("columns.semantic"), render: (column) => <code className="muted">{column.semantic}</code> },
        ]}
      />
    </div>
  );
}
