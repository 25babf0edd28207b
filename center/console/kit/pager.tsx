import LeftOutlined from "@ant-design/icons/LeftOutlined";
import RightOutlined from "@ant-design/icons/RightOutlined";
import { Button } from "antd";
import { useLanguage } from "../language/locale.tsx";

interface PagerProperties {
  readonly offset: number;
  readonly limit: number;
  readonly total: number;
  /** Zero is passed as undefined, so that it leaves the address. */
  readonly onGo: (offset: number | undefined) => void;
}

/** «1–50 of 1,234», back and on. */
export function Pager({ offset, limit, total, onGo }: PagerProperties) {
  const { t, format } = useLanguage();
  if (total === 0) return null;
  const last = Math.min(offset + limit, total);
  return (
    <div className="pager">
      <span className="number">
        {t("pager.range", { from: format.count(offset + 1), to: format.count(last), total: format.count(total) })}
      </span>
      {total > limit && (
        <span className="push bar" style={{ margin: "0 0 0 auto" }}>
          <Button
            size="small"
            icon={<LeftOutlined aria-hidden />}
            disabled={offset === 0}
            onClick={() => onGo(Math.max(0, offset - limit) || undefined)}
            aria-label={t("pager.back")}
          />
          <Button
            size="small"
            icon={<RightOutlined aria-hidden />}
            disabled={last >= total}
            onClick={() => onGo(offset + limit)}
            aria-label={t("pager.on")}
          />
        </span>
      )}
    </div>
  );
}
