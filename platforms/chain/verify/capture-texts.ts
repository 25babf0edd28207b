import type { Text } from "@yuejian/contracts";
import { type CaptureDocument, type CapturePlace, parseVerifierKey } from "../format/index.ts";
import type { TimestampFacts } from "./timestamp/verify-timestamp.ts";

export interface CaptureTextFacts {
  readonly capture: CaptureDocument;
  readonly standing: "registered" | "unregistered";
  readonly timestamps: readonly TimestampFacts[];
  /** Files that were compared. */
  readonly files: readonly { readonly name: string }[];
}

export function captureProves({ capture, standing, timestamps }: CaptureTextFacts): Text[] {
  const { statement, signature, countersignatures } = capture;
  const { name } = parseVerifierKey(signature.key);
  const count = statement.files.length;
  const known: Text =
    standing === "registered"
      ? { zh: `已登记的设备密钥“${name}”`, en: `the registered device key ${name}` }
      : { zh: `一把未登记的密钥“${name}”`, en: `an unregistered key, ${name},` };
  const texts: Text[] = [
    {
      zh: `${known.zh}的持有者对 ${count} 个文件的摘要和所载各项签了名，此后未被改动。`,
      en: `The holder of ${known.en} signed the digests of ${count} files and what is said about them; nothing was changed since.`,
    },
  ];
  for (const { statement: each } of countersignatures) {
    texts.push({
      zh: `另一把密钥的持有者（自称${each.signer.organisation}${each.signer.name}）副署了同一份采集文件。`,
      en: `The holder of another key, by their own words ${each.signer.name} of ${each.signer.organisation}, countersigned the same capture.`,
    });
  }
  const [earliest] = timestamps.filter(({ anchor }) => anchor !== null);
  if (earliest) {
    texts.push({
      zh: `该采集文件最迟在 ${earliest.at} 已经存在（授时机构“${earliest.authority}”，根证书“${earliest.anchor}”）。`,
      en: `The capture existed at ${earliest.at} at the latest (authority ${earliest.authority}, root ${earliest.anchor}).`,
    });
  }
  return texts;
}

/** Online Litigation Rules, articles 16 and 18: what stays open to challenge. */
export function captureUnproven({ capture, standing, timestamps, files }: CaptureTextFacts): Text[] {
  const { statement } = capture;
  const texts: Text[] = [];
  if (standing === "unregistered") {
    texts.push({
      zh: "密钥未登记：谁持有这把密钥无人担保，任何人都能自制一把；因此不作为“已核验”。",
      en: "The key is not registered: nobody vouches for its holder, anyone can make one; so this does not count as verified.",
    });
  }
  texts.push(
    {
      zh: "不证明内容真实：签名只固定签名那一刻的文件，不证明其所记录的事实，也不证明签名之前未经编辑（《人民法院在线诉讼规则》第十八条）。",
      en: "Truth of the content: the signature fixes the files as they were when signed, not what they show, nor that they were not edited before (Online Litigation Rules, article 18).",
    },
    {
      zh: `采集时间 ${statement.capturedAt} 只是设备时钟所述，未经核验${placeIsStated(statement.place) ? "；采集地点同样只是所述" : ""}。`,
      en: `The time of capture, ${statement.capturedAt}, is what the device's clock said, unchecked${placeIsStated(statement.place) ? "; so is the place" : ""}.`,
    },
  );
  if (!timestamps.some(({ anchor }) => anchor !== null)) {
    texts.push({
      zh:
        timestamps.length === 0
          ? "没有第三方时间戳：何时已经存在，无人作证。"
          : "时间戳的授时机构未经核验：请用 --tsa-roots 给出所信任的根证书。",
      en:
        timestamps.length === 0
          ? "There is no third party's timestamp: nobody attests when it existed."
          : "The authority of the timestamp was not checked: name the roots you trust with --tsa-roots.",
    });
  } else {
    texts.push({
      zh: "证书的吊销状态未查询（离线核验）。",
      en: "Whether certificates were revoked was not asked (offline verification).",
    });
  }
  const left = statement.files.length - files.length;
  if (left > 0)
    texts.push({ zh: `${left} 个所列文件没有提供，未作比对。`, en: `${left} of the files listed were not given and not compared.` });
  return texts;
}

function placeIsStated(place: CapturePlace): boolean {
  return place.kind !== "withheld";
}
