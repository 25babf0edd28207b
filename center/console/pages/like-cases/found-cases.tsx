import { Link } from "@tanstack/react-router";
import type { LikeCasesOrder, LikeCasesView, LikeCaseView } from "@yuejian/contracts/api";
import { Button } from "antd";
import { useState } from "react";
import { useLikeCases } from "../../api/like-cases.ts";
import { type Fact, Facts, Section } from "../../kit/layout.tsx";
import { Nothing, PageState } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { JudgmentText } from "./judgment-text.tsx";
import { SentenceSpread } from "./sentence-spread.tsx";

/** What was read of the facts, how long the sentences of like cases are, and the cases, each with its reasons. */
export function FoundCases({ order }: { readonly order: LikeCasesOrder }) {
  const { t } = useLanguage();
  const found = useLikeCases(order);
  const [opened, setOpened] = useState<string | null>(null);
  return (
    <div>
      <PageState query={found}>
        {(view) => (
          <>
            <ReadOfText read={view.read} />
            <SentenceSpread sentences={view.sentences} onOpen={setOpened} />
            <Section flush title={t("likeCases.found")} hint={t("likeCases.compared", { n: view.compared })}>
              {view.results.length === 0 && <Nothing title={t("likeCases.nothing")}>{t("likeCases.toImport")}</Nothing>}
              <ol className="like-cases">
                {view.results.map((one) => (
                  <li key={one.id} id={`like-${one.id}`}>
                    <OneCase one={one} isOpen={opened === one.id} onOpen={() => setOpened(opened === one.id ? null : one.id)} />
                  </li>
                ))}
              </ol>
            </Section>
          </>
        )}
      </PageState>
    </div>
  );
}

function ReadOfText({ read: { amount, step, circumstances } }: { readonly read: LikeCasesView["read"] }) {
  const { t, text, format } = useLanguage();
  const none = <span className="muted">{t("likeCases.notTold")}</span>;
  const items: Fact[] = [
    [t("likeCases.amount"), amount === null ? none : t("likeCases.yuan", { n: format.count(amount.yuan) })],
    ...(step === null ? [] : [[t("likeCases.step"), text(step)] as const]),
    [t("likeCases.circumstances"), circumstances.length === 0 ? none : circumstances.map(({ name }) => text(name)).join("、")],
  ];
  return (
    <Section title={t("likeCases.read")}>
      <Facts items={items} />
    </Section>
  );
}

function OneCase({ one, isOpen, onOpen }: { readonly one: LikeCaseView; readonly isOpen: boolean; readonly onOpen: () => void }) {
  const { t, text } = useLanguage();
  const list = (items: LikeCaseView["differs"]["here"]): string => items.map(text).join("、");
  const { title, number, court, decidedOn, charges, sentence, why, differs, source, excerpt } = one;
  return (
    <article className="like-case">
      <header>
        <strong>{title || number || excerpt.slice(0, 24)}</strong>
        <span className="muted">{[title === "" ? "" : number, court, decidedOn].filter(Boolean).join(" · ")}</span>
        {sentence && <span className="tag">{text(sentence.text)}</span>}
      </header>
      <p className="muted">{charges.join("、")}</p>
      <ul className="bullets">
        {why.map((reason) => (
          <li key={reason.code}>{text(reason.text)}</li>
        ))}
        {differs.here.length > 0 && <li className="muted">{t("likeCases.onlyHere", { list: list(differs.here) })}</li>}
        {differs.there.length > 0 && <li className="muted">{t("likeCases.onlyThere", { list: list(differs.there) })}</li>}
      </ul>
      {source === "public" ? (
        <Link to="/laws" search={{ law: title }}>
          {t("likeCases.readText")}
        </Link>
      ) : (
        <Button size="small" aria-expanded={isOpen} onClick={onOpen}>
          {t(isOpen ? "likeCases.close" : "likeCases.readText")}
        </Button>
      )}
      {isOpen && source === "office" && <JudgmentText id={one.id} />}
    </article>
  );
}
