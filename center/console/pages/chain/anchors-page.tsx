import { Link } from "@tanstack/react-router";
import { ANCHOR_ALARMS, ANCHOR_STATUSES } from "@yuejian/contracts";
import type { AnchorAlarmView, AnchoringView, AnchorView } from "@yuejian/contracts/api";
import { useAnchoring, useAnchors } from "../../api/explorer.ts";
import { Bullets, Facts, PageHeader, Section } from "../../kit/layout.tsx";
import { List } from "../../kit/list.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { Nothing, PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { Digest, Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { ChainTabs } from "./chain-tabs.tsx";
import { AnchorWord } from "./finality-tags.tsx";
import { useSizeColumn } from "./size-column.tsx";

/** Checkpoints on their way into the consortium chain: what is set up, what disagrees, and the queue. */
export function AnchorsPage() {
  const { t } = useLanguage();
  const anchoring = useAnchoring();
  usePageTitle(t("anchors.title"));
  return (
    <>
      <PageHeader title={t("anchors.title")} about={t("anchors.about")} />
      <ChainTabs />
      <PageState query={anchoring}>{(state) => (state.settings === null ? <HowToSetUp /> : <Standing state={state} />)}</PageState>
      <Queue />
    </>
  );
}

function Queue() {
  const { t } = useLanguage();
  return (
    <List
      list={useAnchors()}
      label={t("anchors.queue")}
      title={(n) => t("anchors.count", { n })}
      columns={useColumns()}
      idOf={({ chainId, contract, size }) => `${chainId} ${contract} ${size}`}
      place="anchors"
      hasKeys
      empty={<Nothing title={t("anchors.none")}>{t("anchors.noneWhy")}</Nothing>}
    />
  );
}

function useColumns(): readonly ListColumn<AnchorView>[] {
  const { t, format } = useLanguage();
  return [
    useSizeColumn(),
    { key: "status", title: t("anchors.status"), width: 210, render: ({ status }) => <AnchorWord status={status} /> },
    { key: "queued", title: t("anchors.queuedAt"), width: 160, render: ({ queuedAt }) => <Time at={queuedAt} /> },
    {
      key: "block",
      title: t("anchors.block"),
      width: 200,
      render: ({ blockNumber, blockAt }) =>
        blockNumber === null ? (
          <span className="missing">—</span>
        ) : (
          <span>
            <span className="number">{format.count(blockNumber)}</span> {blockAt !== null && <Time at={blockAt} />}
          </span>
        ),
    },
    {
      key: "transaction",
      title: t("anchors.transaction"),
      width: 210,
      render: ({ transaction }) => (transaction === null ? <span className="missing">—</span> : <Digest value={transaction} />),
    },
    {
      key: "remark",
      title: t("anchors.remark"),
      render: ({ reorgs, remark }) => (
        <span className="two-lines">{[reorgs > 0 ? t("anchors.reorgs", { n: reorgs }) : null, remark].filter(Boolean).join("；")}</span>
      ),
    },
  ];
}

function Standing({ state }: { readonly state: AnchoringView }) {
  const { t, text, format } = useLanguage();
  const { settings, contract, counts, newest, alarms } = state;
  if (settings === null) return null;
  return (
    <>
      {alarms.map((alarm) => (
        <Disagreement key={alarm.id} alarm={alarm} />
      ))}
      {contract?.error != null && (
        <div className="notice attention" role="status">
          <div>
            <strong>{text(contract.error.text)}</strong>
            <div className="muted">
              {t("anchors.failures", { n: contract.failures })}
              {contract.nextAt !== null && ` · ${t("anchors.nextAt", { at: format.time(contract.nextAt) })}`}
            </div>
          </div>
        </div>
      )}
      <Section title={t("anchors.standing")}>
        <Facts
          wide
          items={[
            [
              t("anchors.newest"),
              newest === null ? (
                t("explorer.anchorsNothing")
              ) : (
                <Link key="newest" to="/chain/checkpoints/$size" params={{ size: String(newest.size) }} className="count-link">
                  {t("explorer.firstEntries", { n: newest.size })}
                </Link>
              ),
            ],
            [
              t("anchors.counts"),
              Object.entries(ANCHOR_STATUSES)
                .filter(([status]) => (counts[status] ?? 0) > 0)
                .map(([status, word]) => `${text(word)} ${format.count(counts[status] ?? 0)}`)
                .join(" · ") || t("anchors.none"),
            ],
            [t("anchors.chain"), <code key="chain">{`${settings.node} · ${settings.chainId}`}</code>],
            [t("anchors.contract"), <Digest key="contract" value={settings.contract} />],
            [t("anchors.anchorer"), contract === null ? "—" : <Digest key="anchorer" value={contract.anchorer} />],
            [
              t("anchors.rhythm"),
              t(settings.checkpoint === "final" ? "anchors.rhythmFinal" : "anchors.rhythmNewest", {
                minutes: settings.everyMinutes,
                entries: format.count(settings.everyEntries),
                confirmations: settings.confirmations,
              }),
            ],
            [
              t("nodes.checkedAt"),
              contract?.checkedAt == null ? t("nodes.never") : <Time key="checked" at={contract.checkedAt} relative />,
            ],
            [t("anchors.head"), contract?.head == null ? "—" : <span key="head">{format.count(contract.head)}</span>],
          ]}
        />
      </Section>
    </>
  );
}

/** The worst that the chain can say: its memory and the ledger are not one. */
function Disagreement({ alarm }: { readonly alarm: AnchorAlarmView }) {
  const { t, text, format } = useLanguage();
  return (
    <div className="notice alarm" role="alert">
      <div>
        <strong>
          ! {text(ANCHOR_ALARMS[alarm.kind])}（{t("explorer.firstEntries", { n: alarm.size })}）
        </strong>
        <div className="muted">
          <Time at={alarm.at} /> · {t("anchors.inBlock", { n: format.count(alarm.chain.blockNumber) })} · {t("anchors.bothKept")}
        </div>
        <div>
          {t("anchors.chainRoot")} <Digest value={alarm.chain.root} />
          {alarm.own.root !== null && (
            <>
              {" "}
              {t("anchors.ownRoot")} <Digest value={alarm.own.root} />
            </>
          )}
        </div>
      </div>
    </div>
  );
}

function HowToSetUp() {
  const { t } = useLanguage();
  return (
    <Section title={t("anchors.notSetUp")}>
      <div className="stack">
        <p>{t("anchors.notSetUpWhy")}</p>
        <Bullets
          items={[
            <span key="1">
              {t("anchors.setUp1")} <code>yuejian chain anchor deploy --config FILE</code>
            </span>,
            t("anchors.setUp2"),
            t("anchors.setUp3"),
          ]}
        />
      </div>
    </Section>
  );
}
