import DownloadOutlined from "@ant-design/icons/DownloadOutlined";
import { Link, useParams } from "@tanstack/react-router";
import type { BlockDetail } from "@yuejian/contracts/api";
import { Button } from "antd";
import { useBlock } from "../../api/explorer.ts";
import { Facts, PageHeader, Section } from "../../kit/layout.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { ListTable } from "../../kit/list-table.tsx";
import { Nothing, PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { saveFile } from "../../kit/save-file.ts";
import { Copy, Digest, Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { ChainTabs } from "./chain-tabs.tsx";
import { FinalityTag } from "./finality-tags.tsx";
import { Neighbours } from "./neighbours.tsx";

export function CheckpointPage() {
  const { t } = useLanguage();
  const { size } = useParams({ from: "/frame/chain/checkpoints/$size" });
  const block = useBlock(size);
  usePageTitle(t("explorer.checkpointTitle", { n: Number(size) }));
  return (
    <>
      <PageHeader
        title={t("explorer.checkpointTitle", { n: Number(size) })}
        actions={block.data && <OtherCheckpoints detail={block.data} />}
      />
      <ChainTabs />
      <PageState query={block}>
        {(detail) => (
          <>
            <CheckpointFacts detail={detail} />
            <Cosigners detail={detail} />
            <Note detail={detail} />
          </>
        )}
      </PageState>
    </>
  );
}

function OtherCheckpoints({ detail: { previous, next } }: { readonly detail: BlockDetail }) {
  const { t } = useLanguage();
  const to = (size: number | null, words: string) =>
    size === null ? null : { link: { to: "/chain/checkpoints/$size", params: { size: String(size) } } as const, words };
  return <Neighbours before={to(previous, t("explorer.earlier"))} after={to(next, t("explorer.later"))} />;
}

function CheckpointFacts({ detail: { block, anchor } }: { readonly detail: BlockDetail }) {
  const { t, format } = useLanguage();
  return (
    <Section title={t("chain.checkpoint")}>
      <Facts
        items={[
          [
            t("explorer.size"),
            <Link key="size" to="/chain/entries" search={{ upTo: block.size - 1 }} className="count-link">
              {t("chain.entries", { n: block.size })}
            </Link>,
          ],
          [t("explorer.recordedAt"), <Time key="at" at={block.at} />],
          [t("explorer.root"), <Digest key="root" value={block.root} whole />],
          [t("explorer.state"), <FinalityTag key="state" finality={block.finality} own={block.size} />],
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

type Cosigner = BlockDetail["cosigners"][number];

function Cosigners({ detail: { cosigners } }: { readonly detail: BlockDetail }) {
  const { t } = useLanguage();
  const columns: readonly ListColumn<Cosigner>[] = [
    {
      key: "name",
      title: t("finality.cosigner"),
      width: 380,
      render: ({ name }) => (
        <Link to="/chain/nodes/$node" params={{ node: name }}>
          {name}
        </Link>
      ),
    },
    { key: "kind", title: t("finality.kind"), width: 110, render: ({ isMirror }) => t(isMirror ? "finality.mirror" : "finality.witness") },
    {
      key: "state",
      title: t("explorer.cosigned"),
      width: 130,
      render: ({ cosignedAt }) => (
        <span className={cosignedAt === null ? "tag quiet" : "tag good"}>
          {cosignedAt === null ? "○" : "✓"} {t(cosignedAt === null ? "finality.missing" : "finality.cosigned")}
        </span>
      ),
    },
    { key: "at", title: t("finality.at"), render: ({ cosignedAt }) => (cosignedAt === null ? "—" : <Time at={cosignedAt} />) },
  ];
  return (
    <Section flush title={t("explorer.cosigners")} hint={t("explorer.cosignersHint")}>
      {cosigners.length === 0 ? (
        <Nothing title={t("finality.noPolicy")} action={<Link to="/chain/nodes">{t("explorer.noPolicyLink")}</Link>} />
      ) : (
        <ListTable label={t("explorer.cosigners")} columns={columns} items={cosigners} idOf={({ name }) => name} />
      )}
    </Section>
  );
}

function Note({ detail: { block, note } }: { readonly detail: BlockDetail }) {
  const { t } = useLanguage();
  const save = () => saveFile(new Blob([note], { type: "text/plain;charset=utf-8" }), `checkpoint-${block.size}.txt`);
  return (
    <Section
      title={t("explorer.note")}
      hint={t("explorer.noteHint")}
      actions={
        <>
          <Copy value={note} />
          <Button size="small" icon={<DownloadOutlined aria-hidden />} onClick={save}>
            {t("explorer.save")}
          </Button>
        </>
      }
    >
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls must be reachable by the keyboard */}
      <pre className="data-block" tabIndex={0}>
        {note}
      </pre>
    </Section>
  );
}
