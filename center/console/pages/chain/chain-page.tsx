import { Link, useNavigate } from "@tanstack/react-router";
import type { LedgerState } from "@yuejian/contracts/api";
import { useNewestEntries } from "../../api/explorer.ts";
import { useLedger } from "../../api/ledger.ts";
import { Facts, PageHeader, Section } from "../../kit/layout.tsx";
import { ListTable } from "../../kit/list-table.tsx";
import { Nothing, PageState } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { AnchorFact, SmFact } from "./beside-the-ledger.tsx";
import { ChainTabs } from "./chain-tabs.tsx";
import { useEntryColumns } from "./entry-columns.tsx";
import { FinalFact, MissingFact, Splits } from "./finality-facts.tsx";
import { TrustedKey } from "./trusted-key-panel.tsx";

const NEWEST = 10;

/** Where the ledger stands; each number opens what is behind it. */
export function ChainPage() {
  const { t } = useLanguage();
  const ledger = useLedger();
  return (
    <>
      <PageHeader title={t("nav.chain")} about={t("chain.about")} />
      <ChainTabs />
      <PageState query={ledger}>
        {(state) => (
          <>
            <Splits />
            <LedgerFacts state={state} />
            <TrustedKey />
            <NewestEntries />
          </>
        )}
      </PageState>
    </>
  );
}

function LedgerFacts({ state }: { readonly state: LedgerState }) {
  const { t, format } = useLanguage();
  const published = sizeOf(state.checkpoint);
  return (
    <Section title={t("chain.state")} hint={t("chain.stateHint")}>
      <Facts
        items={[
          [t("chain.origin"), <code key="origin">{state.origin}</code>],
          [
            t("chain.size"),
            <Link key="size" to="/chain/entries" className="count-link">
              {t("chain.entries", { n: state.size })}
            </Link>,
          ],
          [t("chain.waiting"), state.waiting === 0 ? t("chain.noneWaiting") : t("chain.waitingCount", { n: format.count(state.waiting) })],
          [
            t("explorer.newest"),
            <Link key="newest" to="/chain/checkpoints/$size" params={{ size: String(published) }} className="count-link">
              {t("explorer.firstEntries", { n: published })}
            </Link>,
          ],
          [t("explorer.finalCheckpoint"), <FinalFact key="final" size={state.size} />],
          [t("explorer.missing"), <MissingFact key="missing" />],
          [t("explorer.smLog"), <SmFact key="sm" />],
          [t("explorer.anchors"), <AnchorFact key="anchors" />],
        ]}
      />
    </Section>
  );
}

/** Second line of a checkpoint. */
function sizeOf(note: string): number {
  return Number(note.split("\n")[1] ?? 0);
}

function NewestEntries() {
  const { t } = useLanguage();
  const entries = useNewestEntries(NEWEST);
  const columns = useEntryColumns();
  const navigate = useNavigate();
  return (
    <PageState query={entries}>
      {({ items }) => (
        <Section flush title={t("explorer.newestEntries")} actions={<Link to="/chain/entries">{t("explorer.allEntries")}</Link>}>
          {items.length === 0 ? (
            <Nothing title={t("chain.empty")} />
          ) : (
            <ListTable
              label={t("explorer.newestEntries")}
              columns={columns}
              items={items}
              idOf={(entry) => String(entry.index)}
              hasKeys
              onOpen={(entry) => void navigate({ to: "/chain/entries/$index", params: { index: String(entry.index) } })}
            />
          )}
        </Section>
      )}
    </PageState>
  );
}
