import { useSession } from "../../api/session.ts";
import { useShortOfficeName } from "../../kit/offices.ts";
import { placed } from "./office-places.ts";
import "./governance.css";

/** Where a place lies among the others: schematic, without figures of the others. */
export function PlaceMap({ office, count }: { readonly office: string; readonly count: string }) {
  const { offices } = useSession();
  const officeName = useShortOfficeName();
  return (
    <ul className="place-map">
      {placed(offices.map(({ id }) => ({ office: id }))).map(({ item, column, row }) => (
        <li
          key={item.office}
          style={{ gridColumn: column, gridRow: row }}
          aria-current={item.office === office ? "location" : undefined}
          className={item.office === office ? "meant" : ""}
        >
          {officeName(item.office)}
          {item.office === office && <strong>{count}</strong>}
        </li>
      ))}
    </ul>
  );
}
