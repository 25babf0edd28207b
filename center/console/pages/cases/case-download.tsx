import type { ComponentProps } from "react";
import { DownloadButton } from "../../kit/download-button.tsx";

type Properties = Omit<ComponentProps<typeof DownloadButton>, "subject"> & { readonly caseId: string };

/** Hands over what the case keeps or writes. */
export function CaseDownload({ caseId, ...download }: Properties) {
  return <DownloadButton subject={caseId} {...download} />;
}
