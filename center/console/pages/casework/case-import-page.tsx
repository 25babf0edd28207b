import { Link, useParams } from "@tanstack/react-router";
import type { CaseImportView } from "@yuejian/contracts/api";
import { useCaseImport } from "../../api/casework.ts";
import { type Fact, Facts, PageHeader, Section } from "../../kit/layout.tsx";
import { useOfficeName } from "../../kit/offices.ts";
import { PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { Digest, Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { RefusedRows } from "./refused-rows.tsx";

/** What became of one export, for whoever asks later: counts, reasons, digest, entry. */
export function CaseImportPage() {
  const { t } = useLanguage();
  const { import: id } = useParams({ from: "/frame/cases/imports/$import" });
  const found = useCaseImport(id);
  usePageTitle(found.data?.import.file);
  return (
    <PageState query={found}>
      {({ import: done, refused }) => (
        <>
          <PageHeader
            title={done.file}
            about={t("caseImports.rows", { n: done.rows })}
            actions={<Link to="/cases/imports">{t("caseImports.history")}</Link>}
          />
          <ImportOutcome done={done} />
          <RefusedRows items={refused} total={done.refused} more={found.more} />
        </>
      )}
    </PageState>
  );
}

export function ImportOutcome({ done }: { readonly done: CaseImportView }) {
  const { t, text, format } = useLanguage();
  const officeName = useOfficeName();
  const count = (value: number) => <span className="number">{format.count(value)}</span>;
  const facts: Fact[] = [
    [t("caseImports.asOf"), <span className="number">{format.day(done.asOf)}</span>],
    [t("caseImports.at"), <Time at={done.at} />],
    [t("caseImports.who"), `${done.actorName} · ${officeName(done.office)}`],
    [t("caseImports.added"), count(done.added)],
    [t("caseImports.changed"), count(done.changed)],
    [t("caseImports.asBefore"), count(done.same)],
    [t("caseImports.refusedCount"), count(done.refused)],
    [t("caseImports.ignored"), done.ignoredHeadings.join("、") || "—"],
    [t("caseImports.absentFact"), done.absentColumns.map(text).join("、") || "—"],
    [t("caseImports.digest"), <Digest value={done.sha256} />],
    [
      t("caseImports.onLedger"),
      done.ledgerIndex === null ? (
        <span className="muted">{t("caseImports.notYet")}</span>
      ) : (
        <Link to="/chain/entries/$index" params={{ index: String(done.ledgerIndex) }}>
          {done.ledgerIndex}
        </Link>
      ),
    ],
  ];
  return (
    <Section title={t("caseImports.taking")}>
      {done.applied < done.accepted && (
        <div className="notice attention" role="alert">
          {t("caseImports.brokenOff", { n: done.applied, total: done.accepted })}
        </div>
      )}
      <Facts items={facts} />
    </Section>
  );
}
