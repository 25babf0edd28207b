import type { LawTextView } from "@yuejian/contracts/api";
import { Button } from "antd";
import { useEffect, useRef } from "react";
import { useCitationCounts } from "../../api/law-links.ts";
import { useLawText } from "../../api/laws.ts";
import { Section } from "../../kit/layout.tsx";
import { PageState } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { ArticleHistory } from "./article-history.tsx";
import { CitedBy } from "./cited-by.tsx";
import { LawDifferences } from "./law-differences.tsx";
import { LawFacts } from "./law-facts.tsx";
import type { LawsChange, LawsSearch } from "./laws-search.ts";

interface Reading {
  readonly search: LawsSearch;
  readonly set: (change: LawsChange) => void;
}

/** A law as it was in force on the day, with its contents and wordings beside it; or two wordings against each other. */
export function LawReading({ law, search, set }: Reading & { readonly law: string }) {
  const found = useLawText(law, search.on);
  const { t } = useLanguage();
  return (
    <PageState query={found}>
      {(view) => (
        <>
          {search.with !== undefined || (search.through === true && search.article !== undefined) ? (
            <Section
              title={
                search.with === undefined
                  ? t("lawUse.changesTitle", { law: view.law.name, article: labelOf(view, search.article) })
                  : view.version.title
              }
              actions={
                <Button size="small" onClick={() => set({ with: undefined, through: undefined })}>
                  {t("laws.closeDifferences")}
                </Button>
              }
            >
              {search.with === undefined ? (
                <ArticleHistory law={view.law.name} article={search.article ?? ""} on={search.on} />
              ) : (
                <LawDifferences law={law} from={search.with} to={view.version.id} />
              )}
            </Section>
          ) : (
            <Section title={view.version.title} hint={view.version.effectiveOn}>
              <LawText view={view} search={search} set={set} />
            </Section>
          )}
          <div className="stack">
            {search.article !== undefined && (
              <CitedBy
                key={search.article}
                law={view.law.name}
                article={search.article}
                label={labelOf(view, search.article)}
                on={search.on}
                set={set}
              />
            )}
            <LawFacts view={view} search={search} set={set} />
          </div>
        </>
      )}
    </PageState>
  );
}

type Article = LawTextView["articles"][number];

function labelOf({ articles }: LawTextView, key: string | undefined): string {
  return articles.find((article) => article.key === key)?.label ?? key ?? "";
}

function LawText({ view: { law, articles, preamble }, search, set }: Reading & { readonly view: LawTextView }) {
  const { t } = useLanguage();
  const counts = useCitationCounts(law.name, search.on);
  const cited = new Map(counts.data?.articles.map(({ key, laws, rules, instruments }) => [key, laws + rules + instruments]));
  return (
    <div className="laws-text" lang="zh">
      {preamble.length > 0 && (
        <section aria-label={t("laws.preamble")}>
          {preamble.map((line) => (
            <p key={line}>{line}</p>
          ))}
        </section>
      )}
      {articles.map((one, at) => (
        <ArticleText
          key={one.key}
          article={one}
          before={articles[at - 1]}
          isChosen={one.key === search.article}
          cited={cited.get(one.key) ?? 0}
          onChosen={() => set({ article: one.key })}
        />
      ))}
    </div>
  );
}

function ArticleText({
  article,
  before,
  isChosen,
  cited,
  onChosen,
}: {
  readonly article: Article;
  readonly before: Article | undefined;
  readonly isChosen: boolean;
  readonly cited: number;
  readonly onChosen: () => void;
}) {
  const { t } = useLanguage();
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isChosen) place.current?.scrollIntoView({ block: "center" });
  }, [isChosen]);
  const label = (
    <button type="button" className="laws-label" onClick={onChosen} title={t("lawUse.thisArticle")}>
      {article.label}
    </button>
  );
  const foot = cited > 0 && (
    <button type="button" className="laws-count" onClick={onChosen}>
      {t("lawUse.citedCount", { n: cited })}
    </button>
  );
  const fresh = article.divisions.filter(({ title }, at) => before?.divisions[at]?.title !== title);
  return (
    <>
      {fresh.map(({ title }) => (
        <h3 key={title}>{title}</h3>
      ))}
      <article ref={place} id={`article-${article.key}`} className={isChosen ? "chosen" : undefined}>
        {article.paragraphs.map(({ text, items }, at) => (
          // oxlint-disable-next-line no-array-index-key -- paragraphs are known by their number
          <div key={at}>
            <p>
              {at === 0 && <>{label}　</>}
              {text}
              {at === article.paragraphs.length - 1 && items.length === 0 && foot}
            </p>
            {items.map((item, ofItems) => (
              <div key={item.number} className="item">
                <p>
                  （{hanNumber(item.number)}）{item.text}
                </p>
                {item.items.map((sub) => (
                  <p key={sub.number} className="item">
                    {sub.number}. {sub.text}
                  </p>
                ))}
                {at === article.paragraphs.length - 1 && ofItems === items.length - 1 && foot}
              </div>
            ))}
          </div>
        ))}
        {article.paragraphs.length === 0 && <p>{label}</p>}
      </article>
    </>
  );
}

const DIGITS = "〇一二三四五六七八九";

/** 1 to 99 as items are numbered: 一, 十, 十二, 二十. */
function hanNumber(number: number): string {
  if (number < 1 || number > 99) return String(number);
  const [tens, ones] = [Math.floor(number / 10), number % 10];
  return `${tens > 1 ? DIGITS[tens] : ""}${tens > 0 ? "十" : ""}${ones > 0 ? DIGITS[ones] : ""}`;
}
