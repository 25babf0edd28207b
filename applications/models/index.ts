/** Where the models lie, one folder each; the server discovers them there. */
export const MODELS_FOLDER: URL = new URL(".", import.meta.url);
