import { writeFile } from "node:fs/promises";
import { YuejianError } from "@yuejian/contracts";
import { type CaptureView, captureStanding, type DeviceKeyView, type StampView } from "@yuejian/contracts/api";
import { readNamed } from "../capture-files.ts";
import { table } from "../output.ts";
import type { Command } from "./command.ts";

const devices: Command = {
  name: "capture devices",
  usage: "capture devices",
  summary: { zh: "列出登记的采集设备密钥", en: "List the registered keys of capturing devices" },
  options: {},
  async run({ client, output }) {
    const { items } = await (await client()).get<{ items: DeviceKeyView[] }>("/api/devices");
    output.result(items, () =>
      table(
        ["id", "key", "holder", "organisation", "valid from", "valid to", "revoked"],
        items.map((each) => [each.id, each.key, each.holder, each.organisation, each.validFrom, each.validTo, each.revoked?.at ?? null]),
      ),
    );
    return 0;
  },
};

const register: Command = {
  name: "capture register",
  usage: "capture register VERIFIER-KEY --holder NAME --organisation NAME --ground WORDS [--valid-from TIME] [--valid-to TIME]",
  summary: {
    zh: "登记采集设备的公钥；登记人为其持有者担保",
    en: "Register the public key of a capturing device; who registers it vouches for its holder",
  },
  options: {
    holder: { type: "string" },
    organisation: { type: "string" },
    ground: { type: "string" },
    "valid-from": { type: "string" },
    "valid-to": { type: "string" },
  },
  async run({ client, output, arguments: given }) {
    const [key] = given.words;
    const [holder, organisation, ground] = [given.text("holder"), given.text("organisation"), given.text("ground")];
    if (key === undefined || holder === undefined || organisation === undefined || ground === undefined)
      throw new YuejianError("USAGE", { reason: register.usage });
    const [validFrom, validTo] = [given.text("valid-from"), given.text("valid-to")];
    const row = await (await client()).post<DeviceKeyView>("/api/devices", {
      key,
      holder,
      organisation,
      ground,
      ...(validFrom === undefined ? {} : { validFrom }),
      ...(validTo === undefined ? {} : { validTo }),
    });
    output.result(row, () => [row.id]);
    return 0;
  },
};

const revoke: Command = {
  name: "capture revoke",
  usage: "capture revoke DEVICE-ID --reason WORDS",
  summary: { zh: "吊销采集设备的密钥", en: "Revoke the key of a capturing device" },
  options: { reason: { type: "string" } },
  async run({ client, output, arguments: given }) {
    const [[id], reason] = [given.words, given.text("reason")];
    if (id === undefined || reason === undefined) throw new YuejianError("USAGE", { reason: revoke.usage });
    const row = await (await client()).post<DeviceKeyView>(`/api/devices/${encodeURIComponent(id)}/revoke`, { reason });
    output.result(row, () => [row.id]);
    return 0;
  },
};

const list: Command = {
  name: "capture list",
  usage: "capture list [--file SHA-256]",
  summary: { zh: "列出收到的采集签名文件", en: "List the captures that were received" },
  options: { file: { type: "string" } },
  async run({ client, output, arguments: given }) {
    const { items } = await (await client()).get<{ items: CaptureView[] }>("/api/captures", { file: given.text("file"), limit: 500 });
    output.result(items, () =>
      table(
        ["id", "key", "standing", "captured at", "operator", "files", "timestamps"],
        items.map((each) => [
          each.id,
          each.key,
          captureStanding(each.standing)[output.locale],
          each.capturedAt,
          `${each.operator.organisation} ${each.operator.name}`,
          each.files.map(({ name }) => name).join(", "),
          each.timestamps.map(({ at }) => at).join(", "),
        ]),
      ),
    );
    return 0;
  },
};

const stampRequest: Command = {
  name: "chain timestamp-request",
  usage: "chain timestamp-request --out FILE.tsq [--policy OID]",
  summary: {
    zh: "为最新检查点写出时间戳申请（RFC 3161，离线）",
    en: "Write a timestamp request for the newest checkpoint (RFC 3161, offline)",
  },
  options: { out: { type: "string" }, policy: { type: "string" } },
  async run({ client, output, arguments: given }) {
    const [out, policy] = [given.text("out"), given.text("policy")];
    if (out === undefined) throw new YuejianError("USAGE", { reason: stampRequest.usage });
    const api = await client();
    const asked = await api.post<{ request: string; size: number }>(
      "/api/ledger/timestamps/request",
      policy === undefined ? {} : { policy },
    );
    await writeFile(out, Buffer.from(asked.request, "base64"));
    output.result({ file: out, size: asked.size }, () => [out]);
    return 0;
  },
};

const stamp: Command = {
  name: "chain timestamp",
  usage: "chain timestamp [ANSWER.tsr]",
  summary: {
    zh: "收下授时机构对申请的答复；不给文件则现在就向所配置的授时机构申请",
    en: "Take an authority's answer to a request; without a file the configured authority is asked now",
  },
  options: {},
  async run({ client, output, arguments: given }) {
    const [file] = given.words;
    const answer = file === undefined ? undefined : (await readNamed(file)).toString("base64");
    const row = await (await client()).post<StampView>("/api/ledger/timestamps", answer === undefined ? {} : { answer });
    const unknown = output.locale === "zh" ? "  授时机构未核验" : "  authority not checked";
    output.result(row, () => [`${row.at}  ${row.authority}  ${row.size}${row.anchor === null ? unknown : ""}`]);
    return 0;
  },
};

export const captureHouseCommands: readonly Command[] = [devices, register, revoke, list, stampRequest, stamp];
