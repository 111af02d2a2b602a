import { create } from "zustand";

export type Theme = "light" | "dark" | "system";

interface ThemeState {
  readonly theme: Theme;
  readonly set: (theme: Theme) => void;
}

const dark = matchMedia("(prefers-color-scheme: dark)");

function show(theme: Theme): void {
  document.documentElement.classList.toggle("dark", theme === "dark" || (theme === "system" && dark.matches));
}

function stored(): Theme {
  const found = localStorage.getItem("theme");
  return found === "light" || found === "dark" ? found : "system";
}

/** The chosen theme; `public/theme.js` shows it before the first paint. */
export const useTheme = create<ThemeState>((set) => ({
  theme: stored(),
  set: (theme) => {
    localStorage.setItem("theme", theme);
    show(theme);
    set({ theme });
  },
}));

dark.addEventListener("change", () => show(useTheme.getState().theme));
