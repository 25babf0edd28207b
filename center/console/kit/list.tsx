import { Button } from "antd";
import type { ReactNode } from "react";
import type { ListState } from "../api/list.ts";
import { useLanguage } from "../language/locale.tsx";
import { Section } from "./layout.tsx";
import type { ListTableProperties } from "./list-column.ts";
import { ListTable } from "./list-table.tsx";
import { ErrorNotice, PageLoading } from "./page-state.tsx";

interface ListProperties<T> extends Omit<ListTableProperties<T>, "items" | "total" | "isOutdated" | "onNearEnd" | "fills"> {
  readonly list: ListState<T>;
  readonly title: (total: number) => ReactNode;
  readonly hint?: ReactNode;
  readonly actions?: ReactNode;
  /** What stands there when the list is empty: why, and what would bring something. */
  readonly empty: ReactNode;
  /** Between the head and the rows, for example what can be done with those that are chosen. */
  readonly above?: ReactNode;
}

/** A list with all its states: on its way, failed, empty, and growing while it is read. */
export function List<T>({ list, title, hint, actions, empty, above, ...table }: ListProperties<T>) {
  const { t } = useLanguage();
  const { items, total, error, refetch } = list;
  const retry = () => void refetch();
  if (items === undefined) return error ? <ErrorNotice error={error} retry={retry} /> : <ListLoading label={table.label} />;
  return (
    <>
      {error && !list.isLoadingMore && <ErrorNotice error={error} retry={list.hasMore ? list.loadMore : retry} />}
      <Section flush title={title(total)} hint={hint} actions={actions}>
        {above}
        {items.length === 0 ? (
          empty
        ) : (
          <ListTable
            fills
            items={items}
            total={list.isAtLeast ? -1 : total}
            isOutdated={list.isOutdated}
            onNearEnd={list.hasMore && !list.isLoadingMore && !error ? list.loadMore : undefined}
            {...table}
          />
        )}
        {items.length > 0 && list.hasMore && (
          <div className="pager list-foot" role="status">
            <span className="number">
              {list.isAtLeast ? t("list.shownOfMore", { n: items.length, total }) : t("list.shown", { n: items.length, total })}
            </span>
            <Button size="small" className="push" loading={list.isLoadingMore} onClick={list.loadMore}>
              {t("list.more")}
            </Button>
          </div>
        )}
      </Section>
    </>
  );
}

function ListLoading({ label }: { readonly label: string }) {
  return (
    <Section flush title={label}>
      <PageLoading />
    </Section>
  );
}
