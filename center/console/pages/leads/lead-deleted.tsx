import type { DeletedBehind } from "@yuejian/contracts/api";
import { EntryLink } from "../../kit/entry-link.tsx";
import { Section } from "../../kit/layout.tsx";
import { useLanguage } from "../../language/locale.tsx";

/** Rows behind the lead that are gone, under what and by which entry. */
export function LeadDeleted({ deleted }: { readonly deleted: readonly DeletedBehind[] }) {
  const { t, format } = useLanguage();
  if (deleted.length === 0) return null;
  return (
    <Section title={t("lead.rowsDeleted")}>
      <ul className="bullets">
        {deleted.map(({ rows, dataset, rule, law, article, at, entry }) => (
          <li key={`${dataset} ${at} ${String(entry)}`}>
            {t(rule === "" ? "lead.deletedOnRequest" : "lead.deletedUnder", { n: rows, dataset, rule, law, article, at: format.time(at) })}
            {" · "}
            <EntryLink index={entry} />
          </li>
        ))}
      </ul>
    </Section>
  );
}
