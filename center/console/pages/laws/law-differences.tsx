import { useLawDifferences } from "../../api/laws.ts";
import { PageState } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { TextPieces } from "./text-pieces.tsx";

/** What changed between two wordings, article by article: taken out struck through, added underlined. */
export function LawDifferences({ law, from, to }: { readonly law: string; readonly from: string; readonly to: string }) {
  const { t } = useLanguage();
  return (
    <PageState query={useLawDifferences({ law, from, to })}>
      {({ from: old, to: now, same, articles }) => (
        <div className="laws-text" lang="zh">
          <p className="muted">
            {t("laws.differences", { from: old.versionOn ?? "?", to: now.versionOn ?? "?" })} · {t("laws.sameArticles", { n: same })}
          </p>
          {articles.map(({ from: before, to: after, pieces }) => (
            <article key={`${before ?? ""} ${after ?? ""}`}>
              <p>
                <strong>{before === after ? after : `${before ?? "＋"} → ${after ?? "－"}`}　</strong>
                <TextPieces pieces={pieces} />
              </p>
            </article>
          ))}
        </div>
      )}
    </PageState>
  );
}
