import type { Rate } from "@yuejian/contracts/api";
import { shareOf } from "@yuejian/workbench";

/** Share of the decided leads that people confirmed. */
export function precisionRate(confirmed: number, decided: number): Rate | null {
  const share = shareOf(confirmed, decided);
  return (
    share && {
      ...share,
      of: {
        zh: `已作出决定的 ${decided} 条线索中，${confirmed} 条经人核实（含已立案）；区间为 95% 置信区间`,
        en: `${confirmed} of ${decided} decided leads were verified by a person (filed ones included); 95% interval`,
      },
    }
  );
}
