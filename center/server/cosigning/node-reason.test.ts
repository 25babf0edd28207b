import { NODE_REASONS, nodeReasonText } from "@yuejian/contracts/api";
import { expect, it } from "vitest";
import { decodeReason, encodeReason, failureReason, observationReason } from "./node-reason.ts";

const silent = { name: "a", roundTripMilliseconds: null, version: null, clockSkewSeconds: null, checkpoint: null };

it("every reason says the same in both languages: the same parameters", () => {
  for (const { zh, en } of Object.values(NODE_REASONS)) {
    const named = (text: string) => [...text.matchAll(/\{\w+\}/g)].map(([name]) => name).sort();
    expect(named(zh)).toEqual(named(en));
    expect(zh === "{said}" || /\p{Script=Han}/u.test(zh)).toBe(true);
  }
});

it.each([
  [{ kind: "unreachable", reason: "connect ECONNREFUSED 127.0.0.1:1", code: "ECONNREFUSED" }, "该地址上没有程序在接听"],
  [{ kind: "unreachable", reason: "certificate has expired", code: "CERT_HAS_EXPIRED" }, "它的证书通不过核验：certificate has expired"],
  [{ kind: "unreachable", reason: "the answer is too long", code: null }, "联系不上：the answer is too long"],
  [{ kind: "late", milliseconds: 512 }, "在规定时间内没有应答"],
  [{ kind: "split", size: 9 }, "它称在 9 条处另有一部历史，但没有出示能够证明的检查点"],
  [{ kind: "refused", status: 404, reason: "the log is not followed here" }, "它没有跟随本账本，或联署规则中的地址有误"],
  [{ kind: "refused", status: 403, reason: "no signature" }, "它不认可本账本签名密钥在此条数的效力：“no signature”"],
  [{ kind: "refused", status: 500, reason: "see its log" }, "节点自身出错（500），详情见该节点的日志"],
  [
    { kind: "refused", status: 409, reason: "it has cosigned size 7 already", why: { code: "ahead", size: 7 } },
    "它已联署过本账本 7 条的检查点：本账本可能被回退，或已由他人接续",
  ],
] as const)("a failure is told in Chinese: %j", (failure, words) => {
  const reason = failureReason(failure);
  expect(nodeReasonText(reason).zh).toBe(words);
  expect(decodeReason(encodeReason(reason))).toEqual(reason);
});

it("what a node shows is told so too, and words kept by earlier homes stay as they were", () => {
  expect(observationReason({ ...silent, failure: null })).toBeNull();
  expect(observationReason({ ...silent, failure: { reason: "…", code: "mute" } })?.code).toBe("mute");
  expect(observationReason({ ...silent, failure: { reason: "…", code: "ENOTFOUND" } })?.code).toBe("name-unknown");
  for (const words of ["no answer within 512 ms", "null", "{}", '{"code":"__proto__"}', "7"])
    expect(nodeReasonText(decodeReason(words))).toEqual({ zh: words, en: words });
});
