import { Link, useParams } from "@tanstack/react-router";
import type { EntryDetail } from "@yuejian/contracts/api";
import { useEntry } from "../../api/explorer.ts";
import { Facts, PageHeader, Section } from "../../kit/layout.tsx";
import { PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { ChainTabs } from "./chain-tabs.tsx";
import { EntryTypeWord } from "./entry-columns.tsx";
import { EntryProofSection } from "./entry-proof.tsx";
import { FinalityTag } from "./finality-tags.tsx";
import { Neighbours } from "./neighbours.tsx";
import { StatementFields } from "./statement-fields.tsx";

export function EntryPage() {
  const { t, format } = useLanguage();
  const { index } = useParams({ from: "/frame/chain/entries/$index" });
  const entry = useEntry(index);
  const title = t("explorer.entryTitle", { n: format.count(Number(index)) });
  usePageTitle(title);
  return (
    <>
      <PageHeader
        title={
          <>
            {title} {entry.data && <EntryTypeWord type={entry.data.entry.type} />}
          </>
        }
        actions={entry.data && <OtherEntries detail={entry.data} />}
      />
      <ChainTabs />
      <PageState query={entry}>
        {(detail) => (
          <>
            <StatementFields detail={detail} />
            <Place detail={detail} />
            <EntryProofSection detail={detail} />
          </>
        )}
      </PageState>
    </>
  );
}

function OtherEntries({ detail: { entry, ledgerSize } }: { readonly detail: EntryDetail }) {
  const { t } = useLanguage();
  const to = (index: number, words: string) =>
    index < 0 || index >= ledgerSize ? null : { link: { to: "/chain/entries/$index", params: { index: String(index) } } as const, words };
  return <Neighbours before={to(entry.index - 1, t("explorer.previousEntry"))} after={to(entry.index + 1, t("explorer.nextEntry"))} />;
}

function Place({ detail: { block, finality, anchor } }: { readonly detail: EntryDetail }) {
  const { t, format } = useLanguage();
  return (
    <Section title={t("explorer.place")}>
      <Facts
        items={[
          [
            t("explorer.block"),
            block === null ? (
              <span key="none" className="muted">
                {t("explorer.noBlock")}
              </span>
            ) : (
              <Link key="block" to="/chain/checkpoints/$size" params={{ size: String(block.size) }} className="count-link">
                {t("explorer.blockOf", { n: format.count(block.size), at: format.time(block.at) })}
              </Link>
            ),
          ],
          [
            t("explorer.state"),
            <span key="state">
              <FinalityTag finality={finality} />{" "}
              {finality.size !== null && <span className="muted">{t("explorer.finalUnder", { n: format.count(finality.size) })}</span>}
            </span>,
          ],
          [
            t("explorer.anchored"),
            anchor === null ? (
              <span key="none" className="muted">
                {t("explorer.noAnchor")}
              </span>
            ) : (
              t("explorer.anchorOf", {
                chain: String(anchor.chainId),
                block: String(anchor.blockNumber ?? "?"),
                n: format.count(anchor.size),
              })
            ),
          ],
        ]}
      />
    </Section>
  );
}
