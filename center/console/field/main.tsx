import "@fontsource/noto-sans-sc/400.css";
import "@fontsource/noto-sans-sc/600.css";
import "../frame/base.css";
import "./field.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { applyPalette } from "../frame/theme.ts";
import { LanguageProvider } from "../language/locale.tsx";
import { FieldPage } from "./field-page.tsx";

/** The page of field checks: a page of its own, small enough to be kept whole on a telephone. */
const dark = matchMedia("(prefers-color-scheme: dark)");
const show = () => applyPalette(dark.matches ? "dark" : "light");
dark.addEventListener("change", show);
show();

// Without it the page works, but not without a network.
if ("serviceWorker" in navigator) void navigator.serviceWorker.register("/field-worker.js", { scope: "/field" }).catch(() => {});

const root = document.getElementById("root");
if (!root) throw new Error("field.html has no #root");
createRoot(root).render(
  <StrictMode>
    <LanguageProvider>
      <FieldPage />
    </LanguageProvider>
  </StrictMode>,
);
