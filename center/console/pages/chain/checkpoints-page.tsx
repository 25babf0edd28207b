import { useNavigate, useSearch } from "@tanstack/react-router";
import type { Block } from "@yuejian/contracts/api";
import { Segmented } from "antd";
import { useBlocks, useNodes } from "../../api/explorer.ts";
import { FilterBar } from "../../kit/filter-bar.tsx";
import { PageHeader } from "../../kit/layout.tsx";
import { List } from "../../kit/list.tsx";
import type { ListColumn } from "../../kit/list-column.ts";
import { Nothing } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { Digest, Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { ChainTabs } from "./chain-tabs.tsx";
import { AnchorWord, FinalityTag } from "./finality-tags.tsx";
import { useSizeColumn } from "./size-column.tsx";

export function CheckpointsPage() {
  const { t } = useLanguage();
  const { final = false } = useSearch({ from: "/frame/chain/checkpoints" });
  const navigate = useNavigate({ from: "/chain/checkpoints" });
  const open = useNavigate();
  const list = useBlocks(final);
  usePageTitle(t("explorer.checkpoints"));
  return (
    <>
      <PageHeader title={t("explorer.checkpoints")} about={t("explorer.checkpointsAbout")} />
      <ChainTabs />
      <FilterBar>
        <Segmented
          aria-label={t("explorer.state")}
          value={final ? "final" : ""}
          options={[
            { value: "", label: t("explorer.all") },
            { value: "final", label: t("explorer.onlyFinal") },
          ]}
          onChange={(next) => void navigate({ search: next ? { final: true } : {} })}
        />
      </FilterBar>
      <List
        list={list}
        label={t("explorer.checkpoints")}
        title={(n) => t(list.isAtLeast ? "explorer.checkpointCountOver" : "explorer.checkpointCount", { n })}
        columns={useColumns(list.items ?? [])}
        idOf={({ size }) => String(size)}
        place={`checkpoints ${String(final)}`}
        hasKeys
        onOpen={({ size }) => void open({ to: "/chain/checkpoints/$size", params: { size: String(size) } })}
        empty={
          <Nothing title={t(final ? "explorer.noFinalCheckpoints" : "explorer.noCheckpoints")}>{t("explorer.noCheckpointsWhy")}</Nothing>
        }
      />
    </>
  );
}

function useColumns(blocks: readonly Block[]): readonly ListColumn<Block>[] {
  const { t, format } = useLanguage();
  const { final = false } = useSearch({ from: "/frame/chain/checkpoints" });
  const asked = useNodes().data?.nodes.length ?? 0;
  return [
    useSizeColumn(),
    {
      key: "added",
      title: t("explorer.added"),
      width: 90,
      align: "right",
      // What came since the checkpoint before, which only the whole list knows.
      render: ({ size }, index) => {
        const before = blocks[index + 1];
        return before === undefined || final ? (
          <span className="missing">—</span>
        ) : (
          <span className="number">+{format.count(size - before.size)}</span>
        );
      },
    },
    { key: "at", title: t("explorer.recordedAt"), width: 160, render: ({ at }) => <Time at={at} /> },
    { key: "root", title: t("explorer.root"), width: 210, render: ({ root }) => <Digest value={root} /> },
    {
      key: "cosigned",
      title: t("explorer.cosigned"),
      width: 100,
      align: "right",
      render: ({ cosigners }) =>
        asked === 0 ? <span className="missing">—</span> : <span className="number">{`${cosigners} / ${Math.max(asked, cosigners)}`}</span>,
    },
    {
      key: "state",
      title: t("explorer.state"),
      width: 230,
      render: ({ finality, size }) => <FinalityTag finality={finality} own={size} />,
    },
    { key: "anchor", title: t("explorer.anchored"), render: ({ anchor }) => <AnchorWord status={anchor} /> },
  ];
}
