import type { SavedQueryView } from "@yuejian/contracts/api";
import { type QueryText, usePastQueries, useSavedQueries } from "../../api/queries.ts";
import { PageState } from "../../kit/page-state.tsx";
import { Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";

export function SavedQueriesList({ onOpen }: { readonly onOpen: (query: SavedQueryView) => void }) {
  const { t } = useLanguage();
  const saved = useSavedQueries();
  return (
    <PageState query={saved}>
      {({ items }) =>
        items.length === 0 ? (
          <span className="muted">{t("queries.noSaved")}</span>
        ) : (
          <div className="query-list">
            {items.map((query) => (
              <button key={query.id} type="button" className="query-word" onClick={() => onOpen(query)}>
                <strong>{query.name}</strong>{" "}
                <span className="muted">{t("queries.by", { name: query.ownerName, version: query.version })}</span>
              </button>
            ))}
          </div>
        )
      }
    </PageState>
  );
}

export function PastQueriesList({ onOpen }: { readonly onOpen: (text: QueryText) => void }) {
  const { t, format } = useLanguage();
  const past = usePastQueries();
  return (
    <PageState query={past}>
      {({ items }) =>
        items.length === 0 ? (
          <span className="muted">{t("queries.noPast")}</span>
        ) : (
          <div className="query-list">
            {items.map(({ id, at, sql, values, status, code, rows }) => (
              <button key={id} type="button" className="query-word one-line" onClick={() => onOpen({ sql, values })}>
                <Time at={at} />{" "}
                <span className="muted number">{status === "done" ? t("queries.results", { n: rows }) : (code ?? format.count(0))}</span>{" "}
                <code>{sql}</code>
              </button>
            ))}
          </div>
        )
      }
    </PageState>
  );
}
