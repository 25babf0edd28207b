import { Link } from "@tanstack/react-router";
import type { LawCitationView } from "@yuejian/contracts/api";
import type { ReactNode } from "react";
import { useCitations } from "../api/laws.ts";
import { useMay } from "../api/session.ts";
import { useLanguage } from "../language/locale.tsx";

/** A text whose citations of laws open the article; where none is found, or no laws are held, the text as it is. */
export function CitedText({ text }: { readonly text: string }) {
  return useMay("law.read") ? <Cited text={text} /> : text;
}

function Cited({ text }: { readonly text: string }) {
  const { data } = useCitations(text);
  if (!data || data.citations.length === 0) return text;
  const pieces: ReactNode[] = [];
  let at = 0;
  for (const citation of data.citations) {
    if (citation.start < at) continue;
    pieces.push(text.slice(at, citation.start), <CitationLink key={citation.start} citation={citation} />);
    at = citation.end;
  }
  return [...pieces, text.slice(at)];
}

function CitationLink({ citation }: { readonly citation: LawCitationView }) {
  const { text: say } = useLanguage();
  const { law, state, articles, text, stateText } = citation;
  if (law === null) return text;
  const [article] = articles;
  return (
    <Link
      to="/laws"
      search={{ law, ...(article === undefined ? {} : { article }) }}
      title={state === "resolved" ? law : `${law}：${say(stateText)}`}
    >
      {text}
    </Link>
  );
}

/** For parts that show texts of their own. */
export const citedWords = (text: string): ReactNode => <CitedText text={text} />;
