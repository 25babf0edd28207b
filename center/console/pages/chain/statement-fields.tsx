import type { LedgerStatement } from "@yuejian/contracts";
import type { EntryDetail } from "@yuejian/contracts/api";
import type { ReactNode } from "react";
import { Section } from "../../kit/layout.tsx";
import { useOfficeName } from "../../kit/offices.ts";
import { Digest, Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { EntryTypeWord } from "./entry-columns.tsx";
import { SubjectLink } from "./subject-link.tsx";

/** Each member of the statement, its value, and what it means. */
export function StatementFields({ detail: { entry, statement } }: { readonly detail: EntryDetail }) {
  const { t, format } = useLanguage();
  const officeName = useOfficeName();
  const { records, keys } = JSON.parse(statement) as LedgerStatement;
  const rows: readonly (readonly [name: string, value: ReactNode, meaning: string])[] = [
    [
      t("chain.type"),
      <span key="type">
        <EntryTypeWord type={entry.type} /> <code className="muted">{entry.type}</code>
      </span>,
      t("explorer.typeMeans"),
    ],
    [t("chain.subject"), <SubjectLink key="subject" subject={entry.subject} whole />, t("explorer.subjectMeans")],
    [t("chain.organisation"), officeName(entry.organisation), t("explorer.organisationMeans")],
    [t("chain.at"), <Time key="at" at={entry.at} />, t("explorer.atMeans")],
    [t("explorer.contentSize"), format.bytes(entry.size), t("explorer.contentSizeMeans")],
    ["SHA-256", <Digest key="sha256" value={entry.sha256} whole />, t("explorer.sha256Means")],
    ["SM3", <Digest key="sm3" value={entry.sm3} whole />, t("explorer.sm3Means")],
    ...(records
      ? ([
          [
            t("explorer.records"),
            t("explorer.recordsValue", { n: format.count(records.count), root: `${records.root.slice(0, 16)}…` }),
            t("explorer.recordsMeans"),
          ],
        ] as const)
      : []),
    ...(keys ? ([[t("explorer.keys"), keys.columns.map(({ column }) => column).join(", "), t("explorer.keysMeans")]] as const) : []),
  ];
  return (
    <Section title={t("explorer.statement")}>
      <table className="statement-fields">
        <tbody>
          {rows.map(([name, value, meaning]) => (
            <tr key={name}>
              <th scope="row">{name}</th>
              <td>{value}</td>
              <td>{meaning}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <details style={{ marginTop: 8 }}>
        <summary>{t("explorer.bytes")}</summary>
        {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by the keyboard */}
        <pre className="data-block" tabIndex={0}>
          {statement}
        </pre>
      </details>
    </Section>
  );
}
