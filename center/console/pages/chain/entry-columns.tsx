import { Link } from "@tanstack/react-router";
import type { LedgerEntryView } from "@yuejian/contracts/api";
import type { ListColumn } from "../../kit/list-column.ts";
import { useShortOfficeName } from "../../kit/offices.ts";
import { Digest, Time } from "../../kit/small.tsx";
import { useLanguage } from "../../language/locale.tsx";
import { statementKey } from "./statement-words.ts";
import { SubjectLink } from "./subject-link.tsx";

export function EntryTypeWord({ type }: { readonly type: string }) {
  const { t } = useLanguage();
  const key = statementKey(type);
  return key ? t(key) : <code>{type}</code>;
}

export function useEntryColumns(): readonly ListColumn<LedgerEntryView>[] {
  const { t, format } = useLanguage();
  const officeName = useShortOfficeName();
  return [
    {
      key: "index",
      title: t("chain.index"),
      width: 95,
      align: "right",
      render: (entry) => (
        <Link to="/chain/entries/$index" params={{ index: String(entry.index) }}>
          <span className="number">{format.count(entry.index)}</span>
        </Link>
      ),
    },
    { key: "type", title: t("chain.type"), width: 165, render: (entry) => <EntryTypeWord type={entry.type} /> },
    { key: "subject", title: t("chain.subject"), width: 210, render: (entry) => <SubjectLink subject={entry.subject} /> },
    { key: "organisation", title: t("chain.organisation"), width: 130, render: (entry) => officeName(entry.organisation) },
    { key: "at", title: t("chain.at"), width: 155, render: (entry) => <Time at={entry.at} /> },
    { key: "sha256", title: "SHA-256", width: 185, render: (entry) => <Digest value={entry.sha256} /> },
    { key: "sm3", title: "SM3", render: (entry) => <Digest value={entry.sm3} /> },
  ];
}
