import { type InfiniteData, keepPreviousData, useInfiniteQuery } from "@tanstack/react-query";
import { useEffect } from "react";
import { get, type QueryValue } from "./client.ts";
import type { Page } from "./page.ts";

/** A list that grows while it is read. `items` is undefined until the first page is there. */
export interface ListState<T> {
  readonly items: readonly T[] | undefined;
  /** All that the caller may see, beyond those that are here. */
  readonly total: number;
  /** Counting stopped: there are at least so many. */
  readonly isAtLeast?: boolean;
  readonly error: Error | null;
  /** The items answer an older question while the new answer is on its way. */
  readonly isOutdated: boolean;
  readonly hasMore: boolean;
  readonly isLoadingMore: boolean;
  readonly loadMore: () => void;
  readonly refetch: () => unknown;
}

interface OffsetList {
  readonly key: readonly unknown[];
  readonly path: string;
  readonly query?: Readonly<Record<string, QueryValue>>;
  readonly purpose?: string | null;
  readonly enabled?: boolean;
}

/** The first page is small, so that it is there at once; the next are large, so that a long list is few calls. */
const FIRST = 100;
const NEXT = 500;
const NEXT_CURSOR = 200;

/** A list whose route is paged by offset. */
export function useOffsetList<T>({ key, path, query = {}, purpose = null, enabled = true }: OffsetList): ListState<T> & {
  readonly first: Page<T> | undefined;
} {
  const found = useInfiniteQuery<Page<T>, Error, InfiniteData<Page<T>, number>, readonly unknown[], number>({
    queryKey: key,
    queryFn: ({ pageParam, signal }) =>
      get<Page<T>>(path, { query: { ...query, offset: pageParam, limit: pageParam === 0 ? FIRST : NEXT }, purpose, signal }),
    initialPageParam: 0,
    getNextPageParam: ({ offset, items, total }) => (items.length > 0 && offset + items.length < total ? offset + items.length : undefined),
    placeholderData: keepPreviousData,
    enabled,
  });
  return {
    first: found.data?.pages[0],
    items: found.data?.pages.flatMap((page) => page.items),
    total: found.data?.pages.at(-1)?.total ?? 0,
    error: found.error,
    isOutdated: found.isPlaceholderData,
    hasMore: found.hasNextPage,
    isLoadingMore: found.isFetchingNextPage,
    loadMore: () => void found.fetchNextPage(),
    refetch: found.refetch,
  };
}

export interface CursorPage<T> {
  readonly items: readonly T[];
  /** Cursor of the next page; null at the end. A page may be short, or empty, and still have a next. */
  readonly next: string | null;
}

interface CursorList {
  readonly key: readonly unknown[];
  readonly path: string;
  readonly query?: Readonly<Record<string, QueryValue>>;
  readonly enabled?: boolean;
}

/** A list whose route is paged by cursor. `first` is its first page, with whatever it counts beside the rows. */
export function useCursorList<P extends CursorPage<unknown>>({
  key,
  path,
  query = {},
  enabled = true,
}: CursorList): ListState<P["items"][number]> & { readonly first: P | undefined } {
  const found = useInfiniteQuery<P, Error, InfiniteData<P, string>, readonly unknown[], string>({
    queryKey: key,
    queryFn: ({ pageParam, signal }) =>
      get<P>(path, { query: { ...query, cursor: pageParam || undefined, limit: pageParam ? NEXT_CURSOR : FIRST }, signal }),
    initialPageParam: "",
    getNextPageParam: ({ next }) => next ?? undefined,
    placeholderData: keepPreviousData,
    enabled,
  });
  const items: P["items"][number][] | undefined = found.data?.pages.flatMap((page) => page.items);
  const { fetchNextPage, hasNextPage, isFetchingNextPage, isError } = found;
  const isEmptySoFar = items !== undefined && items.length === 0 && hasNextPage && !isFetchingNextPage && !isError;
  useEffect(() => {
    if (isEmptySoFar) void fetchNextPage();
  }, [isEmptySoFar, fetchNextPage]);
  return {
    first: found.data?.pages[0],
    items: items?.length === 0 && hasNextPage ? undefined : items,
    total: items?.length ?? 0,
    error: found.error,
    isOutdated: found.isPlaceholderData,
    hasMore: hasNextPage,
    isLoadingMore: isFetchingNextPage,
    loadMore: () => void fetchNextPage(),
    refetch: found.refetch,
  };
}

/** A list that came whole. */
export function wholeList<T>(query: {
  readonly data: readonly T[] | undefined;
  readonly error: Error | null;
  readonly refetch: () => unknown;
}): ListState<T> {
  return {
    items: query.data,
    total: query.data?.length ?? 0,
    error: query.error,
    isOutdated: false,
    hasMore: false,
    isLoadingMore: false,
    loadMore() {},
    refetch: query.refetch,
  };
}
