import DownloadOutlined from "@ant-design/icons/DownloadOutlined";
import { useMutation } from "@tanstack/react-query";
import { Button, Space } from "antd";
import { getFile } from "../../api/client.ts";
import { useMay } from "../../api/session.ts";
import { usePurpose } from "../../kit/purpose.tsx";
import { saveFile } from "../../kit/save-file.ts";
import { useLanguage } from "../../language/locale.tsx";

interface Export {
  readonly path: string;
  readonly name: string;
}

/** What leaves the house about a lead: the bundle, and counsel's package. Both for a stated purpose, which is asked for first where there is none. */
export function ExportButtons({ lead }: { readonly lead: string }) {
  const { t } = useLanguage();
  const { purpose, ask } = usePurpose();
  const mayExport = useMay("lead.export");
  const fetched = useMutation({
    mutationFn: async ({ path, name }: Export) => saveFile(await getFile(path, { purpose: purpose?.id ?? null }), name),
  });
  if (!mayExport) return null;
  const start = (given: Export) => (purpose ? fetched.mutate(given) : ask(lead));
  return (
    <Space wrap>
      <Button
        icon={<DownloadOutlined aria-hidden />}
        loading={fetched.isPending}
        onClick={() => start({ path: `/api/leads/${lead}/bundle`, name: `${lead}.bundle.json` })}
      >
        {t("proof.exportBundle")}
      </Button>
      <Button disabled={fetched.isPending} onClick={() => start({ path: `/api/leads/${lead}/counsel`, name: `${lead}-counsel.zip` })}>
        {t("proof.exportCounsel")}
      </Button>
      <a href="/verify.html" download="yuejian-verify.html">
        {t("proof.exportPage")}
      </a>
      {fetched.error && <span role="alert">{t("proof.exportFailed", { reason: fetched.error.message })}</span>}
    </Space>
  );
}
