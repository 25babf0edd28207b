import { Link, useNavigate, useSearch } from "@tanstack/react-router";
import type { LedgerEntryView, LedgerState } from "@yuejian/contracts/api";
import { Button } from "antd";
import { ENTRIES_PAGE_SIZE, useLedger, useLedgerEntries } from "../../api/ledger.ts";
import { Facts, PageHeader, Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { useShortOfficeName } from "../../kit/offices.ts";
import { Nothing, PageState } from "../../kit/page-state.tsx";
import { Pager } from "../../kit/pager.tsx";
import { Digest, Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { FinalitySection } from "./finality-section.tsx";
import { statementKey } from "./statement-words.ts";
import { TrustedKey } from "./trusted-key-panel.tsx";

export function ChainPage() {
  const { t } = useLanguage();
  const ledger = useLedger();
  return (
    <>
      <PageHeader
        title={t("nav.chain")}
        about={t("chain.about")}
        actions={
          <Link to="/chain/verify">
            <Button>{t("chain.verifyFile")}</Button>
          </Link>
        }
      />
      <PageState query={ledger}>
        {(state) => (
          <>
            <LedgerFacts state={state} />
            <FinalitySection />
            <TrustedKey />
            <Entries />
          </>
        )}
      </PageState>
    </>
  );
}

function LedgerFacts({ state }: { readonly state: LedgerState }) {
  const { t, format } = useLanguage();
  return (
    <Section title={t("chain.state")} hint={t("chain.stateHint")}>
      <Facts
        items={[
          [t("chain.origin"), <code key="origin">{state.origin}</code>],
          [t("chain.size"), t("chain.entries", { n: state.size })],
          [t("chain.waiting"), state.waiting === 0 ? t("chain.noneWaiting") : t("chain.waitingCount", { n: format.count(state.waiting) })],
          [
            t("chain.checkpoint"),
            <pre key="checkpoint" className="data-block">
              {state.checkpoint.trim()}
            </pre>,
          ],
        ]}
      />
    </Section>
  );
}

function Entries() {
  const { t, format } = useLanguage();
  const { offset = 0 } = useSearch({ from: "/frame/chain" });
  const navigate = useNavigate({ from: "/chain" });
  const officeName = useShortOfficeName();
  const entries = useLedgerEntries(offset);
  const columns: readonly ListColumn<LedgerEntryView>[] = [
    {
      key: "index",
      title: t("chain.index"),
      width: 90,
      align: "right",
      render: (entry) => <span className="number">{format.count(entry.index)}</span>,
    },
    {
      key: "type",
      title: t("chain.type"),
      width: 180,
      render: (entry) => {
        const key = statementKey(entry.type);
        return key ? t(key) : <code>{entry.type}</code>;
      },
    },
    { key: "subject", title: t("chain.subject"), width: 230, render: (entry) => <SubjectLink subject={entry.subject} /> },
    { key: "organisation", title: t("chain.organisation"), width: 120, render: (entry) => officeName(entry.organisation) },
    { key: "at", title: t("chain.at"), width: 160, render: (entry) => <Time at={entry.at} /> },
    { key: "sha256", title: "SHA-256", render: (entry) => <Digest value={entry.sha256} /> },
    { key: "sm3", title: "SM3", render: (entry) => <Digest value={entry.sm3} /> },
  ];
  return (
    <PageState query={entries}>
      {({ items, total }) => (
        <Section flush title={t("chain.entriesTitle")} hint={t("chain.entriesHint")}>
          {items.length === 0 ? (
            <Nothing title={t("chain.empty")} />
          ) : (
            <ListTable label={t("chain.entriesTitle")} columns={columns} items={items} idOf={(entry) => String(entry.index)} />
          )}
          <Pager
            offset={offset}
            limit={ENTRIES_PAGE_SIZE}
            total={total}
            onGo={(next) => void navigate({ search: next ? { offset: next } : {} })}
          />
        </Section>
      )}
    </PageState>
  );
}

function SubjectLink({ subject }: { readonly subject: string }) {
  const shown = subject.length > 24 ? `${subject.slice(0, 10)}…${subject.slice(-6)}` : subject;
  if (/^led_[0-9A-Z]{26}$/.test(subject)) {
    return (
      <Link to="/leads/$lead" params={{ lead: subject }}>
        <code>{shown}</code>
      </Link>
    );
  }
  if (/^cas_[0-9A-Z]{26}$/.test(subject)) {
    return (
      <Link to="/cases/$case" params={{ case: subject }}>
        <code>{shown}</code>
      </Link>
    );
  }
  if (/^bat_[0-9A-Z]{26}$/.test(subject)) {
    return (
      <Link to="/batches/$batch" params={{ batch: subject }}>
        <code>{shown}</code>
      </Link>
    );
  }
  return <Digest value={subject} />;
}
