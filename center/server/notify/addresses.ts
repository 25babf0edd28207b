import { lookup } from "node:dns/promises";
import { BlockList, isIP } from "node:net";
import { YuejianError } from "@yuejian/contracts";
import type { Reading } from "../store/index.ts";

/** Addresses of this machine and of inner networks, and what is no address of one host (RFC 1918, 3927, 4193, 4291, 6598, 6890). */
const INNER = new BlockList();
for (const [net, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["224.0.0.0", 3],
] as const)
  INNER.addSubnet(net, prefix, "ipv4");
for (const [net, prefix] of [
  ["::", 127],
  ["64:ff9b::", 96],
  ["fc00::", 7],
  ["fe80::", 10],
  ["ff00::", 8],
] as const)
  INNER.addSubnet(net, prefix, "ipv6");

export function isInnerAddress(address: string): boolean {
  const mapped = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i.exec(address)?.[1];
  if (mapped !== undefined) return INNER.check(mapped, "ipv4");
  // Every other spelling of a mapped address is refused as inner: none of them is needed.
  if (/^::ffff:/i.test(address)) return true;
  const family = isIP(address);
  return family === 0 || INNER.check(address, family === 4 ? "ipv4" : "ipv6");
}

export interface AllowedHost {
  readonly host: string;
  readonly isPrivate: boolean;
}

/** Whether the office lets webhooks go to the host of the address. NOTIFY_HOST_REFUSED, NOTIFY_SETTINGS_INVALID */
export async function demandAllowed(db: Reading, address: string): Promise<AllowedHost> {
  const url = parsed(address);
  const host = url.hostname.replace(/^\[|\]$/g, "").toLowerCase();
  const row = await db.selectFrom("notify_hosts").selectAll().where("host", "=", host).executeTakeFirst();
  if (!row) throw refused(host, { zh: "不在允许推送的主机名单里", en: "it is not on the list of hosts" });
  if (url.protocol === "http:" && !/^(localhost|127\.0\.0\.1|::1)$/.test(host))
    throw refused(host, { zh: "只有发往本机时可以不加密", en: "without encryption only to this machine" });
  return { host, isPrivate: row.is_private === 1 };
}

/** The addresses of a host that may be connected to; a name that leads inside is refused unless that is allowed. NOTIFY_HOST_REFUSED, NOTIFY_UNREACHABLE */
export async function addressesOf({ host, isPrivate }: AllowedHost): Promise<readonly string[]> {
  let found: readonly string[];
  try {
    found = isIP(host) === 0 ? (await lookup(host, { all: true })).map(({ address }) => address) : [host];
  } catch (cause) {
    throw new YuejianError(
      "NOTIFY_UNREACHABLE",
      { reason: `${host}: ${cause instanceof Error ? cause.message : String(cause)}` },
      { cause },
    );
  }
  const inner = found.find(isInnerAddress);
  if (inner !== undefined && !isPrivate)
    throw refused(host, {
      zh: `地址 ${inner} 在内网，名单里没有许可`,
      en: `its address ${inner} is an inner one, which the list does not allow`,
    });
  return found;
}

function parsed(address: string): URL {
  const url = URL.canParse(address) ? new URL(address) : null;
  if (url !== null && /^https?:$/.test(url.protocol) && url.username === "" && url.password === "") return url;
  throw new YuejianError("NOTIFY_SETTINGS_INVALID", {
    reason: "the address is no https address without account",
    reason_zh: "地址须是 https 地址，且不带账号",
    reason_en: "the address is no https address without account",
  });
}

function refused(host: string, { zh, en }: { zh: string; en: string }): YuejianError {
  return new YuejianError("NOTIFY_HOST_REFUSED", { host, reason: en, reason_zh: zh, reason_en: en });
}
