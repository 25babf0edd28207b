import type { LawTextView } from "@yuejian/contracts/api";
import { Button } from "antd";
import { useEffect, useRef } from "react";
import { useLawText } from "../../api/laws.ts";
import { Section } from "../../kit/layout.tsx";
import { PageState } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
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
          {search.with === undefined ? (
            <Section title={view.version.title} hint={view.version.effectiveOn}>
              <LawText view={view} article={search.article} />
            </Section>
          ) : (
            <Section
              title={view.version.title}
              actions={
                <Button size="small" onClick={() => set({ with: undefined })}>
                  {t("laws.closeDifferences")}
                </Button>
              }
            >
              <LawDifferences law={law} from={search.with} to={view.version.id} />
            </Section>
          )}
          <LawFacts view={view} search={search} set={set} />
        </>
      )}
    </PageState>
  );
}

type Article = LawTextView["articles"][number];

function LawText({ view: { articles, preamble }, article }: { readonly view: LawTextView; readonly article: string | undefined }) {
  const { t } = useLanguage();
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
        <ArticleText key={one.key} article={one} before={articles[at - 1]} isChosen={one.key === article} />
      ))}
    </div>
  );
}

function ArticleText({
  article,
  before,
  isChosen,
}: {
  readonly article: Article;
  readonly before: Article | undefined;
  readonly isChosen: boolean;
}) {
  const place = useRef<HTMLElement>(null);
  useEffect(() => {
    if (isChosen) place.current?.scrollIntoView({ block: "center" });
  }, [isChosen]);
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
              {at === 0 && <strong>{article.label}　</strong>}
              {text}
            </p>
            {items.map((item) => (
              <div key={item.number} className="item">
                <p>
                  （{hanNumber(item.number)}）{item.text}
                </p>
                {item.items.map((sub) => (
                  <p key={sub.number} className="item">
                    {sub.number}. {sub.text}
                  </p>
                ))}
              </div>
            ))}
          </div>
        ))}
        {article.paragraphs.length === 0 && (
          <p>
            <strong>{article.label}</strong>
          </p>
        )}
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
