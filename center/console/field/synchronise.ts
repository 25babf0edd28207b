import type { Text } from "@yuejian/contracts";
import type { FieldCheckView } from "@yuejian/contracts/api";
import { ApiError, get, post } from "../api/client.ts";
import { sendForm } from "../api/send-form.ts";
import { digestBlob } from "./capture-files.ts";
import { type Draft, drop, type KeptFile, keep } from "./device-store.ts";

export type Sent =
  | { readonly state: "received" }
  | { readonly state: "unreachable" | "signed-out" }
  | { readonly state: "refused"; readonly problem: Text };

/** Files that the house has, of all. */
type OnProgress = (done: number, total: number) => void;

/** Sends one check: the files that the house has not, then the record. Goes on where it stopped, and may be repeated: the house knows a record by its digest.
 *  Nothing is dropped here before the house has confirmed that very record. */
export async function synchronise(draft: Draft, onProgress: OnProgress): Promise<Sent> {
  const { bound, check, person } = draft;
  if (bound === null) throw new TypeError("a check that is not bound yet");
  const files = [...draft.photos, ...draft.signatures];
  try {
    const changed = await changedFile(files);
    if (changed) return await refused(draft, changed);
    const view = await get<FieldCheckView>(`/api/farmland/checks/${check}`);
    if (view.state === "open") await sendFiles(draft, files, { onProgress, received: new Set(view.received) });
    const body = { record: JSON.parse(bound.record) as unknown, capture: bound.capture, sentAt: new Date().toISOString() };
    const { result } = await post<FieldCheckView>(`/api/farmland/checks/${check}/record`, body);
    if (result?.record !== bound.sha256) return await refused(draft, OTHER);
    const { record, receivedAt } = result;
    const recordedAt = (JSON.parse(bound.record) as { recordedAt: string }).recordedAt;
    await keep("receipts", { person, check, place: view.violationName, sha256: record, recordedAt, receivedAt });
    await drop("drafts", [person, check]);
    return { state: "received" };
  } catch (error) {
    if (error instanceof DOMException && error.name === "AbortError") return { state: "unreachable" };
    if (!(error instanceof ApiError)) throw error;
    if (error.code === "UNREACHABLE") return { state: "unreachable" };
    if (error.kind === "signed-out" || error.code === "PASSWORD_NEEDED" || error.code === "ORIGIN_REFUSED") return { state: "signed-out" };
    return await refused(draft, error.text);
  }
}

const OTHER: Text = {
  zh: "服务器确认的不是这一份记录；设备上的内容没有删除，请告知技术人员",
  en: "The house confirmed another record than this; nothing was deleted here, tell a technician",
};

async function sendFiles(
  { check }: Draft,
  files: readonly KeptFile[],
  { received, onProgress }: { readonly received: ReadonlySet<string>; readonly onProgress: OnProgress },
): Promise<void> {
  let done = files.filter(({ sha256 }) => received.has(sha256)).length;
  onProgress(done, files.length);
  for (const { sha256, blob, name } of files.filter((file) => !received.has(file.sha256))) {
    const form = new FormData();
    form.set("file", blob, name);
    await sendForm(`/api/farmland/checks/${check}/files/${sha256}`, form);
    done += 1;
    onProgress(done, files.length);
  }
}

/** Digested again before it is sent: what the device keeps may have been changed since. */
async function changedFile(files: readonly KeptFile[]): Promise<Text | null> {
  for (const { blob, sha256, name } of files) {
    if ((await digestBlob(blob)).sha256 !== sha256)
      return {
        zh: `“${name}”与采集时的摘要不符：设备上的文件被改动或损坏，没有发送`,
        en: `“${name}” is not what was captured: the file was changed or damaged on the device and was not sent`,
      };
  }
  return null;
}

async function refused(draft: Draft, problem: Text): Promise<Sent> {
  await keep("drafts", { ...draft, problem });
  return { state: "refused", problem };
}
