export { changeHost, channelIn, channelsOf, mailInForce, removeChannel, saveChannel } from "./channels.ts";
export { type MessageFilter, pageOfMessages, retryMessage } from "./messages.ts";
export { type Notifier, type NotifyPorts, notifyNow, startNotifier } from "./notifier.ts";
export { testChannel } from "./test-channel.ts";
