import { Link, useNavigate } from "@tanstack/react-router";
import { BUSINESS_LINES, LAW_SHARING } from "@yuejian/contracts";
import type { LawCollectionView } from "@yuejian/contracts/api";
import { Button } from "antd";
import { useState } from "react";
import { useLawCollections, useOpenCollection } from "../../api/law-collections.ts";
import { PageHeader, Section } from "../../kit/layout.tsx";
import { ListTable } from "../../kit/list-table.tsx";
import { useShortOfficeName } from "../../kit/offices.ts";
import { Nothing, PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { CollectionDialog } from "./collection-dialog.tsx";
import { LawsTabs } from "./laws-tabs.tsx";
import "./laws.css";

/** Collections of one's own and of the team. */
export function LawCollectionsPage() {
  const { t } = useLanguage();
  const [isOpening, setIsOpening] = useState(false);
  usePageTitle(t("lawCollections.title"));
  return (
    <>
      <PageHeader title={t("lawCollections.title")} about={t("lawCollections.about")} actions={<LawsTabs />} />
      <PageState query={useLawCollections()}>
        {({ items, total }) => (
          <Section
            flush
            title={t("lawCollections.count", { n: total })}
            actions={
              <Button size="small" onClick={() => setIsOpening(true)}>
                {t("lawCollections.fresh")}
              </Button>
            }
          >
            {items.length === 0 ? (
              <Nothing title={t("lawCollections.none")}>{t("lawCollections.noneWhy")}</Nothing>
            ) : (
              <Table items={items} />
            )}
          </Section>
        )}
      </PageState>
      {isOpening && <OpenDialog onEnd={() => setIsOpening(false)} />}
    </>
  );
}

function Table({ items }: { readonly items: readonly LawCollectionView[] }) {
  const { t } = useLanguage();
  return (
    <ListTable
      label={t("lawCollections.title")}
      items={items}
      idOf={({ id }) => id}
      columns={[
        {
          key: "title",
          title: t("lawCollections.name"),
          render: ({ id, title }) => (
            <Link to="/laws/collections/$collection" params={{ collection: id }}>
              {title}
            </Link>
          ),
        },
        { key: "items", title: t("lawCollections.articles"), width: 80, align: "right", render: ({ items: n }) => n },
        { key: "sharing", title: t("lawCollections.sharing"), width: 260, render: (one) => <SharedWith collection={one} /> },
        { key: "owner", title: t("lawCollections.owner"), width: 120, render: ({ ownerName }) => ownerName },
        { key: "changed", title: t("lawCollections.changedAt"), width: 160, render: ({ changedAt }) => <Time at={changedAt} /> },
      ]}
    />
  );
}

export function SharedWith({ collection: { sharing, office, line } }: { readonly collection: LawCollectionView }) {
  const { text } = useLanguage();
  const name = useShortOfficeName();
  const parts = [
    text(LAW_SHARING[sharing]),
    ...(sharing === "private" ? [] : [name(office)]),
    ...(line === null ? [] : [text(BUSINESS_LINES[line])]),
  ];
  return <>{parts.join(" · ")}</>;
}

function OpenDialog({ onEnd }: { readonly onEnd: () => void }) {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const open = useOpenCollection();
  return (
    <CollectionDialog
      title={t("lawCollections.fresh")}
      initial={{ sharing: "private" }}
      step={open}
      onSave={(order) =>
        open.mutate(order, {
          onSuccess: ({ collection }) => void navigate({ to: "/laws/collections/$collection", params: { collection: collection.id } }),
        })
      }
      onEnd={onEnd}
    />
  );
}
