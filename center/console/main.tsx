import "@fontsource/noto-sans-sc/400.css";
import "@fontsource/noto-sans-sc/600.css";
import "./frame/base.css";
import "./frame/frame.css";
import "./kit/kit.css";
import "./kit/list.css";
import { QueryClient, QueryClientProvider } from "@tanstack/react-query";
import { RouterProvider } from "@tanstack/react-router";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { ApiError } from "./api/client.ts";
import { AppearanceProvider } from "./frame/appearance.tsx";
import { LanguageProvider } from "./language/locale.tsx";
import { createConsoleRouter } from "./router.tsx";

/** Answers about the request itself do not change by asking again. */
const isWorthRepeating = (count: number, error: Error) =>
  count < 2 && (!(error instanceof ApiError) || error.kind === "busy" || error.kind === "failure");

const queries = new QueryClient({
  defaultOptions: { queries: { retry: isWorthRepeating, staleTime: 5_000, refetchOnWindowFocus: true } },
});
const router = createConsoleRouter(queries);
const root = document.getElementById("root");
if (!root) throw new Error("index.html has no #root");

createRoot(root).render(
  <StrictMode>
    <QueryClientProvider client={queries}>
      <LanguageProvider>
        <AppearanceProvider>
          <RouterProvider router={router} />
        </AppearanceProvider>
      </LanguageProvider>
    </QueryClientProvider>
  </StrictMode>,
);
