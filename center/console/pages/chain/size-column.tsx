import { Link } from "@tanstack/react-router";
import type { ListColumn } from "../../kit/list-column.ts";
import { useLanguage } from "../../language/locale.tsx";

/** The size of a checkpoint, by which its page is found. */
export function useSizeColumn(): ListColumn<{ readonly size: number }> {
  const { t, format } = useLanguage();
  return {
    key: "size",
    title: t("explorer.size"),
    width: 120,
    align: "right",
    render: ({ size }) => (
      <Link to="/chain/checkpoints/$size" params={{ size: String(size) }}>
        <span className="number">{format.count(size)}</span>
      </Link>
    ),
  };
}
