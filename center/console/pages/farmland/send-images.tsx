import type { FarmlandFiles } from "@yuejian/contracts/api";
import { Button } from "antd";
import { useRef, useState } from "react";
import { useStartFarmland } from "../../api/farmland.ts";
import { type OutgoingImage, useCheckUpload, useDiscardUpload, useFarmlandUpload, useSendImages } from "../../api/farmland-upload.ts";
import { isCancelled } from "../../api/upload.ts";
import { useDraft } from "../../kit/draft.ts";
import { FileDrop } from "../../kit/file-drop.tsx";
import { FolderChoice } from "../../kit/folder-choice.tsx";
import { ErrorNotice } from "../../kit/page-state.tsx";
import { useLanguage } from "../../language/locale.tsx";

const GIGABYTE = 1024 ** 3;

/** Images, parcels and approvals sent from this browser: piece by piece, told apart when they are there, then looked at. A sending that broke off goes on. */
export function SendImages({ onStarted }: { readonly onStarted: () => void }) {
  const { t, format } = useLanguage();
  const [id, setId, forget] = useDraft("farmland.upload");
  const upload = id === "" ? null : id;
  const there = useFarmlandUpload(upload);
  const send = useSendImages();
  const check = useCheckUpload();
  const discard = useDiscardUpload();
  const abort = useRef<AbortController | null>(null);
  const waiting = useRef<OutgoingImage[]>([]);
  const [sent, setSent] = useState({ done: 0, total: 0, files: 0 });
  const found = send.data?.found ?? check.data;
  const begin = (images: readonly OutgoingImage[]) => {
    if (images.length === 0) return;
    abort.current = new AbortController();
    check.reset();
    setSent({ done: 0, total: 0, files: images.length });
    send.mutate({
      upload: there.data?.id ?? null,
      images,
      signal: abort.current.signal,
      onBegun: setId,
      onSent: (done, total) => setSent({ done, total, files: images.length }),
    });
  };
  // A drop of several files calls once for each: they are sent as one.
  const gather = (file: File) => {
    waiting.current.push({ path: file.name, file });
    if (waiting.current.length === 1) queueMicrotask(() => begin(waiting.current.splice(0)));
  };
  const leave = () => {
    send.reset();
    check.reset();
    forget();
  };
  if (send.isPending)
    return (
      <div className="stack">
        <progress max={sent.total || 1} value={sent.done} aria-label={t("farmland.sendTitle")} style={{ width: "100%" }} />
        <div className="bar" style={{ margin: 0 }}>
          <span className="number" role="status">
            {sent.done < sent.total || sent.total === 0
              ? t("farmland.sending", { n: sent.files, sent: format.bytes(sent.done), total: format.bytes(sent.total) })
              : t("farmland.unpacking")}
          </span>
          <Button size="small" className="push" onClick={() => abort.current?.abort()}>
            {t("action.cancel")}
          </Button>
        </div>
      </div>
    );
  return (
    <div className="stack">
      <p className="muted">{t("farmland.sendHint", { file: 16, total: 64 })}</p>
      <div className="farmland-send">
        <FileDrop accept="" label={t("farmland.sendFiles")} isMany onFile={gather}>
          {t("farmland.sendFiles")}
        </FileDrop>
        <FolderChoice
          label={t("farmland.sendFolder")}
          onFiles={(files) => begin(files.map((file) => ({ path: file.webkitRelativePath || file.name, file })))}
        />
      </div>
      {send.error && !isCancelled(send.error) && <ErrorNotice error={send.error} />}
      {check.error && <ErrorNotice error={check.error} />}
      {discard.error && <ErrorNotice error={discard.error} />}
      {there.data && !found && (
        <div className="bar" style={{ margin: 0 }}>
          <span>{t("farmland.sentBefore", { n: there.data.files.length, size: (there.data.bytes / GIGABYTE).toFixed(2) })}</span>
          <Button size="small" loading={check.isPending} onClick={() => check.mutate(there.data.id)}>
            {t("farmland.checkSent")}
          </Button>
        </div>
      )}
      {found && there.data && <Found found={found} upload={there.data.id} onStarted={() => (leave(), onStarted())} />}
      {there.data && (
        <div>
          <Button size="small" danger loading={discard.isPending} onClick={() => discard.mutate(there.data.id, { onSuccess: leave })}>
            {t("farmland.discardSent", { n: there.data.files.length })}
          </Button>
        </div>
      )}
    </div>
  );
}

const KIND_KEYS = {
  image: "farmland.kindImage",
  mask: "farmland.kindMask",
  areas: "farmland.kindAreas",
  unknown: "farmland.kindUnknown",
} as const;
const ROLE_KEYS = { parcels: "farmland.parcels", approvals: "farmland.approvals", boundaries: "farmland.kindDistricts" } as const;

interface FoundProperties {
  readonly found: FarmlandFiles;
  readonly upload: string;
  readonly onStarted: () => void;
}

/** What each file is, what is wrong with it, and the start. */
function Found({ found: { files, method }, upload, onStarted }: FoundProperties) {
  const { t, text } = useLanguage();
  const start = useStartFarmland();
  const unused = files.filter(({ problem }) => problem !== null).length;
  return (
    <>
      <div className="farmland-sent">
        <table className="farmland-spots">
          <caption>{t("farmland.toldApart", { n: files.length - unused, unused })}</caption>
          <thead>
            <tr>
              <th>{t("farmland.file")}</th>
              <th>{t("farmland.kind")}</th>
              <th>{t("farmland.fileFacts")}</th>
            </tr>
          </thead>
          <tbody>
            {files
              .toSorted((left, right) => Number(right.problem !== null) - Number(left.problem !== null))
              .map(({ path, kind, role, date, system, width, height, features, problem }) => (
                <tr key={path}>
                  <td className="farmland-path">{path}</td>
                  <td>{t(role === null ? KIND_KEYS[kind] : ROLE_KEYS[role])}</td>
                  <td>
                    {problem !== null ? (
                      <span className="farmland-problem">{t("farmland.notUsed", { why: text(problem) })}</span>
                    ) : (
                      <span className="number">
                        {[
                          date,
                          system,
                          width === null ? null : `${width} × ${height}`,
                          features === null ? null : t("farmland.features", { n: features }),
                        ]
                          .filter((each) => each !== null)
                          .join(" · ")}
                      </span>
                    )}
                  </td>
                </tr>
              ))}
          </tbody>
        </table>
      </div>
      {start.error && <ErrorNotice error={start.error} />}
      <div className="bar" style={{ margin: 0 }}>
        <span>{t(method === null ? "farmland.tooFew" : method === "pair" ? "farmland.asPair" : "farmland.asSeries")}</span>
        <Button
          type="primary"
          className="push"
          disabled={method === null}
          loading={start.isPending}
          onClick={() => start.mutate({ upload }, { onSuccess: onStarted })}
        >
          {t("farmland.startSubmit")}
        </Button>
      </div>
    </>
  );
}
