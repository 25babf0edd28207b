import { Link } from "@tanstack/react-router";
import { useLanguage } from "../language/locale.tsx";

/** The entry of the ledger that states something, by its number; null while it waits to be appended. */
export function EntryLink({ index }: { readonly index: number | null }) {
  const { t, format } = useLanguage();
  if (index === null) return <span className="muted">{t("chain.waitingEntry")}</span>;
  return (
    <Link to="/chain/entries/$index" params={{ index: String(index) }} className="count-link">
      {t("chain.entryNumber", { n: format.count(index) })}
    </Link>
  );
}
