import { Link } from "@tanstack/react-router";
import { RELATIONS } from "@yuejian/contracts/api";
import { useRelated } from "../../api/lead-talk.ts";
import { Section } from "../../kit/layout.tsx";
import { PageState } from "../../kit/page-state.tsx";
import { LeadStatusTag } from "../../kit/tags.tsx";
import { useLanguage } from "../../language/locale.tsx";

/** Other leads that touch this one, each with the reason why. */
export function LeadRelated({ lead }: { readonly lead: string }) {
  const { t, text } = useLanguage();
  const related = useRelated(lead);
  return (
    <Section title={t("related.title", { n: related.data?.items.length ?? 0 })} hint={related.data?.isCapped ? t("related.capped") : ""}>
      <PageState query={related} rows={2}>
        {({ items }) =>
          items.length === 0 ? (
            <p className="muted">{t("related.none")}</p>
          ) : (
            <ul className="comments">
              {items.map(({ lead: other, reasons }) => (
                <li key={other.id}>
                  <div className="bar" style={{ margin: 0 }}>
                    <Link to="/leads/$lead" params={{ lead: other.id }}>
                      {other.subjectName}
                    </Link>
                    <LeadStatusTag status={other.status} />
                    <span className="muted">{reasons.map((reason) => text(RELATIONS[reason])).join(t("lead.listSeparator"))}</span>
                  </div>
                  <div className="muted one-line">{text(other.modelTitle)}</div>
                </li>
              ))}
            </ul>
          )
        }
      </PageState>
    </Section>
  );
}
