import type { YuejianError } from "@yuejian/contracts";
import { expect, it } from "vitest";
import { addressesOf, isInnerAddress } from "./addresses.ts";

it.each([
  ["127.0.0.1", true],
  ["10.1.2.3", true],
  ["100.64.0.1", true],
  ["169.254.169.254", true],
  ["172.31.255.255", true],
  ["192.168.1.1", true],
  ["0.0.0.0", true],
  ["255.255.255.255", true],
  ["::1", true],
  ["::", true],
  ["fd00::1", true],
  ["fe80::1", true],
  ["::ffff:10.0.0.1", true],
  ["::ffff:0a00:0001", true],
  ["64:ff9b::a00:1", true],
  ["8.8.8.8", false],
  ["172.32.0.1", false],
  ["::ffff:8.8.8.8", false],
  ["2400:3200::1", false],
  ["no address", true],
])("%s is an inner address: %s", (address, isInner) => {
  expect(isInnerAddress(address)).toBe(isInner);
});

it("a name that leads inside is refused unless the list allows it", async () => {
  const code = await addressesOf({ host: "localhost", isPrivate: false }).catch((cause: unknown) => (cause as YuejianError).code);
  expect(code).toBe("NOTIFY_HOST_REFUSED");
  expect((await addressesOf({ host: "localhost", isPrivate: true })).length).toBeGreaterThan(0);
});
