import type { ReactNode } from "react";

export interface ListColumn<T> {
  readonly key: string;
  readonly title: ReactNode;
  /** In pixels; columns without one share what is left. */
  readonly width?: number;
  readonly align?: "left" | "right";
  /** Stays in sight while the table is moved sideways. */
  readonly isPinned?: boolean;
  readonly isOneLine?: boolean;
  readonly render: (item: T, index: number) => ReactNode;
}

export interface Selection {
  readonly chosen: ReadonlySet<string>;
  readonly onChange: (chosen: ReadonlySet<string>) => void;
}

export interface ListTableProperties<T> {
  /** Names the table for those who do not see it. */
  readonly label: string;
  readonly columns: readonly ListColumn<T>[];
  readonly items: readonly T[];
  readonly idOf: (item: T) => string;
  /** All rows of the list, of which `items` may be the first; -1 when nobody counted them. */
  readonly total?: number;
  /** Takes the height that is left, scrolls in itself and draws only the rows in sight. */
  readonly fills?: boolean;
  /** Rows answer to j, k, Enter and x. One table of a page at most. */
  readonly hasKeys?: boolean;
  readonly onOpen?: ((item: T, index: number) => void) | undefined;
  readonly onKey?: ((key: string, item: T | undefined) => boolean) | undefined;
  readonly selection?: Selection | undefined;
  /** What opens below a row. */
  readonly detailOf?: ((item: T) => ReactNode) | undefined;
  readonly isOutdated?: boolean;
  readonly onNearEnd?: (() => void) | undefined;
  /** Where the reader was in this list is kept under this name, for the way back. */
  readonly place?: string;
}
