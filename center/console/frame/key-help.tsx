import { Modal } from "antd";
import { useLanguage } from "../language/locale.tsx";
import { usePlaces } from "./navigation.tsx";

export function KeyHelp({ open, onClose }: { readonly open: boolean; readonly onClose: () => void }) {
  const { t } = useLanguage();
  const places = usePlaces();
  const general = [
    { keys: ["Ctrl K", "⌘ K"], what: t("keys.palette") },
    { keys: ["j", "k"], what: t("keys.move") },
    { keys: ["Enter"], what: t("keys.open") },
    { keys: ["x", "X"], what: t("keys.select") },
    { keys: ["a", "d", "c"], what: t("keys.act") },
    { keys: ["u"], what: t("keys.undo") },
    { keys: ["/"], what: t("keys.search") },
    { keys: ["Esc"], what: t("keys.close") },
    { keys: ["?"], what: t("keys.help") },
  ];
  return (
    <Modal open={open} onCancel={onClose} footer={null} title={t("keys.title")} width={440}>
      <dl className="keys">
        {[...general, ...places.map((place) => ({ keys: ["g", place.key], what: t(place.title) }))].map(({ keys, what }) => (
          <div key={what} style={{ display: "contents" }}>
            <dt>
              {keys.map((key) => (
                <kbd key={key} style={{ marginLeft: 4 }}>
                  {key}
                </kbd>
              ))}
            </dt>
            <dd>{what}</dd>
          </div>
        ))}
      </dl>
    </Modal>
  );
}
