import type { Text } from "./text.ts";

export const JOB_STATUSES = {
  queued: { zh: "排队中", en: "Queued" },
  running: { zh: "进行中", en: "Running" },
  done: { zh: "已完成", en: "Done" },
  failed: { zh: "失败", en: "Failed" },
  cancelled: { zh: "已取消", en: "Cancelled" },
} as const satisfies Record<string, Text>;
