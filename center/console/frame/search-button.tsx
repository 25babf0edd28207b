import SearchOutlined from "@ant-design/icons/SearchOutlined";
import { Button } from "antd";
import { useLanguage } from "../language/locale.tsx";

const isMac = navigator.userAgent.includes("Mac");

export function SearchButton({ onClick }: { readonly onClick: () => void }) {
  const { t } = useLanguage();
  return (
    <Button className="frame-search" icon={<SearchOutlined aria-hidden />} onClick={onClick}>
      {t("palette.open")} <kbd>{isMac ? "⌘K" : "Ctrl K"}</kbd>
    </Button>
  );
}
