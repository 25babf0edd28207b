import { useArticleHistory } from "../../api/law-links.ts";
import { PageState } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { TextPieces } from "./text-pieces.tsx";

/** An article in all wordings, side by side, each against the one before. */
export function ArticleHistory({ law, article, on }: { readonly law: string; readonly article: string; readonly on: string | undefined }) {
  const { t } = useLanguage();
  return (
    <PageState query={useArticleHistory({ law, article, on })}>
      {({ stages }) => (
        <>
          <p className="muted">{t("lawUse.changesHint")}</p>
          <ol className="laws-stages" lang="zh">
            {stages.map(({ versions, label, isShown, pieces }, at) => {
              const [first, last] = [versions[0], versions.at(-1)];
              const isMoved = at > 0 && label !== null && pieces.every(({ kind }) => kind === "same");
              return (
                <li key={first?.id} className={isShown ? "chosen" : undefined}>
                  <header>
                    <strong>{label ?? t("lawUse.removed")}</strong>
                    <span className="number muted">
                      {first?.effectiveOn ?? t("laws.unknownDay")} – {last?.until ?? ""}
                    </span>
                    <span className="muted">{versions.map(({ versionOn }) => versionOn ?? "?").join("、")}</span>
                    {isMoved && <span className="muted">{t("lawUse.same")}</span>}
                  </header>
                  <p>
                    <TextPieces pieces={pieces} />
                  </p>
                </li>
              );
            })}
          </ol>
        </>
      )}
    </PageState>
  );
}
