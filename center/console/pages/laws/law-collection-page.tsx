import ArrowDownOutlined from "@ant-design/icons/ArrowDownOutlined";
import ArrowUpOutlined from "@ant-design/icons/ArrowUpOutlined";
import { Link, useNavigate, useParams } from "@tanstack/react-router";
import type { LawCollectionDetail, LawCollectionItemView, LawCollectionView } from "@yuejian/contracts/api";
import { Button, Input, Popconfirm } from "antd";
import { useState } from "react";
import {
  type CollectionStep,
  collectionFile,
  useChangeCollection,
  useLawCollection,
  useRemoveCollection,
} from "../../api/law-collections.ts";
import { PageHeader, Section } from "../../kit/layout.tsx";
import { ErrorNotice, Nothing, PageState } from "../../kit/page-state.tsx";
import { usePageTitle } from "../../kit/page-title.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { CollectionDialog } from "./collection-dialog.tsx";
import { SharedWith } from "./law-collections-page.tsx";
import { WordButton } from "./word-button.tsx";
import "./laws.css";

/** A collection: its articles in their order, with notes. */
export function LawCollectionPage() {
  const { collection } = useParams({ from: "/frame/laws/collections/$collection" });
  return <PageState query={useLawCollection(collection)}>{(detail) => <Detail detail={detail} />}</PageState>;
}

function Detail({ detail: { collection, items } }: { readonly detail: LawCollectionDetail }) {
  const { t } = useLanguage();
  const change = useChangeCollection(collection.id);
  const [isEditing, setIsEditing] = useState(false);
  usePageTitle(collection.title);
  const move = (at: number, by: -1 | 1): void => {
    const ids = items.map(({ id }) => id);
    ids.splice(at + by, 0, ...ids.splice(at, 1));
    change.mutate({ step: "order", body: { version: collection.version, items: ids } });
  };
  return (
    <>
      <PageHeader
        title={collection.title}
        about={
          <>
            <SharedWith collection={collection} /> · {collection.ownerName}
          </>
        }
        actions={
          <>
            {collection.isOwn && <Button onClick={() => setIsEditing(true)}>{t("lawCollections.settings")}</Button>}
            {collection.isOwn && <RemoveButton detail={{ collection, items }} />}
            {items.length > 0 && <WordButton name={collection.title} load={() => collectionFile(collection.id)} />}
          </>
        }
      />
      {!collection.isOwn && <p className="muted">{t("lawCollections.notYours")}</p>}
      {change.error && <ErrorNotice error={change.error} />}
      <Section title={t("lawCollections.articles")} hint={String(items.length)}>
        {items.length === 0 && <Nothing title={t("lawCollections.emptyCollection")}>{t("lawCollections.noneWhy")}</Nothing>}
        <ol className="laws-collected">
          {items.map((item, at) => (
            <Item key={item.id} item={item} isOwner={collection.isOwn} change={change.mutate}>
              {collection.isOwn && (
                <>
                  <Button
                    size="small"
                    icon={<ArrowUpOutlined />}
                    aria-label={t("lawCollections.up")}
                    disabled={at === 0 || change.isPending}
                    onClick={() => move(at, -1)}
                  />
                  <Button
                    size="small"
                    icon={<ArrowDownOutlined />}
                    aria-label={t("lawCollections.down")}
                    disabled={at === items.length - 1 || change.isPending}
                    onClick={() => move(at, 1)}
                  />
                </>
              )}
            </Item>
          ))}
        </ol>
      </Section>
      {isEditing && <SettingsDialog collection={collection} onEnd={() => setIsEditing(false)} />}
    </>
  );
}

interface ItemProperties {
  readonly item: LawCollectionItemView;
  readonly isOwner: boolean;
  readonly change: (step: CollectionStep) => void;
  readonly children: React.ReactNode;
}

function Item({ item, isOwner, change, children }: ItemProperties) {
  const { t, format } = useLanguage();
  const [note, setNote] = useState<string | null>(null);
  const { law, key, article, effectiveOn, versionOn, until, quote, text } = item;
  return (
    <li>
      <header>
        <Link to="/laws" search={{ law, article: key, ...(effectiveOn === null ? {} : { on: effectiveOn }) }}>
          <strong>
            {law} {article}
          </strong>
        </Link>
        <span className="muted">{t("lawCollections.wording", { on: versionOn ?? "?", from: effectiveOn ?? "?" })}</span>
        {until !== null && <strong>{t("lawCollections.ended", { until: format.day(until) })}</strong>}
        {quote !== "" && <span className="muted">{t("lawCollections.passage")}</span>}
        <span className="muted">{t("lawCollections.addedBy", { who: item.addedByName })}</span>
        <span className="actions">
          {children}
          {(isOwner || item.isOwn) && (
            <>
              <Button size="small" onClick={() => setNote(item.note)}>
                {t("lawCollections.editNote")}
              </Button>
              <Button size="small" onClick={() => change({ step: "take-out", item: item.id })}>
                {t("lawCollections.takeOut")}
              </Button>
            </>
          )}
        </span>
      </header>
      <p lang="zh">{quote === "" ? text : quote}</p>
      {note === null ? (
        item.note !== "" && <p className="laws-note-text">{item.note}</p>
      ) : (
        <div className="stack">
          <Input.TextArea
            autoFocus
            aria-label={t("lawCollections.note")}
            autoSize={{ minRows: 2, maxRows: 8 }}
            maxLength={4000}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
          <div className="actions">
            <Button
              size="small"
              type="primary"
              onClick={() => {
                change({ step: "note", item: item.id, body: { note } });
                setNote(null);
              }}
            >
              {t("lawCollections.save")}
            </Button>
            <Button size="small" onClick={() => setNote(null)}>
              {t("action.cancel")}
            </Button>
          </div>
        </div>
      )}
    </li>
  );
}

function RemoveButton({ detail: { collection, items } }: { readonly detail: LawCollectionDetail }) {
  const { t } = useLanguage();
  const navigate = useNavigate();
  const remove = useRemoveCollection();
  return (
    <Popconfirm
      title={t("lawCollections.removeSure", { title: collection.title, n: items.length })}
      okText={t("lawCollections.remove")}
      cancelText={t("action.cancel")}
      onConfirm={() =>
        remove.mutate({ id: collection.id, version: collection.version }, { onSuccess: () => void navigate({ to: "/laws/collections" }) })
      }
    >
      <Button loading={remove.isPending}>{t("lawCollections.remove")}</Button>
    </Popconfirm>
  );
}

function SettingsDialog({ collection, onEnd }: { readonly collection: LawCollectionView; readonly onEnd: () => void }) {
  const { t } = useLanguage();
  const change = useChangeCollection(collection.id);
  const { title, sharing, line, note, version } = collection;
  return (
    <CollectionDialog
      title={t("lawCollections.settings")}
      initial={{ title, sharing, ...(line === null ? {} : { line }) }}
      step={change}
      onSave={(order) => change.mutate({ step: "change", body: { ...order, note, version } }, { onSuccess: onEnd })}
      onEnd={onEnd}
    />
  );
}
