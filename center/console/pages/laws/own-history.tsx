import CloseOutlined from "@ant-design/icons/CloseOutlined";
import { Button } from "antd";
import { useLawHistory, useRemoveLawHistory } from "../../api/law-collections.ts";
import { Section } from "../../kit/layout.tsx";
import { PageState } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
import type { LawsChange } from "./laws-search.ts";

/** One's own last searches and readings, to go on with or to forget. */
export function OwnHistory({ set }: { readonly set: (change: LawsChange) => void }) {
  const { t, format } = useLanguage();
  const forget = useRemoveLawHistory();
  return (
    <PageState query={useLawHistory()} rows={3}>
      {({ items }) =>
        items.length === 0 ? null : (
          <Section
            title={t("lawCollections.history")}
            hint={t("lawCollections.historyAbout")}
            actions={
              <Button size="small" loading={forget.isPending} onClick={() => forget.mutate(undefined)}>
                {t("lawCollections.clear")}
              </Button>
            }
          >
            <ul className="laws-history">
              {items.map(({ id, kind, query, law, article, on, at }) => (
                <li key={id}>
                  <button
                    type="button"
                    title={format.time(at)}
                    onClick={() =>
                      kind === "search"
                        ? set({ q: query, on: on ?? undefined })
                        : set({ law, article: article || undefined, on: on ?? undefined })
                    }
                  >
                    {kind === "search" ? query : `${law} ${article}`}
                  </button>
                  <Button
                    size="small"
                    type="text"
                    icon={<CloseOutlined />}
                    aria-label={t("lawCollections.forget")}
                    onClick={() => forget.mutate(id)}
                  />
                </li>
              ))}
            </ul>
          </Section>
        )
      }
    </PageState>
  );
}
