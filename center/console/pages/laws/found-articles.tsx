import type { LawHitView } from "@yuejian/contracts/api";
import { searchFile } from "../../api/law-collections.ts";
import { useLawSearch } from "../../api/laws.ts";
import { useMay } from "../../api/session.ts";
import { Section } from "../../kit/layout.tsx";
import { Nothing, PageState } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { bestPassage } from "./best-passage.ts";
import { DraftedAnswer } from "./drafted-answer.tsx";
import type { LawsChange, LawsSearch } from "./laws-search.ts";
import { OwnHistory } from "./own-history.tsx";
import { WordButton } from "./word-button.tsx";

/** Characters of a text that are shown in the list, around the first place that was found. */
const SHOWN = 140;
const BEFORE = 30;
/** Where the best sentence is longer. */
const MOST_SHOWN = 320;

/** What the search found, the likeliest first, each with its reasons. */
export function FoundArticles({ search, set }: { readonly search: LawsSearch; readonly set: (change: LawsChange) => void }) {
  const { t } = useLanguage();
  const mayCollect = useMay("law.collect");
  const found = useLawSearch({ query: search.q ?? "", on: search.on, level: search.level });
  if (search.q === undefined)
    return (
      <div className="stack">
        <Section title={t("laws.results")}>
          <Nothing title={t("laws.ask")} />
        </Section>
        <OwnHistory set={set} />
      </div>
    );
  return (
    <Section
      flush
      title={t("laws.results")}
      hint={found.data && t("laws.resultsHint", { n: found.data.milliseconds })}
      actions={
        mayCollect &&
        (found.data?.results.length ?? 0) > 0 && (
          <WordButton size="small" name={search.q} load={() => searchFile({ query: search.q ?? "", on: search.on, level: search.level })} />
        )
      }
    >
      <PageState query={found}>
        {({ results, held, corrected, isCut }) => (
          <>
            <DraftedAnswer key={search.q} query={search.q ?? ""} on={search.on} />
            {corrected !== null && <p className="laws-note muted">{t("laws.corrected", { text: corrected })}</p>}
            {isCut && <p className="laws-note muted">{t("laws.cut")}</p>}
            {results.length === 0 && (
              <Nothing title={t(held === 0 ? "laws.notImported" : "laws.none")}>{held === 0 && t("laws.toImport")}</Nothing>
            )}
            <ol className="laws-found">
              {results.map((hit) => (
                <li key={`${hit.version} ${hit.key}`}>
                  <Hit
                    hit={hit}
                    isChosen={hit.law === search.law && hit.key === search.article}
                    onOpen={() => set({ law: hit.law, article: hit.key, with: undefined, through: undefined })}
                  />
                </li>
              ))}
            </ol>
          </>
        )}
      </PageState>
    </Section>
  );
}

function Hit({ hit, isChosen, onOpen }: { readonly hit: LawHitView; readonly isChosen: boolean; readonly onOpen: () => void }) {
  const { text } = useLanguage();
  return (
    <button type="button" className={isChosen ? "laws-hit chosen" : "laws-hit"} aria-pressed={isChosen} onClick={onOpen}>
      <strong>
        {hit.law} {hit.article}
      </strong>
      <span>
        <Marked hit={hit} />
      </span>
      <span className="muted">{hit.why.map((reason) => text(reason.text)).join("；")}</span>
    </button>
  );
}

/** The text around the sentence that answers best, that sentence and what the query says marked. */
function Marked({ hit: { text, marks } }: { readonly hit: LawHitView }) {
  const passage = bestPassage(text, marks);
  const from = Math.max(0, (passage?.start ?? marks[0]?.start ?? 0) - BEFORE);
  const until = Math.min(text.length, Math.max(from + SHOWN, Math.min(passage?.end ?? 0, from + MOST_SHOWN)));
  const cuts = new Set([from, until, ...(passage ? [passage.start, passage.end] : []), ...marks.flatMap(({ start, end }) => [start, end])]);
  const edges = [...cuts].filter((at) => at >= from && at <= until).toSorted((one, other) => one - other);
  return (
    <>
      {from > 0 && "……"}
      {edges.slice(0, -1).map((at, place) => {
        const piece = text.slice(at, edges[place + 1]);
        const isMark = marks.some(({ start, end }) => start <= at && at < end);
        const className = passage && passage.start <= at && at < passage.end ? "laws-passage" : undefined;
        return isMark ? (
          <mark key={at} className={className}>
            {piece}
          </mark>
        ) : (
          <span key={at} className={className}>
            {piece}
          </span>
        );
      })}
      {until < text.length && "……"}
    </>
  );
}
