import { createContext, type ReactNode, use, useEffect, useMemo, useState } from "react";

const PageTitleContext = createContext<{ title: string; setTitle: (title: string) => void }>({ title: "", setTitle() {} });

/** Lets a page name the object that it shows, for the breadcrumb and the browser's tab. */
export function usePageTitle(title: string | undefined): void {
  const { setTitle } = use(PageTitleContext);
  useEffect(() => {
    setTitle(title ?? "");
    return () => setTitle("");
  }, [title, setTitle]);
}

export function PageTitleProvider({ children }: { readonly children: ReactNode }) {
  const [title, setTitle] = useState("");
  const value = useMemo(() => ({ title, setTitle }), [title]);
  return <PageTitleContext value={value}>{children}</PageTitleContext>;
}

/** The name that the page gave itself; empty before it has one. */
export const usePageName = () => use(PageTitleContext).title;
