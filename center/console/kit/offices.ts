import { useSession } from "../api/session.ts";
import { useLanguage } from "../language/locale.tsx";

/** Names an office by its id; an id that is not known is shown as it is. */
export function useOfficeName(): (id: string) => string {
  const { text } = useLanguage();
  const { offices } = useSession();
  return (id) => {
    const office = offices.find((each) => each.id === id);
    return office ? text(office.name) : id;
  };
}

/** The same without the words that all offices share, for dense tables. */
export function useShortOfficeName(): (id: string) => string {
  const name = useOfficeName();
  return (id) =>
    name(id)
      .replace(/人民检察院$/, "")
      .replace(/ Procuratorate$/, "");
}
