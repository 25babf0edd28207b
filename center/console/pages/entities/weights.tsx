import type { WeighedLinkView } from "@yuejian/contracts/api";
import { ListTable } from "../../kit/list-table.tsx";
import { useLanguage } from "../../language/locale.tsx";

/** Bits, with a bar to either side. */
function Weight({ bits }: { readonly bits: number }) {
  const width = Math.min(72, Math.abs(bits) * 4);
  return (
    <span style={{ display: "inline-flex", alignItems: "center", gap: 8 }}>
      <span className="number" style={{ width: 48, textAlign: "right" }}>
        {bits >= 0 ? "+" : "−"}
        {Math.abs(bits).toFixed(1)}
      </span>
      <span aria-hidden style={{ width, height: 6, borderRadius: 3, background: bits >= 0 ? "var(--good)" : "var(--attention)" }} />
    </span>
  );
}

/** What speaks for and against two records being one, comparison by comparison. */
export function Weights({ link }: { readonly link: WeighedLinkView }) {
  const { t, text } = useLanguage();
  const items = [
    ...link.comparisons.map(({ label, level, weight }) => ({ name: text(label), level: level === null ? "—" : text(level), weight })),
    { name: t("entities.prior"), level: "", weight: link.prior },
    ...(link.relatives < -0.05 ? [{ name: t("entities.relatives"), level: "", weight: link.relatives }] : []),
  ];
  return (
    <ListTable
      label={t("entities.why")}
      items={items}
      idOf={({ name }) => name}
      columns={[
        { key: "compared", title: t("entities.compared"), width: 190, render: ({ name }) => name },
        { key: "level", title: t("entities.level"), render: ({ level }) => level },
        { key: "weight", title: t("entities.weight"), width: 160, render: ({ weight }) => <Weight bits={weight} /> },
      ]}
    />
  );
}
