import { defineErrors } from "./kinds.ts";

/** The store of files, where it is not the home's folder. Parameters: bucket, endpoint, and what the text names. */
export const fileStoreErrors = defineErrors({
  FILES_URL_INVALID: {
    kind: "input",
    zh: "FILES_URL 有误：{reason}。格式：s3://存储桶/前缀?endpoint=https://主机:端口&region=区域",
    en: "FILES_URL is wrong: {reason}. It reads s3://bucket/prefix?endpoint=https://host:port&region=region",
  },
  FILE_RANGE_INVALID: {
    kind: "input",
    zh: "文件 {sha256} 有 {size} 字节，没有第 {start} 到 {end} 字节这一段",
    en: "File {sha256} has {size} bytes; there is no part from byte {start} to {end}",
  },
  FILES_NOT_SET: {
    kind: "input",
    zh: "没有设置 FILES_URL，文件就在数据目录的文件夹里，无须迁移",
    en: "FILES_URL is not set; the files lie in the home's folder and there is nothing to move",
  },
  FILES_KEY_MISSING: {
    kind: "input",
    zh: "没有存储桶 {bucket} 的访问密钥，请设置 FILES_ACCESS_KEY 和 FILES_SECRET_KEY（或 AWS_ACCESS_KEY_ID 和 AWS_SECRET_ACCESS_KEY）",
    en: "There is no key for bucket {bucket}: set FILES_ACCESS_KEY and FILES_SECRET_KEY (or AWS_ACCESS_KEY_ID and AWS_SECRET_ACCESS_KEY)",
  },
  FILES_OF_ANOTHER: {
    kind: "conflict",
    zh: "存储桶 {bucket} 的这个前缀属于另一个数据目录（{home}），请在 FILES_URL 中换一个前缀",
    en: "This prefix of bucket {bucket} belongs to another home ({home}); give this one a prefix of its own in FILES_URL",
  },
  FILES_BUCKET_MISSING: {
    kind: "failure",
    zh: "{endpoint} 上没有存储桶 {bucket}，请先建好，或改正 FILES_URL",
    en: "There is no bucket {bucket} at {endpoint}; make it, or correct FILES_URL",
  },
  FILES_ACCESS_DENIED: {
    kind: "failure",
    zh: "存储桶 {bucket} 拒绝了这个密钥（{reason}），请核对 FILES_ACCESS_KEY、FILES_SECRET_KEY 和存储桶授予它的权限（读、写、列出、删除）",
    en: "Bucket {bucket} refused this key ({reason}); check FILES_ACCESS_KEY, FILES_SECRET_KEY and what the bucket lets it do (read, write, list, delete)",
  },
  FILES_CLOCK_SKEWED: {
    kind: "failure",
    zh: "本机时钟与存储桶 {bucket} 的服务器相差太多，请求被拒绝；请校准两边的时钟（NTP）",
    en: "This machine's clock is too far from that of the server of bucket {bucket}, which refuses requests; set both by NTP",
  },
  FILES_STORE_UNREACHABLE: {
    kind: "failure",
    zh: "连不上存储桶 {bucket} 的服务器 {endpoint}（{reason}）；没有确认存下的文件不算存下，恢复后请重试",
    en: "The server of bucket {bucket} at {endpoint} is out of reach ({reason}); nothing counts that it did not confirm: try again when it is back",
  },
  FILES_STORE_FULL: {
    kind: "failure",
    zh: "存储桶 {bucket} 已满或超出配额（{reason}），文件没有存下；请扩容后重试",
    en: "Bucket {bucket} is full or over its quota ({reason}) and the file was not kept; give it room and try again",
  },
  FILES_STORE_ALTERED: {
    kind: "failure",
    zh: "存储桶 {bucket} 收到的内容与发送的不符（{sha256}），文件不算存下；请检查网络和存储后重试",
    en: "Bucket {bucket} received other bytes than were sent ({sha256}), so the file does not count as kept; check network and store and try again",
  },
  FILES_ANSWER_CUT: {
    kind: "failure",
    zh: "存储桶 {bucket} 的文件 {sha256} 多次只传来一部分（{got}/{size} 字节），请检查网络和存储后重试",
    en: "File {sha256} of bucket {bucket} came in part only, several times ({got} of {size} bytes); check network and store and try again",
  },
  FILES_STILL_THERE: {
    kind: "failure",
    zh: "存储桶 {bucket} 说已删除文件 {sha256}，但仍能读到它；请检查存储桶的版本、保留和锁定设置",
    en: "Bucket {bucket} said that file {sha256} was deleted and still gives it; check its versioning, retention and object locks",
  },
  FILES_STORE_FAILED: {
    kind: "failure",
    zh: "存储桶 {bucket}（{endpoint}）出错：{reason}",
    en: "Bucket {bucket} at {endpoint} failed: {reason}",
  },
});
