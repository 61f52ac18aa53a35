/** What is sent to the server of the author's settings, and which texts it is asked about. */

export interface Settings {
  readonly language: string;
  readonly online: boolean;
  readonly rules: Readonly<Record<string, unknown>>;
}

/** The form that the server reads. Unset values are left out: the site's configuration then decides. */
export function forServer(settings: Settings): Record<string, unknown> {
  return {
    ...(settings.language === "" ? {} : { language: settings.language }),
    // Off is the editor's default: what earlier runs learnt of links is told all the same, since nothing is asked for it.
    ...(settings.online ? { online: true } : {}),
    ...(Object.keys(settings.rules).length === 0 ? {} : { rules: settings.rules }),
  };
}

/** Languages, as VS Code and its extensions name them. The server leaves HTML without front matter alone. */
export const LANGUAGES = ["markdown", "mdx", "html", "quarto", "rmd"] as const;
const ENDINGS = ["mdx", "qmd", "Rmd"] as const;

/** Texts that the server is asked about: files by language, and by ending where nothing knows the language. */
export function documentSelector(): { scheme: string; language?: string; pattern?: string }[] {
  return [
    ...LANGUAGES.flatMap((language) => ["file", "untitled"].map((scheme) => ({ scheme, language }))),
    ...ENDINGS.map((ending) => ({ scheme: "file", pattern: `**/*.${ending}` })),
  ];
}

/** The codes of rules at a place, from the findings there: each once. */
export function codesAt(findings: readonly { readonly source?: string | undefined; readonly code?: unknown }[]): string[] {
  const codes = findings.filter((one) => one.source === "evlint").map((one) => codeOf(one.code));
  return [...new Set(codes.filter((code) => code !== ""))];
}

function codeOf(code: unknown): string {
  if (typeof code === "string") return code;
  if (typeof code === "object" && code !== null && "value" in code && typeof code.value === "string") return code.value;
  return "";
}
