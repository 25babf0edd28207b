import "../../../../../checks/layer-rules.ts";
